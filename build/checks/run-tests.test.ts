import { describe, expect, it } from 'vitest';
import { jobOf, PARTS, readRequest } from './test-parts.ts';
import { addTallies, NOTHING, reportTally, singleTally, tallyLines } from './test-tally.ts';

const test = (fullName: string, status: string) => ({ fullName, status });
const file = (name: string, status: string, assertionResults: readonly ReturnType<typeof test>[]) => ({
  name,
  status,
  assertionResults,
});

describe('npm test', () => {
  it.each([
    [[], { parts: PARTS, filters: [] }],
    [['unit'], { parts: ['unit'], filters: [] }],
    [['sqlite', 'lint'], { parts: ['lint', 'sqlite'], filters: [] }],
    [['unit', 'main/domain'], { parts: ['unit'], filters: ['main/domain'] }],
  ])('reads the words %j', (words, request) => {
    expect(readRequest(words)).toEqual(request);
  });

  it('runs the key store tests in a session of their own, on the same Node', () => {
    const { program, arguments: words } = jobOf('keyring', [], '/opt/node');
    expect([program, ...words.slice(0, 3)]).toEqual([
      'bash',
      'test/setup/with-keyring.sh',
      '/opt/node',
      'node_modules/vitest/vitest.mjs',
    ]);
  });
});

describe('the count', () => {
  it('sums passed, failed and skipped tests and names the last two', () => {
    const report = {
      testResults: [
        file('a.test.ts', 'failed', [test('a adds', 'passed'), test('a subtracts', 'failed')]),
        file('b.test.ts', 'passed', [test('b waits', 'skipped'), test(' b later', 'todo')]),
      ],
    };
    const sum = addTallies([singleTally('typecheck', true), reportTally('unit', report, 1)]);
    expect(tallyLines(sum)).toEqual([
      'skipped: unit: b waits',
      'skipped: unit: b later',
      'failed: unit: a subtracts',
      '2 passed, 1 failed, 2 skipped',
    ]);
  });

  it('counts a file that does not load as a failure', () => {
    const report = { testResults: [file('a.test.ts', 'failed', [])] };
    expect(reportTally('unit', report, 1).failed).toEqual(['unit: a.test.ts (the file itself)']);
  });

  it('counts a run that ends badly without a failed test as a failure', () => {
    expect(reportTally('pg', { testResults: [] }, 1).failed).toEqual(['pg: the run ended with code 1']);
    expect(reportTally('pg', { testResults: [] }, 0)).toEqual(NOTHING);
  });
});

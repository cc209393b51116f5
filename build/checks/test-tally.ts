import { z } from 'zod';

/** Counts of tests, and the full names of those that did not pass. */
export type Tally = {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
};

export const NOTHING: Tally = { passed: 0, failed: [], skipped: [] };

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** A program without tests of its own, such as the type check, counts as one test. */
export function singleTally(name: string, passed: boolean): Tally {
  return passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: [name] };
}

/**
 * Reads Vitest's JSON report. A file that could not be loaded has no tests to count and counts as one failure; so
 * does a run that ended badly although no test failed (`exitCode` other than 0).
 */
export function reportTally(part: string, report: unknown, exitCode: number): Tally {
  const { testResults } = Report.parse(report);
  const tests = testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, fullName: test.fullName.trim() })),
  );
  const broken = testResults
    .filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    )
    .map((file) => `${part}: ${file.name} (the file itself)`);
  const failed = tests.filter((test) => test.status === 'failed').map((test) => `${part}: ${test.fullName}`);
  const unexplained = exitCode !== 0 && failed.length + broken.length === 0;
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: [...failed, ...broken, ...(unexplained ? [`${part}: the run ended with code ${exitCode}`] : [])],
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => `${part}: ${test.fullName}`),
  };
}

/** The sum of several parts. */
export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.flatMap((tally) => tally.failed),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/** The last lines of a run: what was skipped, what failed, and `N passed, N failed, N skipped` as the very last. */
export function tallyLines(tally: Tally): readonly string[] {
  return [
    ...tally.skipped.map((name) => `skipped: ${name}`),
    ...tally.failed.map((name) => `failed: ${name}`),
    `${tally.passed} passed, ${tally.failed.length} failed, ${tally.skipped.length} skipped`,
  ];
}

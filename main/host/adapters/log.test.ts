import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFailure } from '../describe-failure.ts';
import { logOver, openFileLog } from './log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const everything = (): string =>
  readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');

test('a line holds the time, the level, the event and its fields', () => {
  const lines: string[] = [];
  logOver((line) => lines.push(line)).warn('sync.waiting', { count: 3, opNo: 7 });
  const line: unknown = JSON.parse(lines[0] ?? '');
  expect(line).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    count: 3,
    opNo: 7,
    msg: 'sync.waiting',
  });
});

test('nothing of a person or a key reaches the file, whatever name a careless field has', () => {
  const log = openFileLog({ folder });
  const canary = 'Abeba-Tesfaye-0911223344';
  const careless = [
    'name',
    'givenName',
    'family_name',
    'head-name',
    'displayName',
    'phone',
    'phoneNumber',
    'email',
    'address',
    'birthDate',
    'nationalId',
    'maskedId',
    'identifierValue',
    'pin',
    'newPin',
    'activationCode',
    'userSeed',
    'dek',
    'startToken',
    'searchText',
    'title',
    'bodyText',
    'witness',
  ];
  for (const key of careless) log.error('careless', { [key]: canary });
  expect(everything()).not.toContain(canary);
  expect(everything()).toContain('[left out]');
});

test('a failure is described without the words it carries', () => {
  const log = openFileLog({ folder });
  const failures: unknown[] = [
    new Error('Abeba'),
    new SyntaxError('Unexpected token in "Abeba"', { cause: new TypeError('Abeba') }),
    'Abeba',
    { name: 'Abeba' },
  ];
  try {
    JSON.parse('Abeba Tesfaye');
  } catch (error) {
    failures.push(error);
  }
  for (const failure of failures)
    log.error('host.internal', { ref: 'ABCD1234', ...describeFailure(failure) });
  expect(everything()).not.toContain('Abeba');
  expect(everything()).toContain('SyntaxError < TypeError');
  expect(everything()).not.toContain(tmpdir());
});

test('files rotate by size and only five are kept', () => {
  const log = openFileLog({ folder, maxFileBytes: 500 });
  for (let line = 0; line < 60; line += 1) log.info('tick', { line });
  expect(readdirSync(folder).sort()).toEqual([
    'tawi.1.log',
    'tawi.2.log',
    'tawi.3.log',
    'tawi.4.log',
    'tawi.log',
  ]);
  expect(readFileSync(join(folder, 'tawi.log'), 'utf8')).toContain('"line":59');
});

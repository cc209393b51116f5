import { expect, it } from 'vitest';
import { type CommandShape, isHelp, readArguments, usageLines } from './cli-arguments.ts';

const commands: readonly CommandShape[] = [
  { words: ['import'], takes: ['<file>'], options: ['user', 'check'], about: 'Takes people in.' },
  { words: ['audit', 'verify'], takes: [], options: [], about: 'Looks.' },
  {
    words: ['enrol'],
    takes: [],
    options: ['centre', 'code'],
    required: ['centre', 'code'],
    about: 'Joins.',
  },
];
const read = (...words: readonly string[]) => readArguments(words, commands);

it.each([
  { words: ['import', 'people.csv'], expected: { given: ['people.csv'], options: {} } },
  {
    words: ['import', '--check', 'people.csv', '--user', 'officer', '--json'],
    expected: { given: ['people.csv'], options: { check: true, user: 'officer', json: true } },
  },
  {
    words: ['audit', 'verify', '--data', '/data', '--office=B'],
    expected: { given: [], options: { data: '/data', office: 'B' } },
  },
  {
    words: ['enrol', '--centre', 'http://c', '--code', 'ABCD'],
    expected: { given: [], options: { centre: 'http://c', code: 'ABCD' } },
  },
])('reads $words', ({ words, expected }) => {
  const called = read(...words);
  expect(called.ok && { given: called.value.given, options: called.value.options }).toEqual(expected);
});

it.each([
  { words: [], message: 'A command is needed.' },
  { words: ['exprot'], message: '"exprot" is no command.' },
  { words: ['audit'], message: '"audit" is no command.' },
  { words: ['import'], message: '"import" takes <file>.' },
  { words: ['import', ''], message: '"import" takes <file>.' },
  { words: ['import', 'a.csv', 'b.csv'], message: '"import" takes <file>.' },
  { words: ['audit', 'verify', 'now'], message: '"audit verify" takes nothing after it.' },
  { words: ['import', 'a.csv', '--centre', 'x'], message: "Unknown option '--centre'" },
  { words: ['import', 'a.csv', '--user'], message: "Option '--user <value>' argument missing" },
  { words: ['enrol', '--centre', 'http://c'], message: '--code is needed.' },
])('refuses $words with a sentence and the usage', ({ words, message }) => {
  const called = read(...words);
  expect(called.ok ? undefined : called.error).toEqual({
    code: 'cli/usage',
    message,
    usage: expect.arrayContaining([expect.stringContaining('tawi')]),
  });
});

it('prints one line and one sentence for each command', () => {
  expect(usageLines(commands)).toEqual([
    'Usage:',
    '  tawi import <file> [options]\n      Takes people in.',
    '  tawi audit verify [options]\n      Looks.',
    '  tawi enrol --centre … --code … [options]\n      Joins.',
  ]);
});

it.each([
  [['--help'], true],
  [['import', '-h'], true],
  [['help'], true],
  [['import', 'help.csv'], false],
])('takes %j for a call for help: %s', (words, expected) => {
  expect(isHelp(words)).toBe(expected);
});

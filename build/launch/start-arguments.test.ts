import { expect, it } from 'vitest';
import { readStartArguments, START_USAGE } from './start-arguments.ts';

const plain = { office: 'A', port: 0, centrePort: undefined, data: undefined, withCentre: true };

it.each([
  { words: [], expected: plain },
  { words: ['--office', 'b'], expected: { ...plain, office: 'B' } },
  {
    words: ['--port', '8080', '--centre-port=4700', '--data', '/d', '--no-centre'],
    expected: { office: 'A', port: 8080, centrePort: 4700, data: '/d', withCentre: false },
  },
])('reads $words', ({ words, expected }) => {
  expect(readStartArguments(words)).toEqual({ ok: true, value: expected });
});

it.each([
  { words: ['--office', 'C'], message: '--office is A or B, not "C".' },
  { words: ['--port', 'http'], message: 'A port is a number from 0 to 65535.' },
  { words: ['--centre-port', '70000'], message: 'A port is a number from 0 to 65535.' },
  { words: ['--fast'], message: "Unknown option '--fast'" },
])('refuses $words', ({ words, message }) => {
  expect(readStartArguments(words)).toEqual({
    ok: false,
    error: { code: 'launch/usage', message: `${message}\nUsage: ${START_USAGE}` },
  });
});

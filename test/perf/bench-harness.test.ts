import { expect, it } from 'vitest';
import { BENCH_USAGE, readBenchArguments } from './bench-arguments.ts';
import { atMost, isOk, reportJson, reportLines } from './report.ts';
import { ratioOf, summarise } from './sample.ts';

it.each([
  { values: [5], expected: { count: 1, median: 5, min: 5, max: 5, p95: 5 } },
  { values: [3, 1, 2], expected: { count: 3, median: 2, min: 1, max: 3, p95: 3 } },
  { values: [4, 1, 3, 2], expected: { count: 4, median: 2.5, min: 1, max: 4, p95: 4 } },
  {
    values: Array.from({ length: 200 }, (_, index) => index + 1),
    expected: { count: 200, median: 100.5, min: 1, max: 200, p95: 190 },
  },
])('summarises $values.length measurements', ({ values, expected }) => {
  expect(summarise(values)).toEqual(expected);
});

it('says how many times the baseline something is', () => {
  expect(ratioOf(summarise([6]), summarise([2]))).toBe(3);
});

it.each([
  { words: ['search'], expected: { ok: true, value: { name: 'search', json: false, people: 50_000 } } },
  {
    words: ['open', '--json', '--people', '2000'],
    expected: { ok: true, value: { name: 'open', json: true, people: 2000 } },
  },
  { words: [], expected: { ok: false, error: { code: 'bench/usage', message: `usage: ${BENCH_USAGE}` } } },
  {
    words: ['sync'],
    expected: { ok: false, error: { code: 'bench/usage', message: `usage: ${BENCH_USAGE}` } },
  },
  {
    words: ['open', '--people', 'many'],
    expected: { ok: false, error: { code: 'bench/usage', message: '--people is a whole number from 100' } },
  },
])('reads $words', ({ words, expected }) => {
  expect(readBenchArguments(words)).toEqual(expected);
});

it('refuses a word it does not know', () => {
  expect(readBenchArguments(['open', '--fast'])).toMatchObject({ ok: false });
});

it('reports for people and as one line of JSON, with its verdict', () => {
  const report = {
    name: 'search',
    n: 1000,
    metrics: { search: summarise([1.234, 2.345]), ratio: 1.5 },
    bars: [atMost('search p95', 2.345, 30, 'ms'), atMost('ratio', 3.5, 3, 'x')],
  };
  expect(isOk(report)).toBe(false);
  expect(JSON.parse(reportJson(report))).toEqual({
    name: 'search',
    n: 1000,
    metrics: { search: { count: 2, median: 1.79, min: 1.23, max: 2.35, p95: 2.35 }, ratio: 1.5 },
    bars: [
      { name: 'search p95', value: 2.35, bar: 30, unit: 'ms', ok: true },
      { name: 'ratio', value: 3.5, bar: 3, unit: 'x', ok: false },
    ],
    ok: false,
  });
  expect(reportLines(report).slice(-2)).toEqual([
    'ok   search p95: 2.35 ms, bar 30 ms',
    'MISS ratio: 3.5 x, bar 3 x',
  ]);
});

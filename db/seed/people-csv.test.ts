import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { peopleColumns, peopleCsv } from './people-csv.ts';

const committed = readFileSync(new URL('../../test/vectors/people-200.csv', import.meta.url), 'utf8');

it('makes the committed sample again, byte for byte', () => {
  expect(peopleCsv()).toBe(committed);
});

it('holds 200 people, leading zeros, day-first dates, four scripts and three repeated ID numbers', () => {
  const lines = committed.trimEnd().split('\n');
  const ids = lines.slice(1).map((line) => line.split(',')[1]);
  expect({
    header: lines[0],
    rows: lines.length - 1,
    leadingZeros: lines.some((line) => line.startsWith('00')),
    dayFirst: lines.slice(1).every((line) => /,\d{2}-\d{2}-\d{4},/.test(line)),
    scripts: [/\p{Script=Ethiopic}/u, /\p{Script=Arabic}/u, /\p{Script=Devanagari}/u, /é|ï/u].map((script) =>
      script.test(committed),
    ),
    repeatedIds: ids.length - new Set(ids).size,
  }).toEqual({
    header: peopleColumns.join(','),
    rows: 200,
    leadingZeros: true,
    dayFirst: true,
    scripts: [true, true, true, true],
    repeatedIds: 3,
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from '../invariant.ts';
import {
  addDays,
  addMonths,
  ageOn,
  compareDates,
  dayNumberOf,
  daysBetween,
  isPlainDate,
  parseImportedDate,
  parsePlainDate,
  todayIn,
} from './plain-date.ts';

const anyDate = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('strict dates', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(parsePlainDate(text)).toEqual({ ok: true, value: text });
  });

  test.each([
    ['2023-02-29', 'date/no-such-day'],
    ['1900-02-29', 'date/no-such-day'],
    ['2024-13-01', 'date/no-such-day'],
    ['2024-04-31', 'date/no-such-day'],
    ['0000-01-01', 'date/no-such-day'],
    ['2024-1-1', 'date/not-a-date'],
    [' 2024-01-01', 'date/not-a-date'],
    ['2024-01-01T00:00:00Z', 'date/not-a-date'],
    ['٢٠٢٤-٠١-٠١', 'date/not-a-date'],
  ])('%s is refused as %s', (text, code) => {
    expect(parsePlainDate(text)).toEqual({ ok: false, error: { code, text } });
    expect(isPlainDate(text)).toBe(false);
  });
});

describe('arithmetic', () => {
  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-01-01', -1, '2023-12-31'],
    ['2020-01-01', 65_535, '2199-06-06'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-01-15', -1, '2023-12-15'],
    ['2024-03-31', -13, '2023-02-28'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test('days agree with the platform calendar and undo each other', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (left, right) => {
        expect(daysBetween(left, right)).toBe((Date.parse(right) - Date.parse(left)) / 86_400_000);
        expect(addDays(left, daysBetween(left, right))).toBe(right);
        expect(compareDates(left, right)).toBe(Math.sign(-daysBetween(left, right)) + 0);
      }),
    );
    expect(dayNumberOf('1970-01-01')).toBe(0);
  });

  test('leaving the calendar or passing a non-date is a bug', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(InvariantError);
    expect(() => addDays('soon', 1)).toThrow(InvariantError);
  });
});

describe('age', () => {
  test.each([
    ['1990-06-15', '2026-06-14', 35],
    ['1990-06-15', '2026-06-15', 36],
    ['2004-02-29', '2022-02-28', 17],
    ['2004-02-29', '2022-03-01', 18],
    ['2004-02-29', '2024-02-29', 20],
    ['2026-05-01', '2026-04-30', -1],
  ])('born %s is, on %s, %i years old', (birthDate, today, age) => {
    expect(ageOn(birthDate, today)).toBe(age);
  });
});

describe('imported dates', () => {
  test.each([
    ['01-07-1974', '1974-07-01'],
    ['1/7/1974', '1974-07-01'],
    ['01.07.1974', '1974-07-01'],
    ['1974-07-01', '1974-07-01'],
    ['1974/7/1', '1974-07-01'],
    ['1974-07-01 00:00:00', '1974-07-01'],
    ['1974-07-01T00:00:00.000Z', '1974-07-01'],
    ['٠١/٠٧/١٩٧٤', '1974-07-01'],
    ['०१-०७-१९७४', '1974-07-01'],
    ['29/02/2024', '2024-02-29'],
  ])('%s, day first, is %s', (text, date) => {
    expect(parseImportedDate(text, 'day-first')).toEqual({ ok: true, value: date });
  });

  test('month first is read only when asked for', () => {
    expect(parseImportedDate('07/01/1974', 'month-first')).toEqual({ ok: true, value: '1974-07-01' });
    expect(parseImportedDate('07/13/1974', 'day-first')).toMatchObject({
      error: { code: 'date/no-such-day' },
    });
  });

  test.each([
    ['29/02/2023', 'date/no-such-day'],
    ['31/04/2023', 'date/no-such-day'],
    ['01/07/74', 'date/two-digit-year'],
    ['01/07-1974', 'date/not-a-date'],
    ['1 July 1974', 'date/not-a-date'],
    ['27211', 'date/not-a-date'],
    ['1974-07-01 12:30', 'date/not-a-date'],
  ])('%s is refused as %s', (text, code) => {
    expect(parseImportedDate(text, 'day-first')).toEqual({ ok: false, error: { code, text } });
  });

  test('any text gives a day or a problem, never a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const result = parseImportedDate(text, 'day-first');
        expect(result.ok ? isPlainDate(result.value) : result.error.code.startsWith('date/')).toBe(true);
      }),
    );
  });
});

describe('today', () => {
  const lateEvening = Date.parse('2026-11-20T22:30:00.000Z');
  test.each([
    ['Africa/Addis_Ababa', '2026-11-21'],
    ['Asia/Kathmandu', '2026-11-21'],
    ['America/Lima', '2026-11-20'],
    ['UTC', '2026-11-20'],
  ])('in %s it is %s', (zone, date) => {
    expect(todayIn(lateEvening, zone)).toBe(date);
  });

  test('an unknown zone is a bug', () => {
    expect(() => todayIn(lateEvening, 'Mars/Olympus')).toThrow(InvariantError);
  });
});

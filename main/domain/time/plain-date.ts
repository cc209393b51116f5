import { assert, InvariantError } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { foldDigits } from './digits.ts';

/** A day of the Gregorian calendar as `YYYY-MM-DD`, years 0001–9999. Compares as text. */
export type PlainDate = string;

/** Why a text is not a day. */
export type DateProblem =
  | { readonly code: 'date/not-a-date'; readonly text: string }
  | { readonly code: 'date/no-such-day'; readonly text: string }
  | { readonly code: 'date/two-digit-year'; readonly text: string };

type Parts = { readonly year: number; readonly month: number; readonly day: number };

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

/** Reads strict `YYYY-MM-DD` (ASCII digits, no blanks, a day that exists). */
export function parsePlainDate(text: string): Result<PlainDate, DateProblem> {
  const match = ISO_DATE.exec(text);
  if (match === null) return err({ code: 'date/not-a-date', text: text.slice(0, 40) });
  return dayOrProblem(match[1], match[2], match[3], text);
}

/** Whether a text is strictly a day of the calendar. */
export function isPlainDate(text: string): boolean {
  return parsePlainDate(text).ok;
}

/** −1, 0 or 1 as the first day lies before, on or after the second. */
export function compareDates(left: PlainDate, right: PlainDate): -1 | 0 | 1 {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  assert(Number.isSafeInteger(days), () => `not a number of days: ${days}`);
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** The same day `months` later; a day the month lacks becomes its last one (31 January + 1 = 28 or 29 February). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  assert(Number.isSafeInteger(months), () => `not a number of months: ${months}`);
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return format({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

/** Days from `from` to `to`: 1 for tomorrow, negative backwards. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/**
 * Completed years on `today`. Who is born on 29 February turns a year older on 1 March of a common year.
 * Negative when `birthDate` lies in the future.
 */
export function ageOn(birthDate: PlainDate, today: PlainDate): number {
  const years = partsOf(today).year - partsOf(birthDate).year;
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/**
 * Reads a day as files and people write it: `DD-MM-YYYY`, `D/M/YYYY`, `D.M.YYYY` (or month first when asked) and
 * ISO, digits of any script, with an empty time of day as spreadsheets add it. Two-digit years are refused: a
 * birth in 1925 and one in 2025 look alike.
 */
export function parseImportedDate(
  text: string,
  order: 'day-first' | 'month-first',
): Result<PlainDate, DateProblem> {
  const plain = foldDigits(text)
    .trim()
    .replace(/[T ]0{1,2}:00(:00(\.0+)?)?Z?$/, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain);
  if (iso !== null) return dayOrProblem(iso[1], iso[2], iso[3], plain);
  const local = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(plain);
  if (local !== null) {
    const [, first, , second, year] = local;
    return order === 'day-first'
      ? dayOrProblem(year, second, first, plain)
      : dayOrProblem(year, first, second, plain);
  }
  if (/^\d{1,2}([-/.])\d{1,2}\1\d{2}$/.test(plain)) return err({ code: 'date/two-digit-year', text: plain });
  return err({ code: 'date/not-a-date', text: plain.slice(0, 40) });
}

/**
 * The day it is at an instant (milliseconds since 1970 UTC) in an IANA zone such as `Africa/Addis_Ababa`. The
 * zone comes from the trust bundle, so an unknown one is a bug, not bad input.
 */
export function todayIn(instantMs: number, ianaZone: string): PlainDate {
  const parts = new Map(
    zoneFormat(ianaZone)
      .formatToParts(instantMs)
      .map((part) => [part.type, part.value]),
  );
  return format({
    year: Number(parts.get('year')),
    month: Number(parts.get('month')),
    day: Number(parts.get('day')),
  });
}

function zoneFormat(ianaZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: ianaZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
  } catch (cause) {
    throw new InvariantError(`unknown time zone: ${ianaZone}`, { cause });
  }
}

/** Days since 1970-01-01, for arithmetic inside the rules. Vouchers count from 2020 elsewhere. */
export function dayNumberOf(date: PlainDate): number {
  const { year, month, day } = partsOf(date);
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return daysBeforeYear(year) + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leapDay + day - 1 - 719_162;
}

function dateOfDayNumber(dayNumber: number): PlainDate {
  const days = dayNumber + 719_162;
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBeforeYear(year) > days) year -= 1;
  while (daysBeforeYear(year + 1) <= days) year += 1;
  let rest = days - daysBeforeYear(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return format({ year, month, day: rest + 1 });
}

/** Days from 0001-01-01 to the first day of `year`. */
function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function dayOrProblem(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  text: string,
): Result<PlainDate, DateProblem> {
  const parts = { year: Number(year), month: Number(month), day: Number(day) };
  const exists =
    parts.year >= 1 &&
    parts.month >= 1 &&
    parts.month <= 12 &&
    parts.day >= 1 &&
    parts.day <= daysInMonth(parts.year, parts.month);
  return exists ? ok(format(parts)) : err({ code: 'date/no-such-day', text });
}

function partsOf(date: PlainDate): Parts {
  const match = ISO_DATE.exec(date);
  if (match === null) throw new InvariantError(`not a plain date: ${date}`);
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

function format({ year, month, day }: Parts): PlainDate {
  assert(year >= 1 && year <= 9999, () => `year out of range: ${year}`);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

import { assert } from '../invariant.ts';
import { addDays, dayNumberOf, isPlainDate, type PlainDate } from '../time/plain-date.ts';

/** Day 0 of vouchers and Merkle leaves (security.md §4.5). */
const FIRST_VOUCHER_DATE: PlainDate = '2020-01-01';
const FIRST_DAY = dayNumberOf(FIRST_VOUCHER_DATE);
const LAST_VOUCHER_DAY = dayNumberOf('9999-12-31') - FIRST_DAY;

/**
 * Days from 2020-01-01 (day 0) to a date, as the signed formats store dates. Undefined for texts that are no real
 * date and for dates before 2020.
 */
export function tryVoucherDayOf(date: PlainDate): number | undefined {
  if (!isPlainDate(date)) return undefined;
  const day = dayNumberOf(date) - FIRST_DAY;
  return day >= 0 ? day : undefined;
}

/** As {@link tryVoucherDayOf} for dates already checked; anything else is a bug. */
export function voucherDayOf(date: PlainDate): number {
  const day = tryVoucherDayOf(date);
  assert(day !== undefined, () => `no date from 2020 on: ${date}`);
  return day;
}

/** The date of a voucher day (0 = 2020-01-01). */
export function dateOfVoucherDay(day: number): PlainDate {
  const isDay = Number.isSafeInteger(day) && day >= 0 && day <= LAST_VOUCHER_DAY;
  assert(isDay, () => `no voucher day before the year 10000: ${day}`);
  return addDays(FIRST_VOUCHER_DATE, day);
}

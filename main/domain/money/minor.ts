import { roundToMultiple, scaleHalfUp } from '../half-up.ts';
import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { foldDigits } from '../time/digits.ts';

/**
 * Money as a safe integer count of the currency's minor units (cents, santim, whole francs). A plain number so
 * that rows, JSON and sums stay plain; {@link minor} is the only gate. The currency travels beside it.
 */
export type Minor = number;

/** Why a typed amount cannot be read. */
export type AmountProblem =
  | { readonly code: 'money/not-an-amount' }
  | { readonly code: 'money/too-many-decimals'; readonly exponent: number }
  | { readonly code: 'money/ambiguous-separator'; readonly text: string }
  | { readonly code: 'money/too-large' };

/** Lets a number in as money; anything but a safe integer is a bug of the caller. */
export function minor(amount: number): Minor {
  assert(Number.isSafeInteger(amount), () => `not a count of minor units: ${amount}`);
  return amount === 0 ? 0 : amount;
}

/** Sum of two amounts; overflow is a bug, not a rounding. */
export function add(left: Minor, right: Minor): Minor {
  return minor(minor(left) + minor(right));
}

/** Difference of two amounts; may be negative. */
export function subtract(left: Minor, right: Minor): Minor {
  return minor(minor(left) - minor(right));
}

/** Sum of a list that must fit a safe integer. Use {@link sumBig} for ledgers and nation-wide totals. */
export function sum(amounts: Iterable<Minor>): Minor {
  let total: Minor = 0;
  for (const amount of amounts) total = add(total, amount);
  return total;
}

/** Sum of a list without upper limit. */
export function sumBig(amounts: Iterable<Minor>): bigint {
  let total = 0n;
  for (const amount of amounts) total += BigInt(minor(amount));
  return total;
}

/**
 * `amount × numerator ÷ denominator`, rounded half-up to the minor unit, ties away from zero so that a reversal
 * cancels exactly (decisions: rounding half-up). All three are safe integers.
 */
export function multiplyRate(amount: Minor, numerator: number, denominator: number): Minor {
  return minor(scaleHalfUp(amount, numerator, denominator));
}

/** Rounds half-up to a multiple of `step` minor units, e.g. 100 for whole birr. */
export function roundToStep(amount: Minor, step: number): Minor {
  return minor(roundToMultiple(amount, step));
}

/** Grouping that can never be meant as a decimal sign: spaces of all kinds, apostrophes, underscore, Arabic ٬. */
const GROUPING = /(?<=\d)[\s'’_٬](?=\d)/gu;

/**
 * Reads what a person typed or a file holds as an amount, e.g. `1 250,50`, `1,250.5`, `١٢٥٠٫٥`. Digits of any
 * script; a single `.` or `,` is the decimal sign; several equal ones, or two different ones, group by three.
 * A single separator before exactly three digits ("1,250") could mean both, so it is refused, never guessed,
 * unless the currency has three decimals. Signs and currency words are refused.
 */
export function parseAmountText(text: string, exponent: number): Result<Minor, AmountProblem> {
  const plain = foldDigits(text).trim().replace(/٫/gu, '.').replace(GROUPING, '');
  const separated = splitSeparators(plain, exponent);
  if (!separated.ok) return separated;
  const { whole, fraction } = separated.value;
  if (fraction.length > exponent && /[1-9]/.test(fraction.slice(exponent))) {
    return err({ code: 'money/too-many-decimals', exponent });
  }
  const digits = whole + fraction.slice(0, exponent).padEnd(exponent, '0');
  const amount = Number(digits);
  return Number.isSafeInteger(amount) ? ok(amount) : err({ code: 'money/too-large' });
}

type Parts = { readonly whole: string; readonly fraction: string };

function splitSeparators(plain: string, exponent: number): Result<Parts, AmountProblem> {
  const simple = /^(\d+)(?:[.,](\d+))?$/.exec(plain);
  if (simple !== null) {
    const [, whole = '', fraction = ''] = simple;
    if (fraction.length === 3 && exponent !== 3)
      return err({ code: 'money/ambiguous-separator', text: plain });
    return ok({ whole, fraction });
  }
  const grouped =
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain) ?? /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/.exec(plain);
  if (grouped === null) return err({ code: 'money/not-an-amount' });
  const [, whole = '', fraction = ''] = grouped;
  return ok({ whole: whole.replace(/[.,]/g, ''), fraction });
}

/** `125050` with exponent 2 → `1250.50`: ASCII digits, a dot, no grouping. For files and logs, not for screens. */
export function formatMinorPlain(amount: Minor, exponent: number): string {
  const digits = String(Math.abs(minor(amount))).padStart(exponent + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

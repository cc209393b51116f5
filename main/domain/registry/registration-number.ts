import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { foldDigits } from '../time/digits.ts';
import { mod37CheckCharacter } from './checksums.ts';

/** A run of numbers the centre gave to one device of an office; `next` is the first one not yet used. */
export type NumberRange = {
  readonly officeCode: string;
  readonly from: number;
  readonly to: number;
  readonly next: number;
};

export type RegistrationNumber = { readonly officeCode: string; readonly running: number };

export type RegistrationNumberProblem =
  | { readonly code: 'registry/number-malformed' }
  | { readonly code: 'registry/number-check-wrong' };

export type RangeUsedUp = { readonly code: 'registry/range-used-up'; readonly officeCode: string };

const OFFICE_CODE = /^[A-Z0-9]{2,6}$/;
const RUNNING_DIGITS = 6;
const LARGEST_RUNNING = 99_999_999;

/**
 * The number people read and type: `DD04-000123-7` = office code, running number, check character over both
 * (ISO 7064 MOD 37,36). Numbers come from office ranges, so two offices never make the same one offline.
 */
export function formatRegistrationNumber({ officeCode, running }: RegistrationNumber): string {
  assert(OFFICE_CODE.test(officeCode), () => `not an office code: ${officeCode}`);
  assert(
    Number.isSafeInteger(running) && running > 0 && running <= LARGEST_RUNNING,
    () => `running number out of range: ${running}`,
  );
  const digits = String(running).padStart(RUNNING_DIGITS, '0');
  return `${officeCode}-${digits}-${mod37CheckCharacter(officeCode + digits) ?? ''}`;
}

/** Reads a typed registration number: case, blanks and digits of any script do not matter, the check does. */
export function parseRegistrationNumber(text: string): Result<RegistrationNumber, RegistrationNumberProblem> {
  const plain = foldDigits(text)
    .toUpperCase()
    .replace(/\s+/gu, '')
    .replace(/[\u2010-\u2015]/gu, '-');
  const match = /^([A-Z0-9]{2,6})-(\d{6,8})-([A-Z0-9])$/.exec(plain);
  if (match === null) return err({ code: 'registry/number-malformed' });
  const [, officeCode = '', digits = '', check] = match;
  const running = Number(digits);
  if (running === 0 || String(running).padStart(RUNNING_DIGITS, '0') !== digits) {
    return err({ code: 'registry/number-malformed' });
  }
  if (mod37CheckCharacter(officeCode + digits) !== check) return err({ code: 'registry/number-check-wrong' });
  return ok({ officeCode, running });
}

/** Takes the next number of a range. An empty range refuses: numbers are never invented (never `max + 1`). */
export function takeNumber(
  range: NumberRange,
): Result<{ readonly number: string; readonly range: NumberRange }, RangeUsedUp> {
  if (range.next < range.from || range.next > range.to) {
    return err({ code: 'registry/range-used-up', officeCode: range.officeCode });
  }
  const number = formatRegistrationNumber({ officeCode: range.officeCode, running: range.next });
  return ok({ number, range: { ...range, next: range.next + 1 } });
}

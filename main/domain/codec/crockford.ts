import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The check character counts modulo 37, so five more symbols exist for it alone. */
const CHECK_DIGITS = `${DIGITS}*~$=U`;
const VALUE_CHARACTERS = 10;
const TWO_POW_50 = 2 ** 50;

/** Why a typed code is refused: wrong number of characters, unknown character, or a check that does not fit. */
export type CrockfordError = {
  readonly code: 'codec/bad-crockford';
  readonly reason: 'length' | 'character' | 'check';
};

/**
 * Ten Crockford characters for a 50-bit value plus its check character (value modulo 37), 11 in all.
 * One wrong character or two swapped neighbours never pass the check.
 */
export function crockfordEncode(value: number): string {
  assert(
    Number.isSafeInteger(value) && value >= 0 && value < TWO_POW_50,
    () => `${value} does not fit 50 bits`,
  );
  let text = '';
  let rest = value;
  for (let i = 0; i < VALUE_CHARACTERS; i += 1) {
    text = DIGITS.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text + CHECK_DIGITS.charAt(value % 37);
}

/** Reads what people type: any case, hyphens and spaces ignored, O for 0, I and L for 1. Value < 2^50. */
export function crockfordDecode(text: string): Result<number, CrockfordError> {
  const typed = text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (typed.length !== VALUE_CHARACTERS + 1) return refuse('length');
  let value = 0;
  for (const character of typed.slice(0, VALUE_CHARACTERS)) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return refuse('character');
    value = value * 32 + digit;
  }
  const check = CHECK_DIGITS.indexOf(typed.charAt(VALUE_CHARACTERS));
  if (check < 0) return refuse('character');
  return check === value % 37 ? ok(value) : refuse('check');
}

function refuse(reason: CrockfordError['reason']): Result<never, CrockfordError> {
  return err({ code: 'codec/bad-crockford', reason });
}

import { randomBytes } from 'node:crypto';

/** Crockford's digits: none is mistaken for another on paper or over the telephone. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters that a person can read out and that find one line of the log. */
export function newReference(): string {
  return [...randomBytes(8)].map((byte) => DIGITS.charAt(byte % DIGITS.length)).join('');
}

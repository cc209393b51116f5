import { readU16, readU32 } from '../codec/bytes.ts';
import { crockfordDecode, crockfordEncode } from '../codec/crockford.ts';
import { uuidToBytes } from '../codec/uuid.ts';
import { err, ok, type Result } from '../result.ts';
import { domainMessage } from '../signing/ed25519.ts';
import { sha256 } from '../signing/sha256.ts';

/** Why a typed short code is refused. */
export type ShortCodeError = {
  readonly code: 'voucher/bad-short-code';
  readonly reason: 'length' | 'character' | 'check';
};

/**
 * The code printed under the QR for people to read out: the first 50 bits of SHA-256 of the voucher id as ten
 * Crockford characters and a check character. It finds the local record; it proves nothing (security.md §4.5).
 */
export function shortCodeOf(voucherId: string): string {
  const hash = sha256(domainMessage('g2p/short/v1', uuidToBytes(voucherId)));
  // 50 bits: 32 of the first word, 18 of what follows.
  return crockfordEncode(readU32(hash, 0) * 2 ** 18 + readU16(hash, 4) * 4 + ((hash[6] ?? 0) >>> 6));
}

/** As printed: two groups of five and the check character, `XXXXX-XXXXX-X`. */
export function formatShortCode(shortCode: string): string {
  return `${shortCode.slice(0, 5)}-${shortCode.slice(5, 10)}-${shortCode.slice(10)}`;
}

/** The plain 11 characters of what somebody typed: any case, hyphens, spaces, O for 0, I and L for 1. */
export function parseShortCode(typed: string): Result<string, ShortCodeError> {
  const value = crockfordDecode(typed);
  if (!value.ok) return err({ code: 'voucher/bad-short-code', reason: value.error.reason });
  return ok(crockfordEncode(value.value));
}

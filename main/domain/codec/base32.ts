import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Why a text is not canonical Base32. */
export type Base32Error = {
  readonly code: 'codec/bad-base32';
  readonly reason: 'character' | 'length' | 'trailing-bits';
};

/** RFC 4648 Base32, upper case, without padding. */
export function base32Encode(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((buffer >>> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET.charAt((buffer << (5 - bits)) & 31);
  return text;
}

/** Reverse of {@link base32Encode} and of nothing else: re-encoding a success gives the same text. */
export function base32Decode(text: string): Result<Uint8Array, Base32Error> {
  const spareCharacters = text.length % 8;
  if (spareCharacters === 1 || spareCharacters === 3 || spareCharacters === 6) return refuse('length');
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = base32Value(text.charCodeAt(i));
    if (value < 0) return refuse('character');
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = buffer >>> bits;
    buffer &= (1 << bits) - 1;
  }
  assert(at === bytes.length, () => 'base32 length arithmetic is wrong');
  return buffer === 0 ? ok(bytes) : refuse('trailing-bits');
}

function refuse(reason: Base32Error['reason']): Result<never, Base32Error> {
  return err({ code: 'codec/bad-base32', reason });
}

function base32Value(charCode: number): number {
  if (charCode >= 65 && charCode <= 90) return charCode - 65;
  if (charCode >= 50 && charCode <= 55) return charCode - 24;
  return -1;
}

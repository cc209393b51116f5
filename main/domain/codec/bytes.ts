import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';

const HEX_DIGITS = '0123456789abcdef';
const BYTE_TO_HEX: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => HEX_DIGITS.charAt(byte >> 4) + HEX_DIGITS.charAt(byte & 15),
);
const TWO_POW_32 = 0x1_0000_0000;
const TWO_POW_40 = 0x100_0000_0000;

/** Joins byte strings into one new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Equal length and content. Runs over all bytes whatever differs, so it may also compare secret tags. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < left.length; i += 1) difference |= (left[i] ?? 0) ^ (right[i] ?? 0);
  return difference === 0;
}

/** Bytewise lexicographic order; a prefix sorts before what it begins. Negative, zero or positive. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Lower-case hexadecimal text. */
export function bytesToHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += BYTE_TO_HEX[byte];
  return text;
}

/** Value 0–15 of a lower-case hexadecimal digit's character code, else -1. */
export function hexNibble(charCode: number): number {
  if (charCode >= 48 && charCode <= 57) return charCode - 48;
  if (charCode >= 97 && charCode <= 102) return charCode - 87;
  return -1;
}

/** Strict lower-case hexadecimal to bytes: one text for one value, so upper case is refused. */
export function parseHex(text: string): Result<Uint8Array, { readonly code: 'codec/bad-hex' }> {
  if (text.length % 2 !== 0) return err({ code: 'codec/bad-hex' });
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    const high = hexNibble(text.charCodeAt(2 * i));
    const low = hexNibble(text.charCodeAt(2 * i + 1));
    if (high < 0 || low < 0) return err({ code: 'codec/bad-hex' });
    bytes[i] = (high << 4) | low;
  }
  return ok(bytes);
}

/** As {@link parseHex} for text of our own making; anything else is a bug. */
export function hexToBytes(text: string): Uint8Array {
  const parsed = parseHex(text);
  assert(parsed.ok, () => 'expected lower-case hexadecimal of even length');
  return parsed.value;
}

/** Is this lower-case hexadecimal for exactly `byteLength` bytes? */
export function isHexOf(text: string, byteLength: number): boolean {
  return text.length === 2 * byteLength && /^[0-9a-f]*$/.test(text);
}

/** Writes an unsigned 16-bit integer, big endian like all numbers in the signed formats. */
export function writeU16(target: Uint8Array, offset: number, value: number): void {
  assertUnsigned(value, 0xffff, 'u16');
  target[offset] = value >>> 8;
  target[offset + 1] = value & 0xff;
}

/** Writes an unsigned 32-bit integer, big endian. */
export function writeU32(target: Uint8Array, offset: number, value: number): void {
  assertUnsigned(value, TWO_POW_32 - 1, 'u32');
  target[offset] = value >>> 24;
  target[offset + 1] = (value >>> 16) & 0xff;
  target[offset + 2] = (value >>> 8) & 0xff;
  target[offset + 3] = value & 0xff;
}

/** Writes an unsigned 40-bit integer, big endian (voucher amounts). */
export function writeU40(target: Uint8Array, offset: number, value: number): void {
  assertUnsigned(value, TWO_POW_40 - 1, 'u40');
  target[offset] = Math.floor(value / TWO_POW_32);
  writeU32(target, offset + 1, value % TWO_POW_32);
}

/** Writes an unsigned 64-bit integer, big endian; numbers must be safe integers. */
export function writeU64(target: Uint8Array, offset: number, value: number | bigint): void {
  if (typeof value === 'number') {
    assertUnsigned(value, Number.MAX_SAFE_INTEGER, 'u64');
    writeU32(target, offset, Math.floor(value / TWO_POW_32));
    writeU32(target, offset + 4, value % TWO_POW_32);
    return;
  }
  assert(value >= 0n && value <= 0xffff_ffff_ffff_ffffn, () => `${value} does not fit u64`);
  writeU32(target, offset, Number(value >> 32n));
  writeU32(target, offset + 4, Number(value & 0xffff_ffffn));
}

/** Reads an unsigned 16-bit integer, big endian. */
export function readU16(source: Uint8Array, offset: number): number {
  assert(offset >= 0 && offset + 2 <= source.length, () => 'u16 read past the end');
  return ((source[offset] ?? 0) << 8) | (source[offset + 1] ?? 0);
}

/** Reads an unsigned 32-bit integer, big endian. */
export function readU32(source: Uint8Array, offset: number): number {
  return readU16(source, offset) * 0x1_0000 + readU16(source, offset + 2);
}

/** Reads an unsigned 40-bit integer, big endian. */
export function readU40(source: Uint8Array, offset: number): number {
  return (readU16(source, offset) >>> 8) * TWO_POW_32 + readU32(source, offset + 1);
}

/** Reads an unsigned 64-bit integer, big endian. */
export function readU64(source: Uint8Array, offset: number): bigint {
  return (BigInt(readU32(source, offset)) << 32n) | BigInt(readU32(source, offset + 4));
}

function assertUnsigned(value: number, maximum: number, kind: string): void {
  assert(
    Number.isSafeInteger(value) && value >= 0 && value <= maximum,
    () => `${value} does not fit ${kind}`,
  );
}

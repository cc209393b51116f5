import { err, ok, type Result } from '../result.ts';
import { readU16, readU32, readU64 } from './bytes.ts';
import { type CborMap, type CborValue, MAX_CBOR_DEPTH } from './cbor.ts';
import { utf8Decode } from './utf8.ts';

/** Why bytes are refused; `at` is the offset of the item at fault. */
export type CborError = {
  readonly code: 'codec/bad-cbor';
  readonly reason:
    | 'truncated'
    | 'trailing-bytes'
    | 'not-shortest'
    | 'key-order'
    | 'key-type'
    | 'unsupported'
    | 'utf8'
    | 'depth';
  readonly at: number;
};

class BadCbor extends Error {
  readonly detail: CborError;
  constructor(reason: CborError['reason'], at: number) {
    super(`bad CBOR (${reason}) at ${at}`);
    this.detail = { code: 'codec/bad-cbor', reason, at };
  }
}

/**
 * Reads exactly what `encodeCbor` writes: re-encoding a success gives the same bytes. Refused are longer than
 * shortest forms, unsorted or repeated keys, trailing bytes, indefinite lengths, floats, tags, undefined, invalid
 * UTF-8 and nesting beyond 16. Integers come back as numbers where safe, else as bigint; byte strings are copies.
 */
export function decodeCbor(bytes: Uint8Array): Result<CborValue, CborError> {
  try {
    return ok(new Reader(bytes).document());
  } catch (failure) {
    if (failure instanceof BadCbor) return err(failure.detail);
    throw failure;
  }
}

class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  document(): CborValue {
    const value = this.value(0);
    if (this.at !== this.bytes.length) throw new BadCbor('trailing-bytes', this.at);
    return value;
  }

  private value(depth: number): CborValue {
    const start = this.at;
    const initial = this.initialByte();
    switch (initial >> 5) {
      case 0:
        return this.argument(initial, start);
      case 1: {
        const argument = this.argument(initial, start);
        const isSafe = typeof argument === 'number' && argument < Number.MAX_SAFE_INTEGER;
        return isSafe ? -1 - argument : -1n - BigInt(argument);
      }
      case 2:
        return this.take(initial, start).slice();
      case 3:
        return this.text(initial, start);
      case 4:
        return this.array(this.length(initial, start, 1), this.nested(depth, start));
      case 5:
        return this.map(this.length(initial, start, 2), this.nested(depth, start));
      default:
        return simpleValue(initial, start);
    }
  }

  private initialByte(): number {
    const initial = this.bytes[this.at];
    if (initial === undefined) throw new BadCbor('truncated', this.at);
    this.at += 1;
    return initial;
  }

  /** The argument of a header, in shortest form only. */
  private argument(initial: number, start: number): number | bigint {
    const info = initial & 31;
    if (info < 24) return info;
    if (info > 27) throw new BadCbor('unsupported', start);
    const width = 1 << (info - 24);
    if (this.at + width > this.bytes.length) throw new BadCbor('truncated', start);
    const value = this.unsigned(width);
    this.at += width;
    if (value < shortestMinimum(width)) throw new BadCbor('not-shortest', start);
    return value;
  }

  private unsigned(width: number): number | bigint {
    if (width === 1) return this.bytes[this.at] ?? 0;
    if (width === 2) return readU16(this.bytes, this.at);
    if (width === 4) return readU32(this.bytes, this.at);
    const value = readU64(this.bytes, this.at);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }

  /** A length that the rest of the input can hold, so that a forged header cannot make us allocate. */
  private length(initial: number, start: number, bytesPerItem: number): number {
    const length = this.argument(initial, start);
    if (typeof length === 'bigint' || length * bytesPerItem > this.bytes.length - this.at) {
      throw new BadCbor('truncated', start);
    }
    return length;
  }

  private take(initial: number, start: number): Uint8Array {
    const length = this.length(initial, start, 1);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  private text(initial: number, start: number): string {
    const length = this.length(initial, start, 1);
    const text = utf8Decode(this.bytes, this.at, this.at + length);
    if (text === undefined) throw new BadCbor('utf8', start);
    this.at += length;
    return text;
  }

  private nested(depth: number, start: number): number {
    if (depth >= MAX_CBOR_DEPTH) throw new BadCbor('depth', start);
    return depth + 1;
  }

  private array(length: number, depth: number): readonly CborValue[] {
    const items: CborValue[] = [];
    for (let i = 0; i < length; i += 1) items.push(this.value(depth));
    return items;
  }

  private map(length: number, depth: number): CborMap {
    const map = new Map<number | string, CborValue>();
    let previousStart = -1;
    let previousEnd = -1;
    for (let i = 0; i < length; i += 1) {
      const keyStart = this.at;
      const key = this.value(depth);
      if (typeof key !== 'number' && typeof key !== 'string') throw new BadCbor('key-type', keyStart);
      const keyEnd = this.at;
      if (i > 0 && !this.isAscending(previousStart, previousEnd, keyStart, keyEnd)) {
        throw new BadCbor('key-order', keyStart);
      }
      previousStart = keyStart;
      previousEnd = keyEnd;
      map.set(key, this.value(depth));
    }
    return map;
  }

  /** Strictly ascending encoded keys: refuses wrong order and repeats in one comparison. */
  private isAscending(leftStart: number, leftEnd: number, rightStart: number, rightEnd: number): boolean {
    const shared = Math.min(leftEnd - leftStart, rightEnd - rightStart);
    for (let i = 0; i < shared; i += 1) {
      const difference = (this.bytes[leftStart + i] ?? 0) - (this.bytes[rightStart + i] ?? 0);
      if (difference !== 0) return difference < 0;
    }
    return leftEnd - leftStart < rightEnd - rightStart;
  }
}

/** Smallest value that needs an argument of this width. */
function shortestMinimum(width: number): number {
  if (width === 1) return 24;
  if (width === 2) return 0x100;
  return width === 4 ? 0x1_0000 : 0x1_0000_0000;
}

function simpleValue(initial: number, start: number): boolean | null {
  if (initial === 0xf4) return false;
  if (initial === 0xf5) return true;
  if (initial === 0xf6) return null;
  throw new BadCbor('unsupported', start);
}

import { assert } from '../invariant.ts';
import { bytesToHex, compareBytes, writeU16, writeU32, writeU64 } from './bytes.ts';
import { utf8Write } from './utf8.ts';

/** A map with integer or text keys; insertion order does not matter, the encoder sorts. */
export type CborMap = ReadonlyMap<number | string, CborValue>;

/** The part of CBOR we use: integers of 64 bits (bigint where a number is not safe), no floats, no tags. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | CborMap;

/** Deepest nesting of arrays and maps. */
export const MAX_CBOR_DEPTH = 16;

const MAX_U64 = 0xffff_ffff_ffff_ffffn;

/**
 * The one deterministic encoding of a value (RFC 8949 §4.2.1): shortest integers and lengths, map keys sorted by
 * their encoded bytes. A bigint that is a safe integer encodes as the number does. Throws InvariantError for
 * fractions, integers beyond 64 bits, lone surrogates and nesting beyond 16.
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const writer = new Writer();
  writer.value(value, 0);
  return writer.finish();
}

class Writer {
  private buffer = new Uint8Array(256);
  private at = 0;

  finish(): Uint8Array {
    return this.buffer.slice(0, this.at);
  }

  value(value: CborValue, depth: number): void {
    if (typeof value === 'number') this.integer(value);
    else if (typeof value === 'string') this.text(value);
    else if (typeof value === 'bigint') this.bigInteger(value);
    else if (typeof value === 'boolean') this.byte(value ? 0xf5 : 0xf4);
    else if (value === null) this.byte(0xf6);
    else if (value instanceof Uint8Array) this.bytes(value);
    else if (isCborArray(value)) this.array(value, depth + 1);
    else this.map(value, depth + 1);
  }

  private integer(value: number): void {
    assert(Number.isSafeInteger(value), () => `CBOR takes safe integers only, not ${value}`);
    if (value >= 0) this.header(0x00, value);
    else this.header(0x20, -1 - value);
  }

  private bigInteger(value: bigint): void {
    assert(value <= MAX_U64 && value >= -MAX_U64 - 1n, () => `${value} does not fit 64 bits`);
    const argument = value >= 0n ? value : -1n - value;
    const major = value >= 0n ? 0x00 : 0x20;
    if (argument <= 0xffff_ffffn) {
      this.header(major, Number(argument));
      return;
    }
    this.reserve(9);
    this.buffer[this.at] = major | 27;
    writeU64(this.buffer, this.at + 1, argument);
    this.at += 9;
  }

  private text(text: string): void {
    this.reserve(text.length * 3 + 9);
    if (text.length < 24) {
      // Short texts are nearly always ASCII: write behind a one-byte header and check that it was enough.
      const start = this.at + 1;
      const end = utf8Write(text, this.buffer, start);
      if (end - start < 24) {
        this.buffer[this.at] = 0x60 | (end - start);
        this.at = end;
        return;
      }
    }
    const scratch = new Uint8Array(text.length * 3);
    const length = utf8Write(text, scratch, 0);
    this.header(0x60, length);
    this.buffer.set(scratch.subarray(0, length), this.at);
    this.at += length;
  }

  private bytes(bytes: Uint8Array): void {
    this.header(0x40, bytes.length);
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  private array(items: readonly CborValue[], depth: number): void {
    assert(depth <= MAX_CBOR_DEPTH, () => 'CBOR nested too deep');
    this.header(0x80, items.length);
    for (const item of items) this.value(item, depth);
  }

  private map(map: CborMap, depth: number): void {
    assert(map instanceof Map, () => 'CBOR takes Maps, arrays, bytes, texts, integers, booleans and null');
    assert(depth <= MAX_CBOR_DEPTH, () => 'CBOR nested too deep');
    this.header(0xa0, map.size);
    for (const key of sortedKeys(map)) {
      this.value(key, depth);
      // A key from the map's own list is always present; null stands in for the type checker only.
      this.value(map.get(key) ?? null, depth);
    }
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.buffer[this.at++] = byte;
  }

  /** Major type with a non-negative safe integer argument in its shortest form. */
  private header(major: number, argument: number): void {
    this.reserve(9);
    const at = this.at;
    if (argument < 24) {
      this.buffer[at] = major | argument;
      this.at = at + 1;
    } else if (argument < 0x100) {
      this.buffer[at] = major | 24;
      this.buffer[at + 1] = argument;
      this.at = at + 2;
    } else if (argument < 0x1_0000) {
      this.buffer[at] = major | 25;
      writeU16(this.buffer, at + 1, argument);
      this.at = at + 3;
    } else if (argument < 0x1_0000_0000) {
      this.buffer[at] = major | 26;
      writeU32(this.buffer, at + 1, argument);
      this.at = at + 5;
    } else {
      this.buffer[at] = major | 27;
      writeU64(this.buffer, at + 1, argument);
      this.at = at + 9;
    }
  }

  private reserve(count: number): void {
    if (this.at + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.at + count));
    larger.set(this.buffer.subarray(0, this.at));
    this.buffer = larger;
  }
}

function isCborArray(value: readonly CborValue[] | CborMap): value is readonly CborValue[] {
  return Array.isArray(value);
}

/** Keys in the order of their encoded bytes; most maps are built in that order already. */
function sortedKeys(map: CborMap): readonly (number | string)[] {
  const keys = [...map.keys()];
  let isAscending = true;
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i];
    const previous = keys[i - 1];
    isAscending &&=
      typeof key === 'number' && key >= 0 && (i === 0 || (typeof previous === 'number' && previous < key));
  }
  if (isAscending) return keys;
  const encoded = keys.map((key) => ({ key, bytes: encodeCbor(key) }));
  encoded.sort((left, right) => compareBytes(left.bytes, right.bytes));
  for (let i = 1; i < encoded.length; i += 1) {
    const here = bytesToHex(encoded[i]?.bytes ?? new Uint8Array());
    assert(here !== bytesToHex(encoded[i - 1]?.bytes ?? new Uint8Array()), () => 'two map keys encode alike');
  }
  return encoded.map((entry) => entry.key);
}

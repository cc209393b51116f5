import { assert } from '../invariant.ts';
import { bytesToHex, hexNibble, readU32, writeU16, writeU32 } from './bytes.ts';

const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TWO_POW_48 = 0x1_0000_0000_0000;

/** Is this the lower-case text form of a UUID (any version)? */
export function isUuid(text: string): boolean {
  return UUID_TEXT.test(text);
}

/** The 16 bytes of a lower-case UUID text; other text is a bug of the caller (check with {@link isUuid}). */
export function uuidToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(16);
  writeUuid(bytes, 0, text);
  return bytes;
}

/** Writes the 16 bytes of a lower-case UUID text at `offset`. */
export function writeUuid(target: Uint8Array, offset: number, text: string): void {
  let valid = text.length === 36;
  let position = 0;
  for (let i = 0; valid && i < 16; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) {
      valid = text.charCodeAt(position) === 45;
      position += 1;
    }
    const high = hexNibble(text.charCodeAt(position));
    const low = hexNibble(text.charCodeAt(position + 1));
    valid &&= high >= 0 && low >= 0;
    target[offset + i] = (high << 4) | low;
    position += 2;
  }
  assert(valid, () => 'expected a lower-case UUID text');
}

/** Lower-case text form of the 16 bytes at `offset`. */
export function bytesToUuid(bytes: Uint8Array, offset = 0): string {
  assert(offset + 16 <= bytes.length, () => 'a UUID has 16 bytes');
  const hex = bytesToHex(bytes.subarray(offset, offset + 16));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What {@link uuidV8} packs; everything comes in as an argument, so ids are testable. */
export type UuidV8Parts = {
  /** Milliseconds since the Unix epoch, 48 bits. */
  readonly msSinceEpoch: number;
  /** 12-bit counter within the millisecond. */
  readonly counter12: number;
  /** 24-bit device number given by the centre. */
  readonly deviceNo24: number;
  /** Incarnation of the device; only its low 6 bits are used. */
  readonly incarnation6: number;
  /** 32-bit counter of the device; uniqueness within a device rests on it. */
  readonly deviceCounter32: number;
};

/**
 * UUIDv8 without coordination: 48-bit ms | ver | 12-bit counter | var | 24-bit device, 6-bit incarnation,
 * 32-bit device counter. Sorts by time; never a secret.
 */
export function uuidV8(parts: UuidV8Parts): string {
  assertBits(parts.msSinceEpoch, TWO_POW_48, 'msSinceEpoch');
  assertBits(parts.counter12, 0x1000, 'counter12');
  assertBits(parts.deviceNo24, 0x100_0000, 'deviceNo24');
  const bytes = new Uint8Array(16);
  writeU32(bytes, 0, Math.floor(parts.msSinceEpoch / 0x1_0000));
  writeU16(bytes, 4, parts.msSinceEpoch % 0x1_0000);
  writeU16(bytes, 6, 0x8000 | parts.counter12);
  // Bits 64–65 are the variant (binary 10); device and incarnation fill the 30 bits that follow.
  writeU32(bytes, 8, 0x8000_0000 + parts.deviceNo24 * 64 + (parts.incarnation6 & 63));
  writeU32(bytes, 12, parts.deviceCounter32);
  return bytesToUuid(bytes);
}

/** The parts that went into a UUID made by {@link uuidV8}; `incarnation6` holds the low 6 bits only. */
export function uuidV8Parts(text: string): UuidV8Parts {
  const bytes = uuidToBytes(text);
  const deviceAndIncarnation = readU32(bytes, 8) & 0x3fff_ffff;
  return {
    msSinceEpoch: readU32(bytes, 0) * 0x1_0000 + (readU32(bytes, 4) >>> 16),
    counter12: readU32(bytes, 4) & 0xfff,
    deviceNo24: deviceAndIncarnation >>> 6,
    incarnation6: deviceAndIncarnation & 63,
    deviceCounter32: readU32(bytes, 12),
  };
}

/** Deterministic v8-shaped id from the first 16 bytes of a hash: same input on two PCs gives the same row. */
export function uuidFromHash(hash: Uint8Array): string {
  assert(hash.length >= 16, () => 'a UUID needs 16 bytes of hash');
  const bytes = hash.slice(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytesToUuid(bytes);
}

function assertBits(value: number, limit: number, name: string): void {
  assert(Number.isSafeInteger(value) && value >= 0 && value < limit, () => `${name} out of range: ${value}`);
}

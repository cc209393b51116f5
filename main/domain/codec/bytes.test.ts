import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import {
  bytesToHex,
  compareBytes,
  concatBytes,
  equalBytes,
  hexToBytes,
  isHexOf,
  parseHex,
  readU16,
  readU32,
  readU40,
  readU64,
  writeU16,
  writeU32,
  writeU40,
  writeU64,
} from './bytes.ts';

const seed = 1;
const bytes = fc.uint8Array({ maxLength: 40 });

describe('hexadecimal', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(hexToBytes(bytesToHex(value))).toEqual(value);
        expect(isHexOf(bytesToHex(value), value.length)).toBe(true);
      }),
      { seed },
    );
  });

  it.each(['0', 'AB', '0g', ' 00', '0x00', 'é0'])('refuses %j', (text) => {
    expect(parseHex(text)).toEqual({ ok: false, error: { code: 'codec/bad-hex' } });
    expect(() => hexToBytes(text)).toThrow(InvariantError);
  });
});

describe('comparison', () => {
  it('agrees with the order of the hexadecimal texts', () => {
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        const [leftHex, rightHex] = [bytesToHex(left), bytesToHex(right)];
        expect(Math.sign(compareBytes(left, right))).toBe(
          leftHex === rightHex ? 0 : leftHex < rightHex ? -1 : 1,
        );
        expect(equalBytes(left, right)).toBe(leftHex === rightHex);
      }),
      { seed },
    );
  });
});

describe('joining', () => {
  it('keeps the order of the parts', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });
});

describe('big-endian integers', () => {
  const target = new Uint8Array(10);
  it.each([
    ['u16', writeU16, readU16, 0x0102, '0102'],
    ['u16', writeU16, readU16, 0xffff, 'ffff'],
    ['u32', writeU32, readU32, 0xfffefdfc, 'fffefdfc'],
    ['u40', writeU40, readU40, 0x01_0203_0405, '0102030405'],
    ['u40', writeU40, readU40, 2 ** 40 - 1, 'ffffffffff'],
  ])('writes %s big endian', (_name, write, read, value, hex) => {
    write(target, 1, value);
    expect(bytesToHex(target.subarray(1, 1 + hex.length / 2))).toBe(hex);
    expect(read(target, 1)).toBe(value);
  });

  it.each([
    [0, '0000000000000000'],
    [Number.MAX_SAFE_INTEGER, '001fffffffffffff'],
    [0x0102_0304_0506_0708n, '0102030405060708'],
    [2n ** 64n - 1n, 'ffffffffffffffff'],
  ])('writes u64 %s', (value, hex) => {
    writeU64(target, 2, value);
    expect(bytesToHex(target.subarray(2))).toBe(hex);
    expect(readU64(target, 2)).toBe(BigInt(value));
  });

  it.each([
    ['u16', () => writeU16(target, 0, 0x10000)],
    ['u16', () => writeU16(target, 0, 1.5)],
    ['u32', () => writeU32(target, 0, -1)],
    ['u40', () => writeU40(target, 0, 2 ** 40)],
    ['u64', () => writeU64(target, 0, 2 ** 53)],
    ['u64', () => writeU64(target, 0, -1n)],
    ['u64', () => writeU64(target, 0, 2n ** 64n)],
    ['a read past the end', () => readU64(target, 3)],
  ])('throws where a value does not fit %s', (_name, act) => {
    expect(act).toThrow(InvariantError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { bytesToUuid, isUuid, uuidFromHash, uuidToBytes, uuidV8, uuidV8Parts } from './uuid.ts';

const seed = 3;

const parts = fc.record({
  msSinceEpoch: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  counter12: fc.integer({ min: 0, max: 0xfff }),
  deviceNo24: fc.integer({ min: 0, max: 0xff_ffff }),
  incarnation6: fc.integer({ min: 0, max: 63 }),
  deviceCounter32: fc.integer({ min: 0, max: 0xffff_ffff }),
});

describe('UUID text and bytes', () => {
  it('are two forms of the same value', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const text = bytesToUuid(bytes);
        expect(isUuid(text)).toBe(true);
        expect(uuidToBytes(text)).toEqual(bytes);
      }),
      { seed },
    );
  });

  it.each([
    '',
    '019A5C3E-7B00-8001-8000-024000000001',
    '{019a5c3e-7b00-8001-8000-024000000001}',
    '019a5c3e7b0080018000024000000001',
    '019a5c3e-7b00-8001-8000-02400000000',
    '019a5c3e-7b00-8001-8000-02400000000g',
    '019a5c3e-7b00-80018-000-024000000001',
  ])('refuse %j', (text) => {
    expect(isUuid(text)).toBe(false);
    expect(() => uuidToBytes(text)).toThrow(InvariantError);
  });
});

describe('UUIDv8', () => {
  it('packs time, counter, device and incarnation where sync.md §3.1 puts them', () => {
    const id = uuidV8({
      msSinceEpoch: 0x0123_4567_89ab,
      counter12: 0xcde,
      deviceNo24: 0xabcdef,
      incarnation6: 0b101010,
      deviceCounter32: 0xdead_beef,
    });
    // 10 | 1010 1011 1100 1101 1110 1111 | 10 1010
    expect(id).toBe('01234567-89ab-8cde-aaf3-7beadeadbeef');
  });

  it('gives its parts back, carries version 8 and the RFC variant', () => {
    fc.assert(
      fc.property(parts, (value) => {
        const text = uuidV8(value);
        expect(uuidV8Parts(text)).toEqual(value);
        expect(text).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
      { seed },
    );
  });

  it('sorts by time and differs for another device, incarnation or counter', () => {
    const base = {
      msSinceEpoch: 1_763_600_000_000,
      counter12: 0,
      deviceNo24: 7,
      incarnation6: 1,
      deviceCounter32: 9,
    };
    expect(uuidV8(base) < uuidV8({ ...base, msSinceEpoch: base.msSinceEpoch + 1 })).toBe(true);
    const others = [
      uuidV8({ ...base, deviceNo24: 8 }),
      uuidV8({ ...base, incarnation6: 2 }),
      uuidV8({ ...base, deviceCounter32: 10 }),
    ];
    expect(new Set([uuidV8(base), ...others]).size).toBe(4);
  });

  it.each([
    { msSinceEpoch: 2 ** 48 },
    { msSinceEpoch: 0.5 },
    { counter12: 0x1000 },
    { deviceNo24: 2 ** 24 },
    { deviceCounter32: 2 ** 32 },
  ])('throws when a part does not fit: %j', (wrong) => {
    const base = { msSinceEpoch: 1, counter12: 0, deviceNo24: 7, incarnation6: 1, deviceCounter32: 9 };
    expect(() => uuidV8({ ...base, ...wrong })).toThrow(InvariantError);
  });
});

describe('id from a hash', () => {
  it('keeps all but version and variant bits', () => {
    expect(uuidFromHash(new Uint8Array(32).fill(0xff))).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff');
    expect(uuidFromHash(new Uint8Array(16))).toBe('00000000-0000-8000-8000-000000000000');
    expect(() => uuidFromHash(new Uint8Array(15))).toThrow(InvariantError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32Decode, base32Encode } from './base32.ts';
import { utf8Encode } from './utf8.ts';

const seed = 4;

describe('Base32', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes %j as RFC 4648 §10 does, without padding', (plain, text) => {
    expect(base32Encode(utf8Encode(plain))).toBe(text);
    expect(base32Decode(text)).toEqual({ ok: true, value: utf8Encode(plain) });
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), (bytes) => {
        expect(base32Decode(base32Encode(bytes))).toEqual({ ok: true, value: bytes });
      }),
      { seed },
    );
  });

  it('accepts no second text for the same bytes', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), maxLength: 24 });
    fc.assert(
      fc.property(text, (candidate) => {
        const decoded = base32Decode(candidate);
        if (decoded.ok) expect(base32Encode(decoded.value)).toBe(candidate);
      }),
      { seed, numRuns: 500 },
    );
  });

  it.each([
    ['A', 'length'],
    ['MZX', 'length'],
    ['MZXW6Y', 'length'],
    ['MZ', 'trailing-bits'],
    ['my', 'character'],
    ['M1', 'character'],
    ['MY======', 'character'],
    ['M Y', 'length'],
    ['MÝ', 'character'],
  ] as const)('refuses %j', (text, reason) => {
    expect(base32Decode(text)).toEqual({ ok: false, error: { code: 'codec/bad-base32', reason } });
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { bytesToHex, hexToBytes } from './bytes.ts';
import { type CborValue, encodeCbor } from './cbor.ts';
import { decodeCbor } from './cbor-decode.ts';

type Vectors = {
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly name: string; readonly hex: string; readonly error: object }[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/cbor.json', import.meta.url), 'utf8'),
);

const seed = 7;
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const integer = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.maxSafeInteger().map((value) => value + 0),
);
const bigInteger = fc
  .bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n })
  .filter((value) => value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER));
const { value: anyValue } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    integer,
    bigInteger,
    text,
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.oneof(integer, text), tie('value')), { maxLength: 6 })
      .map((entries) => new Map<number | string, CborValue>(entries)),
  ),
}));

describe('CBOR', () => {
  it.each(vectors.accepted)('reads and rewrites %s', (hex) => {
    const decoded = decodeCbor(hexToBytes(hex));
    expect(decoded.ok && bytesToHex(encodeCbor(decoded.value))).toBe(hex);
  });

  it.each(vectors.refused)('refuses $name: $hex', (vector) => {
    expect(decodeCbor(hexToBytes(vector.hex))).toEqual({ ok: false, error: vector.error });
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decodeCbor(encodeCbor(value))).toEqual({ ok: true, value });
      }),
      { seed, numRuns: 500 },
    );
  });

  it('sorts map keys by their encoded bytes whatever order they were set in', () => {
    const map = new Map<number | string, CborValue>([
      ['aa', 1],
      ['b', 2],
      [-1, 3],
      [1000, 4],
      [24, 5],
      [10, 6],
    ]);
    expect(bytesToHex(encodeCbor(map))).toBe('a60a061818051903e804200361620262616101');
    expect(encodeCbor(new Map([...map].toReversed()))).toEqual(encodeCbor(map));
  });

  it('never accepts a second form of the same value', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), fc.nat(255), (value, at, byte) => {
        const bytes = encodeCbor(value);
        bytes[at % bytes.length] = byte;
        const decoded = decodeCbor(bytes);
        if (decoded.ok) expect(encodeCbor(decoded.value)).toEqual(bytes);
        else expect(decoded.error.code).toBe('codec/bad-cbor');
      }),
      { seed, numRuns: 2000 },
    );
  });

  it.each([
    ['a fraction', 0.5],
    ['an unsafe number', 2 ** 53],
    ['2^64', 2n ** 64n],
    ['-2^64 - 1', -(2n ** 64n) - 1n],
    ['a lone surrogate', '\ud800'],
    ['17 levels', Array.from({ length: 17 }).reduce<CborValue>((inner) => [inner], [])],
    ['a fraction as key', new Map<number, CborValue>([[0.5, 1]])],
  ])('has no bytes for %s', (_name, value) => {
    expect(() => encodeCbor(value)).toThrow(InvariantError);
  });
});

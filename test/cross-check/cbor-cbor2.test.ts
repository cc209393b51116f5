import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '#domain/codec/bytes';
import { type CborValue, encodeCbor } from '#domain/codec/cbor';
import { decodeCbor } from '#domain/codec/cbor-decode';

const text = fc.string({ maxLength: 30 });
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

describe('our CBOR beside an independent deterministic library', () => {
  it('writes the same bytes, and each reads the other', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const ours = encodeCbor(value);
        const theirs = encode(value, cdeEncodeOptions);
        expect(bytesToHex(ours)).toBe(bytesToHex(theirs));
        expect(decode(ours, { ...cdeDecodeOptions, preferMap: true })).toEqual(value);
        expect(decodeCbor(theirs)).toEqual({ ok: true, value });
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});

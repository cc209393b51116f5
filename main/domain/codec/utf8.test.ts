import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { isWellFormed, utf8Decode, utf8Encode } from './utf8.ts';

const seed = 2;
const scalar = fc.oneof(
  fc.nat(0x7f),
  fc.nat(0x7ff),
  fc.nat(0xd7ff),
  fc.integer({ min: 0xe000, max: 0xffff }),
  fc.integer({ min: 0x10000, max: 0x10ffff }),
);
const reference = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function referenceDecode(bytes: Uint8Array): string | undefined {
  try {
    return reference.decode(bytes);
  } catch {
    return undefined;
  }
}

describe('UTF-8', () => {
  it('encodes as the platform does and reads it back', () => {
    fc.assert(
      fc.property(fc.array(scalar, { maxLength: 20 }), (points) => {
        const text = String.fromCodePoint(...points);
        const bytes = utf8Encode(text);
        expect(bytes).toEqual(new TextEncoder().encode(text));
        expect(utf8Decode(bytes)).toBe(text);
      }),
      { seed },
    );
  });

  it('accepts exactly the bytes that the strict platform decoder accepts', () => {
    // Bytes near the edges of the encoding ranges reach the interesting cases far more often than uniform ones.
    const edge = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc0,
      0xc2,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
    );
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 6 }), (values) => {
        const bytes = Uint8Array.from(values);
        expect(utf8Decode(bytes)).toBe(referenceDecode(bytes));
      }),
      { seed, numRuns: 3000 },
    );
  });

  it.each(['\ud83d', '\ude00', 'a\ude00\ud83d', '\ud83dx'])(
    'has no bytes for the lone surrogate in %j',
    (text) => {
      expect(isWellFormed(text)).toBe(false);
      expect(() => utf8Encode(text)).toThrow(InvariantError);
    },
  );

  it('decodes a range of a larger array', () => {
    expect(utf8Decode(utf8Encode('aሰላምb'), 1, 10)).toBe('ሰላም');
  });
});

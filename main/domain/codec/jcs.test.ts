import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { canonicalJson, canonicalJsonBytes, type JsonValue, tryCanonicalJson } from './jcs.ts';
import { parseStrictJson } from './strict-json.ts';
import { utf8Encode } from './utf8.ts';

type Vectors = {
  readonly accepted: readonly { readonly name: string; readonly text: string; readonly canonical: string }[];
  readonly refused: readonly { readonly name: string; readonly text: string; readonly error: object }[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/jcs.json', import.meta.url), 'utf8'),
);

const seed = 6;
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];
const text = fc.string({ unit: 'grapheme' }).map((value) => value.normalize('NFC'));
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.maxSafeInteger().map((value) => value + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => !PROTOTYPE_KEYS.includes(key)),
      tie('json'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe('canonical JSON', () => {
  it.each(vectors.accepted)('of $name', (vector) => {
    const parsed = parseStrictJson(vector.text);
    expect(parsed.ok && canonicalJson(parsed.value)).toBe(vector.canonical);
    expect(parsed.ok && canonicalJsonBytes(parsed.value)).toEqual(utf8Encode(vector.canonical));
  });

  it('says the same as the platform, reads back, and is its own canonical form', () => {
    fc.assert(
      fc.property(json, (value) => {
        const canonical = canonicalJson(value);
        expect(JSON.parse(canonical)).toEqual(value);
        const parsed = parseStrictJson(canonical);
        expect(parsed).toEqual({ ok: true, value });
        expect(parsed.ok && canonicalJson(parsed.value)).toBe(canonical);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 3 }), fc.nat(), { noNullPrototype: true }),
        (value) => {
          const entries = Object.entries(value).filter(
            ([key]) => tryCanonicalJson(key).ok && key !== '__proto__',
          );
          const forward = tryCanonicalJson(Object.fromEntries(entries));
          expect(tryCanonicalJson(Object.fromEntries(entries.toReversed()))).toEqual(forward);
        },
      ),
      { seed },
    );
  });

  const deep: unknown = Array.from({ length: 33 }).reduce<unknown>((inner) => [inner], null);
  it.each([
    ['a fraction', { a: 1.5 }, 'number', 'a'],
    ['NaN', [Number.NaN], 'number', '0'],
    ['an integer beyond 2^53', 2 ** 53, 'number', ''],
    ['minus zero', { a: [-0] }, 'number', 'a.0'],
    ['a bigint', { a: 1n }, 'type', 'a'],
    ['undefined', { a: undefined }, 'type', 'a'],
    ['a hole in an array', [1, undefined], 'type', '1'],
    ['a function', { a: () => 1 }, 'type', 'a'],
    ['a Date', { a: new Date(0) }, 'type', 'a'],
    ['a Map', new Map(), 'type', ''],
    ['text in NFD', { a: 'e\u0301' }, 'not-nfc', 'a'],
    ['a key in NFD', { 'e\u0301': 1 }, 'not-nfc', 'e\u0301'],
    ['a lone surrogate', ['\ud83d'], 'surrogate', '0'],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), 'key', '__proto__'],
    ['a constructor key', { constructor: 1 }, 'key', 'constructor'],
    ['33 levels', deep, 'depth', Array.from({ length: 32 }).fill('0').join('.')],
  ])('refuses %s', (_name, value, reason, path) => {
    expect(tryCanonicalJson(value)).toEqual({
      ok: false,
      error: { code: 'codec/not-canonical-json', reason, path },
    });
  });

  it('throws where the value is the program’s own', () => {
    expect(() => canonicalJson({ amount: 0.5 })).toThrow(InvariantError);
  });
});

describe('strict JSON', () => {
  it.each(vectors.refused)('refuses $name', (vector) => {
    expect(parseStrictJson(vector.text)).toEqual({ ok: false, error: vector.error });
  });

  it('accepts nothing that the platform refuses, and then means the same', () => {
    const noisy = fc.tuple(json, fc.nat(), fc.string({ maxLength: 2 })).map(([value, at, noise]) => {
      const canonical = canonicalJson(value);
      const cut = at % (canonical.length + 1);
      return canonical.slice(0, cut) + noise + canonical.slice(cut);
    });
    fc.assert(
      fc.property(fc.oneof(noisy, fc.string()), (candidate) => {
        const parsed = parseStrictJson(candidate);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(candidate));
        else expect(parsed.error.code).toBe('codec/bad-json');
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('reads a text of a million characters', () => {
    const long = 'a'.repeat(1_000_000);
    expect(parseStrictJson(`["${long}"]`)).toEqual({ ok: true, value: [long] });
  });
});

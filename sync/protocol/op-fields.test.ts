import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { type CborMap, encodeCbor } from '#domain/codec/cbor';
import { decodeCbor } from '#domain/codec/cbor-decode';
import { bytesToUuid } from '#domain/codec/uuid';
import { addDays } from '#domain/time/plain-date';
import type { Field, ScalarKind } from './op-field.ts';
import { decodePayload, encodePayload, isOpType, type PayloadOf } from './op-fields.ts';
import { type OpType, opTypes } from './op-types.ts';

type AnyFields = Readonly<Record<string, Field>>;
const types = Object.keys(opTypes).filter(isOpType);

const factValue = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('n:1', 'n:1.5', 's:', 's:n:', 'n:', ''),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
);
const scalars: Readonly<Record<ScalarKind, fc.Arbitrary<unknown>>> = {
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => bytesToUuid(bytes)),
  text: fc.string({ unit: 'grapheme' }),
  int: fc.maxSafeInteger().map((number) => number + 0),
  date: fc.integer({ min: -719_162, max: 2_932_896 }).map((days) => addDays('1970-01-01', days)),
  bytes: fc.uint8Array({ maxLength: 80 }),
  bool: fc.boolean(),
  texts: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }),
  facts: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 12 }).filter((key) => key !== '__proto__'),
    factValue,
    { noNullPrototype: true },
  ),
};

function payloadArbitrary(fields: AnyFields): fc.Arbitrary<Record<string, unknown>> {
  const required: string[] = [];
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!('optional' in field)) required.push(name);
    if (field.kind === 'rows') {
      const columns = Object.entries(field.columns).map(
        ([column, { kind }]) => [column, scalars[kind]] as const,
      );
      model[name] = fc.array(fc.record(Object.fromEntries(columns), { noNullPrototype: true }), {
        maxLength: 4,
      });
    } else {
      model[name] = 'optional' in field ? fc.option(scalars[field.kind], { freq: 4 }) : scalars[field.kind];
    }
  }
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}

/** Any type's payload: the table of fields vouches for it, not the compiler. */
function asPayload(value: unknown): PayloadOf<OpType> {
  return value as PayloadOf<OpType>;
}

/** Through the bytes, as an operation travels. */
function travel(map: CborMap): CborMap {
  const decoded = decodeCbor(encodeCbor(map));
  if (!decoded.ok || !(decoded.value instanceof Map)) throw new Error('not a map');
  return decoded.value;
}

describe('payloads', () => {
  it.each(types)('%s comes back from its bytes as it went in', (type) => {
    fc.assert(
      fc.property(payloadArbitrary(opTypes[type].fields), (payload) => {
        const map = encodePayload(type, asPayload(payload));
        expect(decodePayload(type, travel(map))).toEqual({ ok: true, value: payload });
      }),
      { numRuns: 40 },
    );
  });

  it.each(types)('%s gives every field a number of its own', (type) => {
    const numbers = Object.values<Field>(opTypes[type].fields).map((field) => field.no);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each(types)('%s refuses an unknown field number and each missing required field', (type) => {
    fc.assert(
      fc.property(payloadArbitrary(opTypes[type].fields), (payload) => {
        const map = encodePayload(type, asPayload(payload));
        expect(decodePayload(type, new Map(map).set(77, 1))).toEqual(badForm('#77'));
        for (const [name, field] of Object.entries<Field>(opTypes[type].fields)) {
          if ('optional' in field) continue;
          const without = new Map(map);
          without.delete(field.no);
          expect(decodePayload(type, without)).toEqual(badForm(name));
          expect(decodePayload(type, new Map(map).set(field.no, null))).toEqual(badForm(name));
        }
      }),
      { numRuns: 5 },
    );
  });

  it('clears an optional field by null and leaves it by absence', () => {
    const registrantId = '018f0000-0000-8000-8000-000000000001';
    const payload: PayloadOf<'registrant.update'> = { registrantId, reason: 'moved away', phone: null };
    const map = encodePayload('registrant.update', payload);
    expect([...map.keys()]).toEqual([1, 14, 21]);
    expect(decodePayload('registrant.update', map)).toEqual({ ok: true, value: payload });
  });
});

describe('refusals', () => {
  const update = (no: number, value: unknown): CborMap =>
    new Map([
      [1, new Uint8Array(16)],
      [21, 'why'],
      [no, value],
    ] as never);
  it.each([
    ['a uuid of 15 bytes', 5, new Uint8Array(15), 'areaId'],
    ['a uuid as text', 5, '018f0000-0000-8000-8000-000000000001', 'areaId'],
    ['a day before year 1', 12, -719_163, 'birthDate'],
    ['a day after year 9999', 12, 2_932_897, 'birthDate'],
    ['a date as text', 12, '1990-01-01', 'birthDate'],
    ['a truth value as number', 13, 1, 'birthDateExact'],
    ['a number as text', 7, 12, 'givenName'],
    ['facts that are no map', 17, [], 'facts'],
    ['a fact under a number', 17, new Map([[1, 1]]), 'facts.1'],
    ['a fact that is null', 17, new Map([['rooms', null]]), 'facts.rooms'],
    ['a fraction not in its shortest form', 17, new Map([['rooms', 'n:1.50']]), 'facts.rooms'],
    ['an integer in the form of fractions', 17, new Map([['rooms', 'n:2']]), 'facts.rooms'],
    ['a text marked without need', 17, new Map([['roof', 's:thatch']]), 'facts.roof'],
    ['infinity', 17, new Map([['rooms', 'n:Infinity']]), 'facts.rooms'],
  ])('%s', (_, no, value, field) => {
    expect(decodePayload('registrant.update', update(no, value))).toEqual(badForm(field));
  });

  it('names the cell of a list that is wrong', () => {
    const uuid = new Uint8Array(16);
    const map = (lines: unknown): CborMap =>
      new Map<number, unknown>([
        [1, uuid],
        [2, lines],
        [3, 'x'],
      ]) as CborMap;
    expect(decodePayload('vouchers.print', map([[uuid], ['x']]))).toEqual(badForm('voucherIds.1.voucherId'));
    expect(decodePayload('vouchers.print', map([[uuid, uuid]]))).toEqual(badForm('voucherIds.0'));
    expect(decodePayload('vouchers.print', map([uuid]))).toEqual(badForm('voucherIds.0'));
    expect(decodePayload('vouchers.print', map(uuid))).toEqual(badForm('voucherIds'));
  });

  it('treats a wrong payload of our own making as a bug', () => {
    const good = { registrantId: '018f0000-0000-8000-8000-000000000001', reason: 'why' };
    const encode = (change: object) => () =>
      encodePayload('registrant.update', { ...good, ...change } as PayloadOf<'registrant.update'>);
    expect(encode({ nickname: 'x' })).toThrow('registrant.update has no field nickname');
    expect(encode({ reason: undefined })).toThrow('registrant.update lacks reason');
    expect(encode({ reason: null })).toThrow('registrant.update.reason cannot be cleared');
    expect(encode({ birthDate: '2026-02-30' })).toThrow('birthDate is no date');
    expect(encode({ facts: { rooms: Number.NaN } })).toThrow('fact rooms is no scalar');
  });
});

describe('golden vectors', () => {
  type Vector = { readonly type: string; readonly payload: Record<string, unknown>; readonly cbor: string };
  const path = new URL('../../test/vectors/op-payloads.json', import.meta.url);
  const vectors: readonly Vector[] = JSON.parse(readFileSync(path, 'utf8'));

  it('hold one example of every type', () => {
    expect(vectors.map((vector) => vector.type)).toEqual(types);
  });

  it.each(vectors)('$type keeps its bytes', ({ type, payload, cbor }) => {
    if (!isOpType(type)) throw new Error(`unknown type ${type}`);
    const withBytes = fromJson(opTypes[type].fields, payload);
    const encoded = encodePayload(type, asPayload(withBytes));
    expect(bytesToHex(encodeCbor(encoded))).toBe(cbor);
    expect(decodePayload(type, encoded)).toEqual({ ok: true, value: withBytes });
  });
});

/** Byte strings stand in the JSON file as hexadecimal. */
function fromJson(fields: AnyFields, payload: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(payload).map(([name, value]): [string, unknown] => {
    const field = fields[name];
    if (field?.kind === 'bytes') return [name, hexToBytes(String(value))];
    if (field?.kind !== 'rows' || !Array.isArray(value)) return [name, value];
    return [name, value.map((record: Record<string, unknown>) => fromJson(field.columns, record))];
  });
  return Object.fromEntries(entries);
}

function badForm(field: string) {
  return { ok: false, error: { code: 'sync/bad-form', field } };
}

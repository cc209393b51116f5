import type { CborMap, CborValue } from '#domain/codec/cbor';
import { bytesToUuid, isUuid, uuidToBytes } from '#domain/codec/uuid';
import { assert, InvariantError } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { addDays, dayNumberOf, isPlainDate } from '#domain/time/plain-date';
import type { Field, Rows, Scalar, ScalarKind, Values } from './op-field.ts';
import { type OpType, opTypes } from './op-types.ts';

type ScalarValue<F> = F extends { readonly kind: infer K extends ScalarKind } ? Values[K] : never;
type RowValues<C> = { readonly [N in keyof C]: ScalarValue<C[N]> };
type RequiredNames<T> = {
  [N in keyof T]: T[N] extends { readonly optional: true } ? never : N;
}[keyof T];
type OptionalNames<T> = {
  [N in keyof T]: T[N] extends { readonly optional: true } ? N : never;
}[keyof T];
type FieldValue<F> = F extends Rows<infer C> ? readonly RowValues<C>[] : ScalarValue<F>;
/** Payload of an operation type. An optional field may be absent, or null to clear what stood there. */
export type PayloadOf<T extends OpType> = {
  readonly [N in RequiredNames<(typeof opTypes)[T]['fields']>]: FieldValue<(typeof opTypes)[T]['fields'][N]>;
} & {
  readonly [N in OptionalNames<(typeof opTypes)[T]['fields']>]?: FieldValue<
    (typeof opTypes)[T]['fields'][N]
  > | null;
};
export type AnyPayload = {
  [T in OpType]: { readonly type: T; readonly payload: PayloadOf<T> };
}[OpType];
/** A payload that is not what its type says; `field` is like `lines.3.amountMinor`, or `#77` for an unknown number. */
export type BadForm = { readonly code: 'sync/bad-form'; readonly field: string };

const EPOCH_DAY = '1970-01-01';
const FIRST_DAY = dayNumberOf('0001-01-01');
const LAST_DAY = dayNumberOf('9999-12-31');
const NUMBER_MARK = 'n:';
const STRING_MARK = 's:';

class BadField extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`bad operation field ${field}`);
    this.field = field;
  }
}

/** Is this the name of an operation this program knows? */
export function isOpType(name: string): name is OpType {
  return Object.hasOwn(opTypes, name);
}

/**
 * The wire form of a payload: field number -> value, absent fields left out, null kept (it clears). uuid = 16 bytes,
 * date = days since 1970-01-01, facts = map of texts, rows = array of arrays in column order. The payload comes from
 * our own services, so anything that does not fit its type throws InvariantError.
 */
export function encodePayload<T extends OpType>(type: T, payload: PayloadOf<T>): Map<number, CborValue> {
  const fields: Readonly<Record<string, Field>> = opTypes[type].fields;
  const values: Readonly<Record<string, unknown>> = payload;
  for (const name of Object.keys(values)) {
    assert(Object.hasOwn(fields, name), () => `${type} has no field ${name}`);
  }
  const map = new Map<number, CborValue>();
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    if (value === undefined) {
      assert('optional' in field, () => `${type} lacks ${name}`);
    } else if (value === null) {
      assert('optional' in field, () => `${type}.${name} cannot be cleared`);
      map.set(field.no, null);
    } else {
      map.set(
        field.no,
        field.kind === 'rows' ? encodeRows(field, value, name) : encodeScalar(field.kind, value, name),
      );
    }
  }
  return map;
}

/**
 * Reads what {@link encodePayload} writes and nothing else: re-encoding a success gives the same map. Unknown field
 * numbers, missing required fields and values of another kind are refused, naming the field.
 */
export function decodePayload<T extends OpType>(type: T, map: CborMap): Result<PayloadOf<T>, BadForm> {
  try {
    const values: unknown = readFields(opTypes[type].fields, map);
    // The table that was just read by is also what PayloadOf is derived from.
    return ok(values as PayloadOf<T>);
  } catch (failure) {
    if (failure instanceof BadField) return err({ code: 'sync/bad-form', field: failure.field });
    throw failure;
  }
}

function readFields(fields: Readonly<Record<string, Field>>, map: CborMap): Record<string, unknown> {
  const payload: Record<string, unknown> = {};
  let found = 0;
  for (const [name, field] of Object.entries(fields)) {
    const value = map.get(field.no);
    if (value === undefined) {
      if (!('optional' in field)) throw new BadField(name);
      continue;
    }
    found += 1;
    if (value === null) {
      if (!('optional' in field)) throw new BadField(name);
      payload[name] = null;
    } else {
      payload[name] =
        field.kind === 'rows' ? readRows(field, value, name) : readScalar(field.kind, value, name);
    }
  }
  if (found !== map.size) throw new BadField(unknownKey(fields, map));
  return payload;
}

function unknownKey(fields: Readonly<Record<string, Field>>, map: CborMap): string {
  const numbers = new Set<number | string>(Object.values(fields).map((field) => field.no));
  for (const key of map.keys()) if (!numbers.has(key)) return `#${key}`;
  throw new InvariantError('an operation names one field number twice');
}

function orderedColumns(field: Rows): readonly (readonly [string, Scalar])[] {
  return Object.entries(field.columns).sort(([, left], [, right]) => left.no - right.no);
}

function encodeRows(field: Rows, value: unknown, at: string): CborValue {
  assert(Array.isArray(value), () => `${at} is no list`);
  const columns = orderedColumns(field);
  const records: readonly Readonly<Record<string, unknown>>[] = value;
  return records.map((record, row) => {
    assert(Object.keys(record).length === columns.length, () => `${at}.${row} has other columns`);
    return columns.map(([name, column]) => encodeScalar(column.kind, record[name], `${at}.${row}.${name}`));
  });
}

function readRows(field: Rows, value: CborValue, at: string): readonly Record<string, unknown>[] {
  const columns = orderedColumns(field);
  return arrayOf(value, at).map((cells, row) => {
    const list = arrayOf(cells, `${at}.${row}`);
    if (list.length !== columns.length) throw new BadField(`${at}.${row}`);
    return Object.fromEntries(
      columns.map(([name, column], index) => {
        const where = `${at}.${row}.${name}`;
        return [name, readScalar(column.kind, list[index] ?? null, where)];
      }),
    );
  });
}

function arrayOf(value: CborValue, at: string): readonly CborValue[] {
  if (!Array.isArray(value)) throw new BadField(at);
  return value;
}

function encodeScalar(kind: ScalarKind, value: unknown, at: string): CborValue {
  const encoded = tryEncode(kind, value);
  assert(encoded !== undefined, () => `${at} is no ${kind}`);
  return encoded;
}

function tryEncode(kind: ScalarKind, value: unknown): CborValue | undefined {
  switch (kind) {
    case 'uuid':
      return typeof value === 'string' && isUuid(value) ? uuidToBytes(value) : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
    case 'date':
      return typeof value === 'string' && isPlainDate(value) ? dayNumberOf(value) : undefined;
    case 'bytes':
      return value instanceof Uint8Array ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'texts':
      return isTexts(value) ? value : undefined;
    case 'facts':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? encodeFacts(value)
        : undefined;
  }
}

function readScalar(kind: ScalarKind, value: CborValue, at: string): Values[ScalarKind] {
  const read = tryRead(kind, value, at);
  if (read === undefined) throw new BadField(at);
  return read;
}

function tryRead(kind: ScalarKind, value: CborValue, at: string): Values[ScalarKind] | undefined {
  switch (kind) {
    case 'uuid':
      return value instanceof Uint8Array && value.length === 16 ? bytesToUuid(value) : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'int':
      return typeof value === 'number' ? value : undefined;
    case 'date':
      return typeof value === 'number' && value >= FIRST_DAY && value <= LAST_DAY
        ? addDays(EPOCH_DAY, value)
        : undefined;
    case 'bytes':
      return value instanceof Uint8Array ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'texts':
      return isTexts(value) ? value : undefined;
    case 'facts':
      return readFacts(value, at);
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * Facts without floats: integers and truth values as they are; other numbers as text `n:` and their shortest decimal
 * (JavaScript's own); texts as they are unless they begin with one of the marks, then behind `s:`. One value has one
 * form, so a payload read back and written again keeps its hash.
 */
function encodeFacts(facts: object): CborMap {
  const members: readonly (readonly [string, unknown])[] = Object.entries(facts);
  return new Map(members.map(([name, value]) => [name, encodeFact(name, value)]));
}

function encodeFact(name: string, value: unknown): CborValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return hasMark(value) ? STRING_MARK + value : value;
  assert(typeof value === 'number' && Number.isFinite(value), () => `fact ${name} is no scalar`);
  // Adding zero turns -0, which no integer encoding knows, into 0.
  return Number.isSafeInteger(value) ? value + 0 : NUMBER_MARK + String(value);
}

function readFacts(value: CborValue, at: string): Values['facts'] {
  if (!(value instanceof Map)) throw new BadField(at);
  const facts: [string, string | number | boolean][] = [];
  for (const [name, fact] of value) {
    const read = typeof name === 'string' && name !== '__proto__' ? readFact(fact) : undefined;
    if (read === undefined) throw new BadField(`${at}.${name}`);
    facts.push([String(name), read]);
  }
  return Object.fromEntries(facts);
}

function readFact(value: CborValue): string | number | boolean | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (value.startsWith(NUMBER_MARK)) {
    const number = Number(value.slice(NUMBER_MARK.length));
    const isCanonical = Number.isFinite(number) && NUMBER_MARK + String(number) === value;
    return isCanonical && !Number.isSafeInteger(number) ? number : undefined;
  }
  if (!value.startsWith(STRING_MARK)) return value;
  const text = value.slice(STRING_MARK.length);
  return hasMark(text) ? text : undefined;
}

function hasMark(text: string): boolean {
  return text.startsWith(NUMBER_MARK) || text.startsWith(STRING_MARK);
}

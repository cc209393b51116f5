import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type RowOf,
  replicatedTables,
  type TableName,
  tableOrder,
} from '#sync/protocol/rows/replicated-tables';
import { rowPlan } from './row-plan.ts';
import { createRowReads, createRowWrites } from './row-store.ts';
import { sampleId, sampleMembership } from './testing/sample-rows.ts';
import { tempReplica } from './testing/temp-replica.ts';

const temp = tempReplica();
const { replica } = temp;
const reads = createRowReads(replica.client);
const writes = createRowWrites(replica.client, reads);
afterAll(temp.remove);
beforeEach(() => {
  replica.write(() => {
    for (const table of tableOrder) {
      for (const row of reads.all(table)) writes.remove(table, keyOf(table, row));
    }
  });
});

/** What the walk below asks of a zod schema. */
type Schema = {
  readonly def: {
    readonly type: string;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly options?: readonly Schema[];
    readonly shape?: Readonly<Record<string, Schema>>;
    readonly valueType?: Schema;
    readonly entries?: Readonly<Record<string, string>>;
    readonly checks?: readonly {
      readonly _zod: { readonly def: { readonly check: string; readonly pattern?: RegExp } };
    }[];
  };
  readonly safeParse: (value: unknown) => { readonly success: boolean };
};

const names = fc.constantFrom(
  'Almaz',
  'ፋጡማ',
  'عبد الرحمن',
  'सुनीता',
  'Abdul-Karim',
  "N'Golo",
  '',
  ' x ',
  '𐒖',
  '\u0000',
);

/** Values of a zod schema: every kind the row schemas use, filtered by the schema itself. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, innerType, element, options, shape, valueType, entries, checks = [] } = schema.def;
  const accepted = (values: fc.Arbitrary<unknown>) =>
    values.filter((value) => schema.safeParse(value).success);
  switch (type) {
    case 'nullable':
      return fc.option(innerType === undefined ? fc.constant(null) : valuesOf(innerType));
    case 'string': {
      const pattern = checks.find(({ _zod }) => _zod.def.pattern !== undefined)?._zod.def.pattern;
      return accepted(
        pattern === undefined ? fc.oneof(names, fc.string({ maxLength: 8 })) : fc.stringMatching(pattern),
      );
    }
    case 'enum':
      return fc.constantFrom(...Object.values(entries ?? {}));
    case 'number':
      return accepted(
        fc.oneof(fc.nat(), fc.integer({ min: 1, max: 9 }), fc.double({ noNaN: true }), fc.maxSafeInteger()),
      ).map((value) => (value === 0 ? 0 : value));
    case 'boolean':
      return fc.boolean();
    case 'array':
      return accepted(fc.array(element === undefined ? fc.nat() : valuesOf(element), { maxLength: 4 }));
    case 'union':
      return fc.oneof(...(options ?? []).map(valuesOf));
    case 'record':
      return fc.dictionary(
        fc.string({ maxLength: 5 }),
        valueType === undefined ? fc.nat() : valuesOf(valueType),
      );
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(shape ?? {}).map(([name, of]) => [name, valuesOf(of)])),
      );
    case 'lazy':
      return fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
    default:
      throw new Error(`no values for ${type}`);
  }
}

function rowOf<T extends TableName>(table: T): fc.Arbitrary<RowOf<T>> {
  return valuesOf(replicatedTables[table]).map((value) => replicatedTables[table].parse(value) as RowOf<T>);
}

describe('the row store', () => {
  it.each(tableOrder)('gives back every row of %s as it was written', (table) => {
    fc.assert(
      fc.property(rowOf(table), fc.nat(), (row, seq) => {
        const key = keyOf(table, row);
        replica.write(() => {
          writes.upsert(table, row, seq + 1);
          expect([reads.get(table, key), reads.seqOf(table, key)]).toEqual([row, seq + 1]);
          expect([writes.remove(table, key), reads.get(table, key)]).toEqual([true, undefined]);
        });
      }),
      { numRuns: 40, seed: 20_261_120 },
    );
  });

  it('replaces a row whole, and keeps its confirmed sequence when no other is given', () => {
    const [first, second] = fc.sample(rowOf('provider'), { numRuns: 2, seed: 1 });
    if (first === undefined || second === undefined) throw new Error('no samples');
    const { providerId } = first;
    writes.upsert('provider', first);
    const seqs = [reads.seqOf('provider', providerId)];
    writes.upsert('provider', first, 7);
    seqs.push(reads.seqOf('provider', providerId));
    writes.upsert('provider', { ...second, providerId });
    seqs.push(reads.seqOf('provider', providerId), reads.seqOf('provider', 'nobody'));
    expect(seqs).toEqual([0, 7, 7, 0]);
    expect(reads.all('provider')).toEqual([{ ...second, providerId }]);
  });

  it('lists, counts and removes by any column, in the order of keys', () => {
    const rows = [3, 1, 2].map((n) => ({
      ...sampleMembership,
      membershipId: sampleId(n),
      groupId: sampleId(n === 2 ? 8 : 9),
      isHead: n === 1,
    }));
    for (const row of rows) writes.upsert('membership', row, 5);
    expect(reads.list('membership', 'groupId', sampleId(9)).map(({ membershipId }) => membershipId)).toEqual([
      sampleId(1),
      sampleId(3),
    ]);
    expect(reads.list('membership', 'isHead', 'true').map(({ membershipId }) => membershipId)).toEqual([
      sampleId(1),
    ]);
    expect([
      reads.count('membership', 'groupId', sampleId(9)),
      reads.count('membership', 'groupId', sampleId(7)),
    ]).toEqual([2, 0]);
    expect([
      writes.removeWhere('membership', 'groupId', sampleId(9)),
      writes.remove('membership', sampleId(9)),
    ]).toEqual([2, false]);
    expect(reads.all('membership').map(({ membershipId }) => membershipId)).toEqual([sampleId(2)]);
  });

  it('finds numbers given as text', () => {
    const [sample] = fc.sample(rowOf('officer'), { numRuns: 1, seed: 1 });
    if (sample === undefined) throw new Error('no sample');
    writes.upsert('officer', { ...sample, userNo: 4711 });
    expect(reads.count('officer', 'userNo', '4711')).toBe(1);
  });

  it('never lets a column name from outside reach SQL', () => {
    const column = 'name; DROP TABLE area' as 'name';
    expect(() => reads.list('area', column, 'x')).toThrow('table area has no column');
  });
});

function keyOf<T extends TableName>(table: T, row: RowOf<T>): string {
  const values: Readonly<Record<string, unknown>> = row;
  return String(values[rowPlan(table).key.name]);
}

import { readFileSync } from 'node:fs';
import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import {
  type RowOf,
  replicatedTables,
  type TableName,
  tableOrder,
} from '#sync/protocol/rows/replicated-tables';
import { camelToSnake, columnsOfShape, snakeToCamel } from '../codec/row-codec.ts';
import * as officeTables from './schema/office-tables.ts';
import * as operationTables from './schema/operation-tables.ts';
import { personKey } from './schema/person-key-table.ts';
import { replicatedSchema } from './schema/replicated-schema.ts';
import { schemaTexts, snapshotFile } from './schema-text.ts';
import { tempReplica } from './testing/temp-replica.ts';

type ColumnInfo = {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
};

const temp = tempReplica();
const { client } = temp.replica;
afterAll(temp.remove);

const SQL_TYPE = {
  text: 'TEXT',
  json: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  real: 'REAL',
} as const;

function migrated(table: string) {
  return client
    .prepare<[string], ColumnInfo>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, type, notnull, pk }) => ({ name, type, notNull: notnull === 1, key: pk > 0 }));
}

function drizzled(table: SQLiteTable) {
  const config = getTableConfig(table);
  const keys = new Set(config.primaryKeys.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return config.columns.map((column) => ({
    name: column.name,
    type: column.getSQLType().toUpperCase(),
    notNull: column.notNull,
    key: column.primary || keys.has(column.name),
  }));
}

const localTables = Object.values({ ...operationTables, ...officeTables, personKey }).filter((table) =>
  is(table, SQLiteTable),
);

describe('the schema of the office database', () => {
  it.each(tableOrder)('has the same columns in migration, drizzle and row schema: %s', (table) => {
    const shape = columnsOfShape(replicatedTables[table].shape).map(({ sqlName, kind, nullable }, index) => ({
      name: sqlName,
      type: SQL_TYPE[kind],
      notNull: !nullable,
      key: index === 0,
    }));
    const expected = [...shape, { name: 'seq', type: 'INTEGER', notNull: true, key: false }];
    expect(migrated(camelToSnake(table))).toEqual(expected);
    expect(drizzled(replicatedSchema[table])).toEqual(expected);
  });

  it.each(localTables.map((table) => [getTableConfig(table).name, table] as const))(
    'has the same columns in migration and drizzle: %s',
    (name, table) => {
      expect(drizzled(table)).toEqual(migrated(name));
    },
  );

  it('names drizzle properties as the columns in camel case', () => {
    const wrong = [...Object.values(replicatedSchema), ...localTables].flatMap((table) =>
      Object.entries(getTableColumns(table)).filter(([name, column]) => snakeToCamel(column.name) !== name),
    );
    expect(wrong).toEqual([]);
  });

  it('has a drizzle table for every table and no more', () => {
    const tables = client
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    const drizzleNames = [...Object.values(replicatedSchema), ...localTables].map(
      (table) => getTableConfig(table).name,
    );
    expect([...drizzleNames, 'schema_migration'].sort()).toEqual(tables);
  });

  it('has only strict tables', () => {
    expect(
      client
        .prepare(
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
        )
        .pluck()
        .all(),
    ).toEqual([]);
  });

  it('equals the committed snapshot (npx node db/sqlite/print-schema.ts rewrites it)', () => {
    const texts = schemaTexts(client);
    const committed = [...texts.keys()].map((subject) => [
      subject,
      readFileSync(snapshotFile(subject), 'utf8'),
    ]);
    expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(committed));
  });

  it('gives drizzle the types of the row schemas', () => {
    type Selected<T extends TableName> = Omit<(typeof replicatedSchema)[T]['$inferSelect'], 'seq'>;
    expectTypeOf<Selected<'registrant'>>().toEqualTypeOf<RowOf<'registrant'>>();
    expectTypeOf<Selected<'program'>>().toEqualTypeOf<RowOf<'program'>>();
    expectTypeOf<Selected<'voucher'>>().toEqualTypeOf<RowOf<'voucher'>>();
    expectTypeOf<Selected<'claimLine'>>().toEqualTypeOf<RowOf<'claimLine'>>();
    expectTypeOf<Selected<'ledgerEntry'>>().toEqualTypeOf<RowOf<'ledgerEntry'>>();
    expectTypeOf<{ [T in TableName]: Selected<T> }>().toExtend<{ [T in TableName]: RowOf<T> }>();
  });
});

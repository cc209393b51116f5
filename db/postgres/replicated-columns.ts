import { type Column, camelToSnake, columnsOfShape, type PropertySchema } from '#db/codec/row-codec';
import {
  keyColumn,
  replicatedTables,
  type TableName,
  tableOrder,
} from '#sync/protocol/rows/replicated-tables';
import { Instant, PlainDate, Uuid } from '#sync/protocol/rows/scalars';

/** A column of a replicated table with its type in PostgreSQL. */
export type PostgresColumn = Column & { readonly sqlType: string };

/** A replicated table as the set-wise statements need it. */
export type PostgresTable = {
  readonly sqlName: string;
  readonly key: PostgresColumn;
  readonly columns: readonly PostgresColumn[];
  readonly byName: ReadonlyMap<string, PostgresColumn>;
};

/** Counts that a signed format allows to pass 2^31, besides amounts. */
const WIDE_INTEGERS: ReadonlySet<string> = new Set(['cycleNo', 'providerNo', 'sizeBytes']);

/**
 * Unlike SQLite's text columns, ids, dates and instants have their own types here: the central database is asked
 * questions of time and joins millions of ids. Money (`…Minor`) and {@link WIDE_INTEGERS} are bigint.
 */
const postgresTables: ReadonlyMap<TableName, PostgresTable> = new Map(
  tableOrder.map((table) => [table, describeTable(table)]),
);

/** One replicated table as PostgreSQL holds it. */
export function postgresTable(table: TableName): PostgresTable {
  const found = postgresTables.get(table);
  if (found === undefined) throw new RangeError(`no replicated table ${table}`);
  return found;
}

function describeTable(table: TableName): PostgresTable {
  const shape: Readonly<Record<string, PropertySchema>> = replicatedTables[table].shape;
  const columns = columnsOfShape(shape).map((column) => ({ ...column, sqlType: sqlTypeOf(column, shape) }));
  const byName = new Map(columns.map((column) => [column.name, column]));
  const key = byName.get(keyColumn(table));
  if (key === undefined) throw new RangeError(`table ${table} has no key`);
  return { sqlName: camelToSnake(table), key, columns, byName };
}

function sqlTypeOf(column: Column, shape: Readonly<Record<string, PropertySchema>>): string {
  switch (column.kind) {
    case 'text':
      return textTypeOf(shape[column.name]);
    case 'integer':
      return column.name.endsWith('Minor') || WIDE_INTEGERS.has(column.name) ? 'bigint' : 'integer';
    case 'real':
      return 'double precision';
    case 'boolean':
      return 'boolean';
    case 'json':
      return 'jsonb';
  }
}

/** The scalars are shared objects, so a column's meaning is told by identity, through any `nullable`. */
function textTypeOf(schema: PropertySchema | undefined): string {
  if (schema === Uuid) return 'uuid';
  if (schema === PlainDate) return 'date';
  if (schema === Instant) return 'timestamp(3) with time zone';
  if (schema !== undefined && 'innerType' in schema.def)
    return textTypeOf(schema.def.innerType as PropertySchema);
  return 'text';
}

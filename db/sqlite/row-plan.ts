import { assert } from '#domain/invariant';
import { type RowOf, replicatedTables, type TableName } from '#sync/protocol/rows/replicated-tables';
import { type Column, camelToSnake, columnsOfShape } from '../codec/row-codec.ts';

/** What the row store knows of a table: read once from its row schema. */
export type RowPlan = {
  readonly table: TableName;
  readonly sqlName: string;
  readonly key: Column;
  readonly columns: readonly Column[];
  /** Columns that SQLite does not hold as JavaScript does: 0/1 for booleans, text for JSON. */
  readonly coded: readonly Column[];
};

/** SQLite's value of a column. */
export type SqlValue = string | number | null;

const plans = new Map<TableName, RowPlan>();

export function rowPlan(table: TableName): RowPlan {
  const known = plans.get(table);
  if (known !== undefined) return known;
  const columns = columnsOfShape(replicatedTables[table].shape);
  const [key] = columns;
  assert(key !== undefined, () => `table ${table} has no columns`);
  const coded = columns.filter(({ kind }) => kind === 'boolean' || kind === 'json');
  const plan = { table, sqlName: camelToSnake(table), key, columns, coded };
  plans.set(table, plan);
  return plan;
}

/** The column of that name; a wrong name is a fault of the program and never reaches SQL. */
export function columnNamed(plan: RowPlan, name: string): Column {
  const column = plan.columns.find((candidate) => candidate.name === name);
  assert(column !== undefined, () => `table ${plan.table} has no column ${name}`);
  return column;
}

/** Values of a row in the order of the plan's columns. */
export function encodeRow<T extends TableName>(plan: RowPlan, row: RowOf<T>): SqlValue[] {
  const values: Readonly<Record<string, unknown>> = row;
  return plan.columns.map((column) => encodeValue(column, values[column.name]));
}

/** A row as SQLite gave it under its property names; the object is changed in place, as nobody else has it. */
export function decodeRow<T extends TableName>(plan: RowPlan, raw: Record<string, unknown>): RowOf<T> {
  for (const { name, kind } of plan.coded) {
    const value = raw[name];
    if (kind === 'boolean') raw[name] = value === 1;
    else if (typeof value === 'string') raw[name] = JSON.parse(value);
  }
  // A codec's cast: the columns are those of the schema, and only schema-checked rows are ever written.
  return raw as RowOf<T>;
}

function encodeValue(column: Column, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (column.kind) {
    case 'boolean':
      return value === true ? 1 : 0;
    case 'json':
      return JSON.stringify(value);
    default:
      assert(typeof value === 'string' || typeof value === 'number', () => `no SQL value: ${column.name}`);
      return value;
  }
}

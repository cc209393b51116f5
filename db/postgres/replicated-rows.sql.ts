import { assert } from '#domain/invariant';
import type { AnyRow, RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { Tx } from './database.ts';
import { type PostgresColumn, type PostgresTable, postgresTable } from './replicated-columns.ts';

/*
 * Raw SQL, because these statements are one for each of the 27 replicated tables, generated from its schema, and move
 * whole sets of rows as one JSON parameter: a batch of a thousand operations costs as many round trips as one. Names
 * come from our own schemas, never from outside.
 */

/** A row as it stands in the central database. */
export type StoredRow<T extends TableName = TableName> = {
  readonly row: RowOf<T>;
  readonly scope: string;
  /** Sequence of the scope at which this image was committed. */
  readonly seq: number;
};

/** One row of any table, ready to be written. */
export type RowToStore = AnyRow & { readonly scope: string; readonly seq: number };

/** Tables whose rows are never changed; the app role may not lock them either. */
const NEVER_CHANGED: ReadonlySet<TableName> = new Set(['approval', 'claimApproval', 'ledgerEntry']);

/**
 * Rows of one table whose `column` has one of `values`, ordered by key. With `lock` they stay as read until the
 * transaction ends; the order makes two transactions lock in the same order.
 */
export async function loadRows<T extends TableName>(
  tx: Tx,
  table: T,
  column: string,
  values: readonly (string | number)[],
  options: { readonly lock: boolean },
): Promise<readonly StoredRow<T>[]> {
  const { sqlName, key, columns, byName } = postgresTable(table);
  const sought = byName.get(column);
  assert(sought !== undefined, () => `${table} has no column ${column}`);
  const lock = options.lock && !NEVER_CHANGED.has(table) ? 'FOR UPDATE' : '';
  const { rows } = await tx.client.query<unknown[]>({
    text: `SELECT ${names(columns)}, scope, seq FROM ${sqlName}
            WHERE tenant_id = $1 AND ${quote(sought.sqlName)} = ANY ($2::${sought.sqlType}[])
            ORDER BY ${quote(key.sqlName)} ${lock}`,
    values: [tx.tenantId, [...values]],
    rowMode: 'array',
  });
  return rows.map((cells) => readRow(columns, cells));
}

/** Adds new rows of one table; a key that exists already is a unique violation of `<table>_pkey`. */
export async function insertRows(tx: Tx, table: TableName, rows: readonly RowToStore[]): Promise<void> {
  const shape = postgresTable(table);
  await tx.client.query(
    `INSERT INTO ${shape.sqlName} (tenant_id, ${names(shape.columns)}, scope, seq)
     SELECT $1, ${shape.columns.map((column) => `x."${column.name}"`).join(', ')}, x.scope, x.seq
       FROM ${recordset(shape)}`,
    [tx.tenantId, asJson(rows)],
  );
}

/** Replaces rows of one table by whole images; they must exist. */
export async function updateRows(tx: Tx, table: TableName, rows: readonly RowToStore[]): Promise<void> {
  const shape = postgresTable(table);
  const assignments = shape.columns
    .filter((column) => column !== shape.key)
    .map((column) => `${quote(column.sqlName)} = x."${column.name}"`);
  const { rowCount } = await tx.client.query(
    `UPDATE ${shape.sqlName} t SET ${[...assignments, 'scope = x.scope', 'seq = x.seq'].join(', ')}
       FROM ${recordset(shape)}
      WHERE t.tenant_id = $1 AND t.${quote(shape.key.sqlName)} = x."${shape.key.name}"`,
    [tx.tenantId, asJson(rows)],
  );
  assert(rowCount === rows.length, () => `${rows.length} rows of ${table} to change, ${rowCount} found`);
}

function readRow<T extends TableName>(
  columns: readonly PostgresColumn[],
  values: readonly unknown[],
): StoredRow<T> {
  const row: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) row[column.name] = values[index];
  const scope = values[columns.length];
  const seq = values[columns.length + 1];
  assert(typeof scope === 'string' && typeof seq === 'number', () => 'a stored row has scope and seq');
  // The codec's cast: columns are made from the same schema that RowOf is, and the schema test holds them equal.
  return { row: row as RowOf<T>, scope, seq };
}

function recordset({ columns }: PostgresTable): string {
  const fields = columns.map((column) => `"${column.name}" ${column.sqlType}`);
  return `jsonb_to_recordset($2::jsonb) AS x (${[...fields, 'scope text', 'seq bigint'].join(', ')})`;
}

function asJson(rows: readonly RowToStore[]): string {
  return JSON.stringify(rows.map(({ row, scope, seq }) => ({ ...row, scope, seq })));
}

function names(columns: readonly PostgresColumn[]): string {
  return columns.map((column) => quote(column.sqlName)).join(', ');
}

function quote(sqlName: string): string {
  return `"${sqlName}"`;
}

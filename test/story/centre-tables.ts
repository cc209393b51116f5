import { type Database, openDatabase, type Tx } from '#db/postgres/database';
import { postgresTable } from '#db/postgres/replicated-columns';
import { loadRows, type StoredRow } from '#db/postgres/replicated-rows.sql';
import { SCHEMA } from '#db/postgres/role-names';
import { practiceIds } from '#db/seed/practice-ids';
import { keyColumn, type TableName, tableOrder } from '#sync/protocol/rows/replicated-tables';

/** Rows by table and key, each with the sequence it was confirmed at. */
export type Snapshot = ReadonlyMap<string, { readonly row: unknown; readonly seq: number }>;

/** Reads all rows of some scopes from the centre's typed tables, past its API, in one consistent view. */
export async function readCentre(databaseUrl: string, scopes: readonly string[]): Promise<Snapshot> {
  return withDatabase(databaseUrl, (database) =>
    database.transaction(
      practiceIds.tenant,
      async (tx) => {
        const found = new Map<string, { readonly row: unknown; readonly seq: number }>();
        for (const table of tableOrder) {
          for (const { row, seq } of await rowsOf(tx, table, scopes)) {
            const members: Readonly<Record<string, unknown>> = { ...row };
            found.set(`${table} ${String(members[keyColumn(table)])}`, { row, seq });
          }
        }
        return found;
      },
      'consistent-read',
    ),
  );
}

async function rowsOf(tx: Tx, table: TableName, scopes: readonly string[]): Promise<readonly StoredRow[]> {
  const { sqlName, key } = postgresTable(table);
  const { rows } = await tx.client.query<{ readonly key: string }>(
    `SELECT "${key.sqlName}" AS key FROM ${sqlName} WHERE tenant_id = $1 AND scope = ANY ($2)`,
    [tx.tenantId, [...scopes]],
  );
  return loadRows(
    tx,
    table,
    keyColumn(table),
    rows.map((row) => row.key),
    { lock: false },
  );
}

async function withDatabase<T>(databaseUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const url = new URL(databaseUrl);
  // The administrator has no search path of its own, as the service's roles do.
  url.searchParams.set('options', `-c search_path=${SCHEMA},public`);
  const database = openDatabase({ url: url.href, maxConnections: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

import type { TableName } from '#sync/protocol/rows/replicated-tables';
import type { Tx } from './database.ts';

/*
 * Raw SQL, because the order of these statements is the proof that pulls lose nothing (sync design 3.3): heads locked
 * in one sorted order, counted up, and the log appended by sets passed as one JSON parameter.
 */

/** One change of a row in a scope; `row` null = gone from it. */
export type LoggedChange = {
  readonly scope: string;
  readonly seq: number;
  readonly table: TableName;
  readonly key: string;
  readonly row: object | null;
};

/**
 * Locks the counters of these scopes, missing ones made first, and gives their current values. Scopes must be in
 * ascending order: every writer locks in that order, so no two wait for each other.
 */
export async function lockScopeHeads(
  tx: Tx,
  scopes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const lock = () =>
    tx.client.query<{ scope: string; seq: number }>(
      `SELECT scope, seq FROM scope_head WHERE tenant_id = $1 AND scope = ANY ($2::text[])
        ORDER BY scope COLLATE "C" FOR UPDATE`,
      [tx.tenantId, [...scopes]],
    );
  let { rows } = await lock();
  if (rows.length < scopes.length) {
    await tx.client.query(
      `INSERT INTO scope_head (tenant_id, scope, seq)
       SELECT $1, s, 0 FROM unnest($2::text[]) s ORDER BY s COLLATE "C" ON CONFLICT DO NOTHING`,
      [tx.tenantId, [...scopes]],
    );
    ({ rows } = await lock());
  }
  return new Map(rows.map(({ scope, seq }) => [scope, seq]));
}

/** Moves counters whose rows {@link lockScopeHeads} holds. */
export async function moveScopeHeads(tx: Tx, heads: ReadonlyMap<string, number>): Promise<void> {
  await tx.client.query(
    `UPDATE scope_head h SET seq = x.seq FROM unnest($2::text[], $3::bigint[]) AS x (scope, seq)
      WHERE h.tenant_id = $1 AND h.scope = x.scope`,
    [tx.tenantId, [...heads.keys()], [...heads.values()]],
  );
}

/**
 * Appends changes. `isNew` changes have no earlier image in their scope; the others mark theirs as superseded first,
 * so that exactly one live image remains for each row and scope. `deviceNo` is who caused them, null for the centre.
 */
export async function appendChanges(
  tx: Tx,
  changes: readonly (LoggedChange & { readonly isNew: boolean })[],
  deviceNo: number | null,
): Promise<void> {
  const older = changes.filter((change) => !change.isNew);
  if (older.length > 0) {
    await tx.client.query(
      `UPDATE change_log c SET superseded_by = x.seq
         FROM jsonb_to_recordset($2::jsonb) AS x (scope text, seq bigint, "table" text, key uuid)
        WHERE c.tenant_id = $1 AND c.scope = x.scope AND c.table_name = x."table" AND c.key = x.key
          AND c.superseded_by IS NULL`,
      [tx.tenantId, JSON.stringify(older.map(({ scope, seq, table, key }) => ({ scope, seq, table, key })))],
    );
  }
  await tx.client.query(
    `INSERT INTO change_log (tenant_id, scope, seq, table_name, key, "row", device_no)
     SELECT $1, x.scope, x.seq, x."table", x.key, x."row", $3
       FROM jsonb_to_recordset($2::jsonb) AS x (scope text, seq bigint, "table" text, key uuid, "row" jsonb)`,
    [tx.tenantId, JSON.stringify(changes), deviceNo],
  );
}

/** Current sequence of each of these scopes; 0 for one that nothing was written to yet. */
export async function readScopeHeads(tx: Tx, scopes: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await tx.client.query<{ scope: string; seq: number }>(
    'SELECT scope, seq FROM scope_head WHERE tenant_id = $1 AND scope = ANY ($2::text[])',
    [tx.tenantId, [...scopes]],
  );
  const heads = new Map(rows.map(({ scope, seq }) => [scope, seq]));
  return Object.fromEntries(scopes.map((scope) => [scope, heads.get(scope) ?? 0]));
}

/** One live change as it travels; `json` is the row's image as text (`null` = gone), sent on without being read. */
export type LiveChange = {
  readonly seq: number;
  readonly table: string;
  readonly key: string;
  readonly json: string;
};

/** Live changes of a scope after `after` up to `head`, oldest first, at most `limit`. */
export async function readLiveChanges(
  tx: Tx,
  range: { readonly scope: string; readonly after: number; readonly head: number; readonly limit: number },
): Promise<readonly LiveChange[]> {
  const { rows } = await tx.client.query<LiveChange>(
    `SELECT seq, table_name AS "table", key, coalesce("row"::text, 'null') AS json FROM change_log
      WHERE tenant_id = $1 AND scope = $2 AND seq > $3 AND seq <= $4 AND superseded_by IS NULL
      ORDER BY seq LIMIT $5`,
    [tx.tenantId, range.scope, range.after, range.head, range.limit],
  );
  return rows;
}

/** An earlier image of a row and who made it. */
export type PastImage = {
  readonly seq: number;
  readonly row: object | null;
  readonly deviceNo: number | null;
};

/** All images of one row in one scope, oldest first: what a merge looks back at. */
export async function readImages(
  tx: Tx,
  scope: string,
  table: TableName,
  key: string,
): Promise<readonly PastImage[]> {
  const { rows } = await tx.client.query<PastImage>(
    `SELECT seq, "row", device_no AS "deviceNo" FROM change_log
      WHERE tenant_id = $1 AND table_name = $2 AND key = $3 AND scope = $4 ORDER BY seq`,
    [tx.tenantId, table, key, scope],
  );
  return rows;
}

import type pg from 'pg';
import type { AppliedMigration, MigrationFile } from '../codec/migration-files.ts';
import { APP_ROLE } from './role-names.ts';

// Raw because the ledger is older than every schema: it must be read before anyone knows which tables there are.

/** What was applied, in number order; also readable by the app role, for its readiness check. */
export async function readApplied(client: pg.ClientBase): Promise<readonly AppliedMigration[]> {
  const ledger = await client.query<{ there: boolean }>(
    "SELECT to_regclass('schema_migration') IS NOT NULL AS there",
  );
  if (ledger.rows[0]?.there !== true) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT number, name, sha256, min_safe_version AS "minSafeVersion", app_version AS "appVersion"
       FROM schema_migration ORDER BY number`,
  );
  return rows;
}

export async function createLedger(client: pg.ClientBase): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    applied_at timestamptz NOT NULL,
    min_safe_version integer NOT NULL,
    app_version text NOT NULL
  )`);
  await client.query(`GRANT SELECT ON schema_migration TO ${APP_ROLE}`);
}

export async function insertApplied(
  client: pg.ClientBase,
  file: MigrationFile,
  { appliedAt, appVersion }: { readonly appliedAt: string; readonly appVersion: string },
): Promise<void> {
  await client.query(
    `INSERT INTO schema_migration (number, name, sha256, applied_at, min_safe_version, app_version)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [file.number, file.name, file.sha256, appliedAt, file.minSafeVersion, appVersion],
  );
}

/** Number of the running transaction; changes when a migration ends it. */
export async function transactionId(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id;
}

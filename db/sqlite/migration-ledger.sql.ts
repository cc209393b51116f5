import type { AppliedMigration, MigrationFile } from '../codec/migration-files.ts';
import type { SqliteClient } from './open.ts';

// Raw because the ledger is older than every schema: it must be read before anyone knows which tables there are.

/** What was applied to this database, in number order; empty for a new one. */
export function readApplied(client: SqliteClient): readonly AppliedMigration[] {
  const ledger = client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'").get();
  if (ledger === undefined) return [];
  return client
    .prepare<[], AppliedMigration>(
      `SELECT number, name, sha256, min_safe_version AS minSafeVersion, app_version AS appVersion
         FROM schema_migration ORDER BY number`,
    )
    .all();
}

export function createLedger(client: SqliteClient): void {
  client.exec(`CREATE TABLE IF NOT EXISTS schema_migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    applied_at TEXT NOT NULL,
    min_safe_version INTEGER NOT NULL,
    app_version TEXT NOT NULL
  ) STRICT`);
}

export function insertApplied(
  client: SqliteClient,
  file: MigrationFile,
  { appliedAt, appVersion }: { readonly appliedAt: string; readonly appVersion: string },
): void {
  client
    .prepare(
      `INSERT INTO schema_migration (number, name, sha256, applied_at, min_safe_version, app_version)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(file.number, file.name, file.sha256, appliedAt, file.minSafeVersion, appVersion);
}

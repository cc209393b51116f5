import pg from 'pg';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import {
  type MigrationFile,
  type MigrationPlanError,
  planMigrations,
  readMigrationFiles,
} from '../codec/migration-files.ts';
import { createLedger, insertApplied, readApplied, transactionId } from './migration-ledger.sql.ts';

/** The migrations that ship with the service. */
export const SERVICE_MIGRATIONS = new URL('./migrations/', import.meta.url);

export type MigratePostgresOptions = {
  /** The migrator's URL, straight to the server: the lock and the settings belong to one session. */
  readonly url: string;
  readonly folder?: string | URL;
  /** Instant for `applied_at`, UTC ISO with milliseconds. */
  readonly now: () => string;
  /** This service's version, kept so that an older one can name the version it needs. */
  readonly appVersion: string;
};

export type MigratePostgresError =
  | MigrationPlanError
  | {
      readonly code: 'db/migration-failed';
      readonly number: number;
      readonly name: string;
      /** PostgreSQL's words, for the log. */
      readonly reason: string;
    };

export type MigratedPostgres = { readonly applied: readonly number[]; readonly schema: number };

/** Any constant will do, as long as every version of the service takes the same. */
const LOCK_KEY = 8_247_103_311;

/**
 * Brings the central database to this service's schema: one migration after the other, each in its own transaction,
 * behind a lock that lets instances starting together wait for the first. Refuses a newer or a changed database
 * before anything is written. Migrations state the grants of the app role themselves.
 */
export async function migratePostgres(
  options: MigratePostgresOptions,
): Promise<Result<MigratedPostgres, MigratePostgresError>> {
  const files = readMigrationFiles(options.folder ?? SERVICE_MIGRATIONS);
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    // A migration that cannot get its table soon gives up, rather than make every request queue behind it.
    await client.query("SET lock_timeout = '15s'");
    return await migrateLocked(client, files, options);
  } finally {
    // The end of the session also gives the lock back.
    await client.end();
  }
}

async function migrateLocked(
  client: pg.Client,
  files: readonly MigrationFile[],
  options: MigratePostgresOptions,
): Promise<Result<MigratedPostgres, MigratePostgresError>> {
  const applied = await readApplied(client);
  const plan = planMigrations(files, applied);
  if (!plan.ok) return plan;
  if (plan.value.length > 0) await createLedger(client);
  for (const file of plan.value) {
    const failure = await runMigration(client, file, options);
    if (failure !== undefined) return err(failure);
  }
  const schema = plan.value.at(-1)?.number ?? applied.at(-1)?.number ?? 0;
  return ok({ applied: plan.value.map((file) => file.number), schema });
}

async function runMigration(
  client: pg.Client,
  file: MigrationFile,
  { now, appVersion }: MigratePostgresOptions,
): Promise<MigratePostgresError | undefined> {
  await client.query('BEGIN');
  try {
    const before = await transactionId(client);
    await client.query(file.sql);
    assert((await transactionId(client)) === before, () => `migration ${file.number} ends its transaction`);
    await insertApplied(client, file, { appliedAt: now(), appVersion });
    await client.query('COMMIT');
    return undefined;
  } catch (error) {
    await client.query('ROLLBACK');
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { code: 'db/migration-failed', number: file.number, name: file.name, reason: error.message };
  }
}

import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import {
  type MigrationFile,
  type MigrationPlanError,
  planMigrations,
  readMigrationFiles,
} from '../codec/migration-files.ts';
import { createLedger, insertApplied, readApplied } from './migration-ledger.sql.ts';
import type { Replica, SqliteClient } from './open.ts';

/** The migrations that ship with this app; a bundle passes its own folder instead. */
export const REPLICA_MIGRATIONS = new URL('./migrations/', import.meta.url);

/** Copies kept beside the database; an older one goes when a new one was made and checked. */
const COPIES_KEPT = 2;

export type MigrateReplicaOptions = {
  readonly folder?: string | URL;
  /** Instant for `applied_at`, UTC ISO with milliseconds. */
  readonly now: () => string;
  /** This app's version, kept with each migration so that an older app can name the one it needs. */
  readonly appVersion: string;
};

export type MigrateReplicaError =
  | MigrationPlanError
  | {
      readonly code: 'db/migration-failed';
      readonly number: number;
      readonly name: string;
      /** SQLite's words, for the log; never shown to the user. */
      readonly reason: string;
    }
  | { readonly code: 'db/copy-failed'; readonly reason: string };

export type MigratedReplica = {
  /** Numbers of the migrations run now, in order. */
  readonly applied: readonly number[];
  /** Highest migration of the database afterwards. */
  readonly schema: number;
  /** The encrypted copy made first; absent when the database was new or nothing was to do. */
  readonly copy?: string;
};

/**
 * Brings the replica to this app's schema. Refuses a database that is newer, or whose history differs, before
 * anything is written; copies an existing database beside itself (encrypted, same key, checked) before the first
 * change; runs each migration in its own transaction, so a crash leaves the last whole one and the next start
 * goes on from there.
 */
export function migrateReplica(
  replica: Replica,
  options: MigrateReplicaOptions,
): Result<MigratedReplica, MigrateReplicaError> {
  const { client } = replica;
  const files = readMigrationFiles(options.folder ?? REPLICA_MIGRATIONS);
  const before = readApplied(client);
  const plan = planMigrations(files, before);
  if (!plan.ok) return plan;
  const schemaBefore = before.at(-1)?.number ?? 0;
  if (plan.value.length === 0) return ok({ applied: [], schema: schemaBefore });

  const copied = before.length === 0 ? ok(undefined) : copyBeside(client, replica.file, schemaBefore);
  if (!copied.ok) return copied;
  createLedger(client);
  for (const file of plan.value) {
    const failure = runMigration(client, file, options);
    if (failure !== undefined) return err(failure);
  }
  return ok({
    applied: plan.value.map((file) => file.number),
    schema: plan.value.at(-1)?.number ?? schemaBefore,
    ...(copied.value === undefined ? {} : { copy: copied.value }),
  });
}

function runMigration(
  client: SqliteClient,
  file: MigrationFile,
  { now, appVersion }: MigrateReplicaOptions,
): MigrateReplicaError | undefined {
  // Rebuilding a table means dropping it, which foreign keys would answer by deleting its children. The switch
  // works only outside a transaction; the check before the commit makes up for it.
  client.pragma('foreign_keys = OFF');
  try {
    client.exec('BEGIN IMMEDIATE');
    client.exec(file.sql);
    assert(client.inTransaction, () => `migration ${file.number} ends the transaction it runs in`);
    const orphan = client.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').get();
    if (orphan !== undefined) {
      return failed(file, `rows of ${orphan.table} point to missing rows of ${orphan.parent}`);
    }
    insertApplied(client, file, { appliedAt: now(), appVersion });
    client.exec('COMMIT');
    return undefined;
  } catch (error) {
    if (error instanceof Error && isSqliteError(error)) return failed(file, error.message);
    throw error;
  } finally {
    if (client.inTransaction) client.exec('ROLLBACK');
    client.pragma('foreign_keys = ON');
    assert(client.pragma('foreign_keys', { simple: true }) === 1, () => 'foreign keys did not come back on');
  }
}

function failed(file: MigrationFile, reason: string): MigrateReplicaError {
  return { code: 'db/migration-failed', number: file.number, name: file.name, reason };
}

/**
 * `VACUUM INTO` is the only copy that stays encrypted under the same key (`backup` fails, `serialize` gives plain
 * text). The copy counts only after it was opened with that key and every page was read.
 */
function copyBeside(
  client: SqliteClient,
  file: string,
  schema: number,
): Result<string, { readonly code: 'db/copy-failed'; readonly reason: string }> {
  const prefix = `${basename(file)}.before-`;
  const copy = join(dirname(file), `${prefix}${String(schema).padStart(4, '0')}`);
  const partial = `${copy}.partial`;
  try {
    rmSync(partial, { force: true });
    closeSync(openSync(partial, 'wx', 0o600));
    client.prepare('VACUUM INTO ?').run(partial);
    const found = checkCopy(client, partial);
    if (found !== 'ok') return err({ code: 'db/copy-failed', reason: found });
    syncToDisk(partial);
    renameSync(partial, copy);
    syncToDisk(dirname(file));
  } catch (error) {
    if (error instanceof Error && (isSqliteError(error) || 'syscall' in error)) {
      return err({ code: 'db/copy-failed', reason: error.message });
    }
    throw error;
  }
  removeOldCopies(dirname(file), prefix);
  return ok(copy);
}

function checkCopy(client: SqliteClient, copy: string): string {
  // Attached without a key, the copy is read with the main database's.
  client.prepare('ATTACH ? AS migration_copy').run(copy);
  try {
    return String(client.pragma('migration_copy.quick_check(1)', { simple: true }));
  } finally {
    client.exec('DETACH migration_copy');
  }
}

function removeOldCopies(folder: string, prefix: string): void {
  const copies = readdirSync(folder)
    .filter((entry) => entry.startsWith(prefix) && /^\d{4}$/.test(entry.slice(prefix.length)))
    .sort();
  for (const old of copies.slice(0, -COPIES_KEPT)) rmSync(join(folder, old), { force: true });
}

function syncToDisk(path: string): void {
  // Windows has no handle on folders to flush; its renames are journalled.
  if (process.platform === 'win32' && existsSync(join(path, '.'))) return;
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function isSqliteError(error: Error): boolean {
  return error.name === 'SqliteError';
}

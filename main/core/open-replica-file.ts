import { type MigrateReplicaError, migrateReplica } from '#db/sqlite/migrate';
import { type OpenReplicaError, openReplica, type Replica } from '#db/sqlite/open';
import { err, ok, type Result } from '#domain/result';
import type { Log } from '#ports/log';

/** Why the database stays closed, with what the person must know. Details of other faults are in the log only. */
export type ReplicaRefusal =
  | { readonly code: 'db/wrong-key' }
  | { readonly code: 'db/newer-than-app'; readonly data: { readonly neededAppVersion: string } }
  | { readonly code: 'db/migration-changed'; readonly data: { readonly number: number } }
  | { readonly code: 'db/cannot-open'; readonly data: { readonly reason: string } };

export type OpenReplicaFileOptions = {
  readonly file: string;
  readonly key: Uint8Array;
  readonly create: boolean;
  /** After a stop that was no orderly one every page is read once. */
  readonly check: boolean;
  readonly appVersion: string;
  readonly nowIso: () => string;
  readonly log: Log;
  /** A bundle brings its own copy of the migrations. */
  readonly migrations?: string | URL;
};

/** Opens, checks and migrates the replica. SQLite has replayed the log of a crash by then. */
export function openReplicaFile(options: OpenReplicaFileOptions): Result<Replica, ReplicaRefusal> {
  const { file, key, create, log, appVersion, nowIso, migrations } = options;
  const opened = openReplica({ file, key, create });
  if (!opened.ok) return refuse(log, opened.error);
  const replica = opened.value;
  if (options.check && !isWhole(replica)) {
    replica.close();
    log.error('core.replica-damaged');
    return err({ code: 'db/cannot-open', data: { reason: 'damaged' } });
  }
  const migrated = migrateReplica(replica, {
    now: nowIso,
    appVersion,
    ...(migrations === undefined ? {} : { folder: migrations }),
  });
  if (!migrated.ok) {
    replica.close();
    return refuse(log, migrated.error);
  }
  if (migrated.value.applied.length > 0)
    log.info('core.migrated', { schema: migrated.value.schema, steps: migrated.value.applied.length });
  return ok(replica);
}

/** Reads every page once; a page whose seal is broken makes the driver throw instead of answering. */
function isWhole({ client }: Replica): boolean {
  try {
    return client.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')) return false;
    throw error;
  }
}

function refuse(log: Log, error: OpenReplicaError | MigrateReplicaError): Result<never, ReplicaRefusal> {
  log.error('core.replica-refused', { code: error.code, reason: 'reason' in error ? error.reason : null });
  switch (error.code) {
    case 'db/wrong-key':
      return err({ code: 'db/wrong-key' });
    case 'db/newer-than-app':
      return err({ code: 'db/newer-than-app', data: { neededAppVersion: error.neededAppVersion } });
    case 'db/migration-changed':
      return err({ code: 'db/migration-changed', data: { number: error.number } });
    default:
      return err({ code: 'db/cannot-open', data: { reason: error.code } });
  }
}

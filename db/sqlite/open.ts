import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { KEY_CHECK } from './key-check.sql.ts';
import { refuseSyncedFolder, type SyncedFolderError } from './refuse-synced-folder.ts';

declare const readBrand: unique symbol;
declare const writeBrand: unique symbol;

/** The driver's own handle, for the raw SQL of `*.sql.ts` files. */
export type SqliteClient = Database.Database;

/** What repositories take to read: a drizzle database inside one consistent snapshot. `$client` for raw SQL. */
export type ReadTx = BetterSQLite3Database & {
  readonly $client: SqliteClient;
  readonly [readBrand]: true;
};

/** What repositories take to write; it also reads. Only `Replica.write` hands it out. */
export type WriteTx = ReadTx & { readonly [writeBrand]: true };

/** An open connection to the encrypted replica. One writer per process; workers open `read-only` ones. */
export type Replica = {
  readonly file: string;
  readonly mode: 'read-write' | 'read-only';
  readonly client: SqliteClient;
  /** Runs `work` in one deferred transaction: everything in it sees the same snapshot. */
  read<Value>(work: (tx: ReadTx) => Value): Value;
  /**
   * Runs `work` in one immediate transaction, on disk when it returns; a throw rolls everything back. Inside
   * another `write` it becomes a savepoint. Throws on a read-only connection. `work` is synchronous.
   */
  write<Value>(work: (tx: WriteTx) => Value): Value;
  /** Closes the connection; the last one also folds the log into the database file. */
  close(): void;
};

/** Why the replica did not open. In no case was anything written to an existing file. */
export type OpenReplicaError =
  | { readonly code: 'db/not-found'; readonly file: string }
  | { readonly code: 'db/not-encrypted'; readonly file: string }
  | { readonly code: 'db/wrong-key'; readonly file: string }
  | { readonly code: 'db/cannot-open'; readonly file: string; readonly reason: string }
  | {
      readonly code: 'db/pragma-refused';
      readonly pragma: string;
      readonly expected: string | number;
      readonly found: unknown;
    }
  | SyncedFolderError;

export type OpenReplicaOptions = {
  readonly file: string;
  /** The 32-byte database key; copied for the call and wiped afterwards, the caller wipes its own. */
  readonly key: Uint8Array;
  readonly mode?: 'read-write' | 'read-only';
  /** Makes the file when it is missing; never with `read-only`. */
  readonly create?: boolean;
};

type Pragma = { readonly name: string; readonly set: string | number; readonly found: string | number };

const READ_ONLY_CACHE_KIB = 32_768;
const WRITER_CACHE_KIB = 65_536;

/** Every setting a connection must have, what to write and what must then be read back (security §1.1). */
const PRAGMAS: readonly Pragma[] = [
  // Sorts and temporary tables otherwise go to a file in plain text.
  { name: 'temp_store', set: 'MEMORY', found: 2 },
  { name: 'journal_mode', set: 'WAL', found: 'wal' },
  // This build reopens WAL databases with NORMAL, which loses acknowledged work at a power cut.
  { name: 'synchronous', set: 'FULL', found: 2 },
  { name: 'foreign_keys', set: 'ON', found: 1 },
  { name: 'cell_size_check', set: 'ON', found: 1 },
  { name: 'trusted_schema', set: 'OFF', found: 0 },
  { name: 'secure_delete', set: 'ON', found: 1 },
  { name: 'busy_timeout', set: 5000, found: 5000 },
  // Mapped pages would bypass the page decryption's buffers and turn I/O errors into crashes.
  { name: 'mmap_size', set: 0, found: 0 },
  { name: 'wal_autocheckpoint', set: 1000, found: 1000 },
  { name: 'journal_size_limit', set: 67_108_864, found: 67_108_864 },
];

/**
 * Opens the encrypted replica, the only place that does so: cipher chacha20 with a raw 256-bit key, then every
 * setting written, read back and compared, on new, reopened and read-only connections alike.
 */
export function openReplica(options: OpenReplicaOptions): Result<Replica, OpenReplicaError> {
  const { file, key, mode = 'read-write', create = false } = options;
  assert(key.length === 32, () => 'the database key must have 32 bytes');
  assert(!(create && mode === 'read-only'), () => 'a read-only connection cannot create the database');
  const place = refuseSyncedFolder(file);
  if (!place.ok) return place;
  const found = checkFile(file, create);
  if (!found.ok) return found;
  const opened = openEncrypted(file, key, mode);
  if (!opened.ok) return opened;
  const client = opened.value;
  try {
    const refused = applyPragmas(client, mode);
    if (refused === undefined) return ok(replicaOf(client, file, mode));
    client.close();
    return err(refused);
  } catch (error) {
    client.close();
    return openFailure(error, file);
  }
}

function checkFile(file: string, create: boolean): Result<void, OpenReplicaError> {
  // An empty file accepts any key, so without `create` it counts as missing.
  if (!existsSync(file) || statSync(file).size === 0) {
    return create ? makePrivateFile(file) : err({ code: 'db/not-found', file });
  }
  return startsAsPlainSqlite(file) ? err({ code: 'db/not-encrypted', file }) : ok(undefined);
}

/** SQLite gives the log files the mode of the database, so this keeps all of them private. */
function makePrivateFile(file: string): Result<void, OpenReplicaError> {
  try {
    closeSync(openSync(file, 'a', 0o600));
    return ok(undefined);
  } catch (error) {
    return err({ code: 'db/cannot-open', file, reason: reasonOf(error) });
  }
}

function startsAsPlainSqlite(file: string): boolean {
  const head = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head.toString('latin1') === 'SQLite format 3\0';
}

function openEncrypted(
  file: string,
  key: Uint8Array,
  mode: Replica['mode'],
): Result<SqliteClient, OpenReplicaError> {
  // No `verbose` hook here or anywhere: it would see key statements.
  let client: SqliteClient | undefined;
  const raw = Buffer.concat([Buffer.from('raw:', 'ascii'), key]);
  try {
    client = new Database(file, { readonly: mode === 'read-only', fileMustExist: true });
    client.pragma("cipher='chacha20'");
    client.key(raw);
    client.prepare(KEY_CHECK).get();
    return ok(client);
  } catch (error) {
    client?.close();
    return openFailure(error, file);
  } finally {
    raw.fill(0);
  }
}

function openFailure(error: unknown, file: string): Result<never, OpenReplicaError> {
  if (!(error instanceof Database.SqliteError)) throw error;
  if (error.code === 'SQLITE_NOTADB') return err({ code: 'db/wrong-key', file });
  return err({ code: 'db/cannot-open', file, reason: error.code });
}

function applyPragmas(client: SqliteClient, mode: Replica['mode']): OpenReplicaError | undefined {
  const cacheKib = mode === 'read-only' ? READ_ONLY_CACHE_KIB : WRITER_CACHE_KIB;
  const queryOnly = mode === 'read-only' ? 1 : 0;
  const wanted: readonly Pragma[] = [
    ...PRAGMAS,
    { name: 'cache_size', set: -cacheKib, found: -cacheKib },
    { name: 'query_only', set: queryOnly, found: queryOnly },
  ];
  for (const { name, set } of wanted) client.pragma(`${name} = ${set}`);
  // All are read only after all were written: some settings reset others.
  const checks = [{ name: 'cipher', found: 'chacha20' }, ...wanted];
  for (const { name, found: expected } of checks) {
    const found = client.pragma(name, { simple: true });
    if (found !== expected) return { code: 'db/pragma-refused', pragma: name, expected, found };
  }
  return undefined;
}

function replicaOf(client: SqliteClient, file: string, mode: Replica['mode']): Replica {
  const database = drizzle({ client });
  return {
    file,
    mode,
    client,
    read: (work) => client.transaction(() => work(database as ReadTx)).deferred(),
    write: (work) => {
      assert(mode === 'read-write', () => 'this connection only reads');
      return client.transaction(() => work(database as WriteTx)).immediate();
    },
    close: () => {
      client.close();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

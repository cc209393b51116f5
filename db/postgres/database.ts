import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { readPostgresValue } from './postgres-values.ts';
import {
  beginTransaction,
  commitTransaction,
  pingDatabase,
  rollBackTransaction,
  type TransactionKind,
} from './transaction.sql.ts';

/** One transaction of one tenant. Every statement in it must name the tenant; row level security holds it to that. */
export type Tx = {
  readonly tenantId: string;
  /** For the set-wise statements of `*.sql.ts`. */
  readonly client: pg.PoolClient;
  readonly db: NodePgDatabase;
};

export type Database = {
  /**
   * Runs `work` in one transaction and commits. READ COMMITTED, or for `consistent-read` one REPEATABLE READ snapshot
   * that cannot write. Deadlocks and serialization failures are tried again (three times in all), so `work` must
   * change nothing outside the transaction. When the line breaks during COMMIT, {@link CommitUnknownError} is thrown.
   */
  readonly transaction: <T>(
    tenantId: string,
    work: (tx: Tx) => Promise<T>,
    kind?: TransactionKind,
  ) => Promise<T>;
  /** Statements on the tables that belong to no tenant (`tenant`, `tenant_route`). */
  readonly open: NodePgDatabase;
  /** Throws when the database does not answer. */
  readonly ping: () => Promise<void>;
  /** Connections in use, idle, and requests waiting for one. */
  readonly load: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  readonly close: () => Promise<void>;
};

export type OpenDatabaseOptions = {
  /** The app role's URL. */
  readonly url: string;
  readonly maxConnections?: number;
  /** Called for errors of idle connections, which belong to no request. */
  readonly onIdleError?: (error: Error) => void;
};

/** The connection was lost while COMMIT was under way: the work is done or not, only the database knows. */
export class CommitUnknownError extends Error {
  override readonly name = 'CommitUnknownError';
}

const ATTEMPTS = 3;
/** Serialization failure and deadlock: nothing was kept, and another try will find the other's work done. */
const TRY_AGAIN = ['40001', '40P01'];

/** Opens the pool of the service. No statement is named and no session state is kept (PgBouncer-safe). */
export function openDatabase(options: OpenDatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    types: { getTypeParser: readPostgresValue },
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  return {
    transaction: (tenantId, work, kind = 'read-write') =>
      withRetries(() => runTransaction(pool, tenantId, work, kind)),
    open: drizzle(pool),
    ping: () => pingDatabase(pool),
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

async function runTransaction<T>(
  pool: pg.Pool,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  kind: TransactionKind,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await beginTransaction(client, tenantId, kind);
    const value = await work({ tenantId, client, db: drizzle(client) });
    await commit(client);
    return value;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  try {
    await commitTransaction(client);
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw error;
    throw new CommitUnknownError('the connection broke during COMMIT', { cause: error });
  }
}

/** Gives the error that makes the connection unusable, if there is one. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await rollBackTransaction(client);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed', { cause: error });
  }
}

async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const code = postgresCodeOf(error);
      if (tries === ATTEMPTS || code === undefined || !TRY_AGAIN.includes(code)) throw error;
    }
  }
}

/** SQLSTATE of a refusal by the server, also when drizzle wrapped it; undefined for any other error. */
export function postgresCodeOf(error: unknown): string | undefined {
  return postgresErrorOf(error)?.code;
}

/** The server's own error inside `error`. */
export function postgresErrorOf(error: unknown): pg.DatabaseError | undefined {
  if (error instanceof pg.DatabaseError) return error;
  return error instanceof Error && error.cause !== undefined ? postgresErrorOf(error.cause) : undefined;
}

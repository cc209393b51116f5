import type pg from 'pg';
import { isUuid } from '#domain/codec/uuid';
import { assert } from '#domain/invariant';

/*
 * Raw SQL, because transactions are not queries: the tenant's context and the time limits must be the first words of
 * each one, as statements of their own. `set_config(…)` would not reach the workers of a distributed database, and a
 * session's settings belong to nobody behind a pooler in transaction mode.
 */

export type TransactionKind = 'read-write' | 'consistent-read';

const BEGIN: Readonly<Record<TransactionKind, string>> = {
  'read-write': 'BEGIN',
  'consistent-read': 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
};
const LIMITS =
  "SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '3s'; SET LOCAL idle_in_transaction_session_timeout = '10s'";

/** Begins a transaction of one tenant with its time limits, in one round trip. */
export async function beginTransaction(
  client: pg.ClientBase,
  tenantId: string,
  kind: TransactionKind,
): Promise<void> {
  assert(isUuid(tenantId), () => 'a tenant id is a UUID');
  await client.query(`${BEGIN[kind]}; SET LOCAL tawi.tenant = '${tenantId}'; ${LIMITS}`);
}

export async function commitTransaction(client: pg.ClientBase): Promise<void> {
  await client.query('COMMIT');
}

export async function rollBackTransaction(client: pg.ClientBase): Promise<void> {
  await client.query('ROLLBACK');
}

/** Marks a place to which {@link rollBackToSavepoint} returns; a later mark hides an earlier one. */
export async function markSavepoint(client: pg.ClientBase): Promise<void> {
  await client.query('SAVEPOINT judged');
}

export async function releaseSavepoint(client: pg.ClientBase): Promise<void> {
  await client.query('RELEASE SAVEPOINT judged');
}

/** Undoes everything since the mark and forgets the mark; the transaction goes on. */
export async function rollBackToSavepoint(client: pg.ClientBase): Promise<void> {
  await client.query('ROLLBACK TO SAVEPOINT judged; RELEASE SAVEPOINT judged');
}

/** Throws when the database does not answer. */
export async function pingDatabase(pool: pg.Pool): Promise<void> {
  await pool.query('SELECT 1');
}

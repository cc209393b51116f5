import type { Tx } from '#db/postgres/database';
import { postgresErrorOf } from '#db/postgres/database';
import { loadRows } from '#db/postgres/replicated-rows.sql';
import { insertCentreAudit } from '#db/postgres/repositories/centre-users';
import type { VerdictData } from '#db/postgres/repositories/op-log.sql';
import { err, ok, type Result } from '#domain/result';
import type { RowWrite } from '#sync/protocol/projection';
import { keyColumn, type RowOf, type TableName } from '#sync/protocol/rows/replicated-tables';
import { type CentreService, nowOf } from '../centre-service.ts';
import { commitChanges } from '../commit/commit-changes.ts';

/** Somebody at the centre at work, or a script (`userId` null) such as the practice seed. */
export type AdminContext = {
  readonly service: CentreService;
  readonly tenantId: string;
  readonly userId: string | null;
};

/** Why the centre's own work is refused. */
export type AdminError =
  | { readonly code: 'admin/not-found'; readonly what: string }
  /** A number, code or login that must be unique is in use; `field` names the constraint. */
  | { readonly code: 'admin/taken'; readonly field: string }
  | { readonly code: 'admin/invalid'; readonly field: string }
  | { readonly code: 'admin/not-allowed'; readonly reason: string }
  | { readonly code: 'fund/not-enough'; readonly freeMinor: number };

export type AdminResult<T> = Promise<Result<T, AdminError>>;

/** What one piece of work did: for the caller, and for the audit trail of the centre. */
export type AdminOutcome<T> = {
  readonly value: T;
  readonly object: string;
  readonly data?: VerdictData;
};

/**
 * Runs a piece of the centre's work in one transaction with its audit row. A unique constraint that breaks comes back
 * as `admin/taken`; nothing is stored then.
 */
export async function adminWork<T>(
  admin: AdminContext,
  action: string,
  work: (tx: Tx) => Promise<Result<AdminOutcome<T>, AdminError>>,
): AdminResult<T> {
  const { service, tenantId, userId } = admin;
  try {
    return await service.database.transaction(tenantId, async (tx) => {
      const done = await work(tx);
      if (!done.ok) return done;
      const { object, data = {}, value } = done.value;
      await insertCentreAudit(tx, { at: nowOf(service), userId, action, object, data });
      return ok(value);
    });
  } catch (error) {
    const failure = postgresErrorOf(error);
    if (failure?.code === '23505') return err({ code: 'admin/taken', field: failure.constraint ?? '' });
    if (failure?.code === '23503') return err({ code: 'admin/not-found', what: failure.constraint ?? '' });
    throw error;
  }
}

/** Stores rows the centre writes; offices find them at their next pull. */
export async function writeRows(tx: Tx, writes: readonly RowWrite[]): Promise<void> {
  await commitChanges(tx, writes, { deviceNo: null });
}

/** A row by key, locked, or `admin/not-found`. */
export async function findRow<T extends TableName>(
  tx: Tx,
  table: T,
  key: string,
): Promise<Result<RowOf<T>, AdminError>> {
  const [found] = await loadRows(tx, table, keyColumn(table), [key], { lock: true });
  return found === undefined ? err({ code: 'admin/not-found', what: table }) : ok(found.row);
}

/** All rows of a table whose column has this value. */
export async function listRows<T extends TableName>(
  tx: Tx,
  table: T,
  column: string,
  value: string | number,
): Promise<readonly RowOf<T>[]> {
  return (await loadRows(tx, table, column, [value], { lock: false })).map((stored) => stored.row);
}

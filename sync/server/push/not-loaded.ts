import type { Tx } from '#db/postgres/database';
import type { RowRef } from '#sync/protocol/projection';

/** Rows that somebody needs; with `lock` they must not change until the transaction ends. */
export type RowNeed = { readonly refs: readonly RowRef[]; readonly lock: boolean };

/**
 * Thrown by a reader that is asked for something not fetched yet. Rules and projections are plain functions over what
 * is there; the caller collects what a whole batch lacks, fetches it as sets, and judges again.
 */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
  readonly rows: readonly RowNeed[];
  readonly fact: ((tx: Tx) => Promise<void>) | undefined;
  constructor(what: string, missing: { rows?: readonly RowNeed[]; fact?: (tx: Tx) => Promise<void> }) {
    super(`not loaded: ${what}`);
    this.rows = missing.rows ?? [];
    this.fact = missing.fact;
  }
}

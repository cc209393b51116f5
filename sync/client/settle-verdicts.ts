import type { LoggedOperation, RowKey, SettledState } from '#ports/operation-log';
import type { ShadowImage, SyncTx } from '#ports/sync-store';
import { type TableName, tableOrder } from '../protocol/rows/replicated-tables.ts';
import type { VerdictBody, VerdictName } from '../protocol/wire.ts';

/** What a reply settled. */
export type Settled = {
  /** Sequences whose state moved now; a repeated reply moves none. */
  readonly operations: readonly number[];
  readonly accepted: number;
  readonly refused: number;
  readonly exceptions: number;
  readonly held: number;
  /** Tables whose rows may look different. */
  readonly tables: readonly TableName[];
};
type Judged = { readonly verdict: VerdictBody; readonly operation: LoggedOperation | undefined };

/**
 * Takes the centre's verdicts into the log and puts rows right, inside the caller's transaction. A refused operation's
 * rows go back to their confirmed images; an accepted one's stay as they are until its image is pulled. An image that a
 * pull brought meanwhile may be from before the operation, so it is kept until the next pull has ended. A fact that
 * became a case stays: the goods have left the shelf. Rows on which another operation still waits are left alone.
 */
export function settleVerdicts(tx: SyncTx, judged: readonly Judged[], at: string): Settled {
  const moved: { readonly seq: number; readonly state: SettledState; readonly rows: readonly RowKey[] }[] =
    [];
  for (const { verdict, operation } of judged) {
    if (operation === undefined) continue;
    const state = stateAfter(verdict);
    const { code, data, caseId } = verdict;
    if (!tx.log.settle(operation.opNo, { state, code, data, caseId, at })) continue;
    moved.push({ seq: operation.seq, state, rows: tx.log.rowsOf(operation.opNo) });
  }
  const count = (state: SettledState): number => moved.filter((entry) => entry.state === state).length;
  return {
    operations: moved.map((entry) => entry.seq),
    accepted: count('accepted') + count('merged'),
    refused: count('rejected'),
    exceptions: count('exception'),
    held: count('held'),
    tables: putRowsRight(tx, moved),
  };
}

/** Operations on one row that could still be unconfirmed; more between two pulls do not happen. */
const HISTORY_LIMIT = 100;

const STATES: Readonly<Record<string, SettledState>> = {
  ACCEPTED: 'accepted',
  MERGED: 'merged',
  HELD: 'held',
  REJECTED: 'rejected',
  EXCEPTION: 'exception',
} satisfies Record<Exclude<VerdictName, 'DUPLICATE'>, SettledState>;

/** A duplicate is an operation whose first reply was lost: what counts is the verdict it got then (`data.first`). */
function stateAfter({ verdict, data, code, caseId }: VerdictBody): SettledState {
  const known = STATES[verdict === 'DUPLICATE' ? String(data['first']) : verdict];
  if (known !== undefined) return known;
  if (caseId !== null) return 'exception';
  return code === null ? 'accepted' : 'rejected';
}

type MovedRow = RowKey & { readonly isRefused: boolean };

function putRowsRight(
  tx: SyncTx,
  moved: readonly { readonly state: SettledState; readonly rows: readonly RowKey[] }[],
): readonly TableName[] {
  const rows = new Map<string, MovedRow>();
  for (const { state, rows: keys } of moved) {
    if (state === 'held') continue;
    for (const { table, key } of keys) {
      const name = `${table}/${key}`;
      const isRefused = state === 'rejected' || rows.get(name)?.isRefused === true;
      rows.set(name, { table, key, isRefused });
    }
  }
  const tables = new Set<TableName>();
  for (const row of inTableOrder([...rows.values()])) {
    if (tx.log.hasPending(row)) continue;
    const shadow = tx.shadow.get(row.table, row.key);
    if (shadow === undefined) continue;
    const isNewer = shadow.seq > tx.rows.seqOf(row.table, row.key);
    if (isNewer && !row.isRefused) continue;
    tx.shadow.drop(row.table, row.key);
    if (row.isRefused && (isNewer || isConfirmed(tx, row, shadow))) {
      if (shadow.row === null) tx.rows.remove(row.table, row.key);
      else tx.rows.upsert(row.table, shadow.row, shadow.seq);
      tables.add(row.table);
    }
  }
  return [...tables];
}

/**
 * Is this image the centre's last word on the row? Not when the row was made here by an operation already accepted:
 * its image is on its way, and neither "no such row" nor an image of sequence 0 ever came from the centre.
 */
function isConfirmed(tx: SyncTx, row: RowKey, shadow: ShadowImage): boolean {
  if (shadow.seq > 0) return true;
  if (shadow.row !== null) return false;
  const history = tx.log.historyOf(row, HISTORY_LIMIT);
  return !history.some(({ state }) => state === 'accepted' || state === 'merged' || state === 'exception');
}

function inTableOrder(rows: readonly MovedRow[]): readonly MovedRow[] {
  return rows.toSorted((left, right) => tableOrder.indexOf(left.table) - tableOrder.indexOf(right.table));
}

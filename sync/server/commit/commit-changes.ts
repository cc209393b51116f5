import { isDeepStrictEqual } from 'node:util';
import { appendChanges, lockScopeHeads, moveScopeHeads } from '#db/postgres/change-log.sql';
import type { Tx } from '#db/postgres/database';
import {
  insertRows,
  loadRows,
  type RowToStore,
  type StoredRow,
  updateRows,
} from '#db/postgres/replicated-rows.sql';
import { assert } from '#domain/invariant';
import type { RowWrite } from '#sync/protocol/projection';
import { keyColumn, type TableName, tableOrder } from '#sync/protocol/rows/replicated-tables';
import { scopeOfRow } from './scope-of-row.ts';

/** What stood in the database before, for a table and key; undefined when there was no row. */
export type RowBefore = (table: TableName, key: string) => StoredRow | undefined;

/** A row that was changed, as it stands now. */
export type CommittedRow = RowToStore & { readonly key: string };

/** A row that an office may hold and the centre does not keep: it is told to let it go. */
export type WithdrawnRow = { readonly table: TableName; readonly key: string; readonly scope: string };

type Change = {
  readonly write: RowWrite;
  readonly key: string;
  readonly scope: string;
  readonly before: StoredRow | undefined;
};

/**
 * The only writer of replicated tables, for offices' operations and for the centre's own work alike: stores whole
 * rows, gives them the next sequences of their scopes and appends their images to the change log, all in the caller's
 * transaction. The counters are locked here, late and in sorted order, and stay locked until the commit is visible:
 * within a scope the order of sequences is the order of visibility, so a pull that has seen 7 has seen all before it.
 * Later writes of one row replace earlier ones; a row that would not change is left alone.
 */
export async function commitChanges(
  tx: Tx,
  writes: readonly RowWrite[],
  options: {
    readonly deviceNo: number | null;
    readonly before?: RowBefore;
    readonly withdrawn?: readonly WithdrawnRow[];
  },
): Promise<readonly CommittedRow[]> {
  const last = lastWrites(writes);
  const before = options.before ?? (await loadBefore(tx, last));
  const changes = last
    .map(({ write, key }) => ({ write, key, scope: scopeOfRow(write), before: before(write.table, key) }))
    .filter((change) => !isDeepStrictEqual(change.before?.row, change.write.row));
  const { deviceNo, withdrawn = [] } = options;
  if (changes.length + withdrawn.length === 0) return [];
  const heads = await lockScopeHeads(tx, touchedScopes(changes, withdrawn));
  const sequenced = giveSequences(changes, withdrawn, heads);
  await storeRows(tx, sequenced.rows);
  await appendChanges(tx, sequenced.log, deviceNo);
  await moveScopeHeads(tx, sequenced.heads);
  return sequenced.rows.map(({ stored }) => stored);
}

/** One write per row, the last one, in the order in which readers want the tables. */
function lastWrites(
  writes: readonly RowWrite[],
): readonly { readonly write: RowWrite; readonly key: string }[] {
  const byRow = new Map<string, { readonly write: RowWrite; readonly key: string }>();
  for (const write of writes) {
    const key = keyOf(write);
    byRow.set(`${write.table}/${key}`, { write, key });
  }
  const place = new Map(tableOrder.map((table, index) => [table, index]));
  return [...byRow.values()].sort(
    (left, right) =>
      (place.get(left.write.table) ?? 0) - (place.get(right.write.table) ?? 0) ||
      (left.key < right.key ? -1 : 1),
  );
}

/** Primary key of a whole row. */
export function keyOf(write: RowWrite): string {
  const members: Readonly<Record<string, unknown>> = { ...write.row };
  const key = members[keyColumn(write.table)];
  assert(typeof key === 'string', () => `a row of ${write.table} has no key`);
  return key;
}

async function loadBefore(
  tx: Tx,
  writes: readonly { readonly write: RowWrite; readonly key: string }[],
): Promise<RowBefore> {
  const found = new Map<string, StoredRow>();
  for (const table of tableOrder) {
    const keys = writes.filter((entry) => entry.write.table === table).map((entry) => entry.key);
    if (keys.length === 0) continue;
    const column = keyColumn(table);
    for (const stored of await loadRows(tx, table, column, keys, { lock: true })) {
      const members: Readonly<Record<string, unknown>> = { ...stored.row };
      found.set(`${table}/${members[column]}`, stored);
    }
  }
  return (table, key) => found.get(`${table}/${key}`);
}

function touchedScopes(changes: readonly Change[], withdrawn: readonly WithdrawnRow[]): readonly string[] {
  const scopes = new Set(withdrawn.map(({ scope }) => scope));
  for (const { scope, before } of changes) {
    scopes.add(scope);
    if (before !== undefined) scopes.add(before.scope);
  }
  return [...scopes].sort();
}

type LogEntry = Parameters<typeof appendChanges>[1][number];
type SequencedRow = { readonly stored: CommittedRow; readonly isNew: boolean };

/** A row that moved to another scope leaves a `gone` in the one it left. */
function giveSequences(
  changes: readonly Change[],
  withdrawn: readonly WithdrawnRow[],
  start: ReadonlyMap<string, number>,
): {
  readonly rows: readonly SequencedRow[];
  readonly log: readonly LogEntry[];
  readonly heads: ReadonlyMap<string, number>;
} {
  const heads = new Map(start);
  const next = (scope: string): number => {
    const seq = (heads.get(scope) ?? 0) + 1;
    heads.set(scope, seq);
    return seq;
  };
  const rows: SequencedRow[] = [];
  const log: LogEntry[] = [];
  for (const { write, key, scope, before } of changes) {
    const { table, row } = write;
    if (before !== undefined && before.scope !== scope) {
      log.push({ scope: before.scope, seq: next(before.scope), table, key, row: null, isNew: false });
    }
    const seq = next(scope);
    log.push({ scope, seq, table, key, row, isNew: before === undefined });
    rows.push({ stored: { ...write, key, scope, seq }, isNew: before === undefined });
  }
  for (const { table, key, scope } of withdrawn) {
    log.push({ scope, seq: next(scope), table, key, row: null, isNew: false });
  }
  return { rows, log, heads };
}

async function storeRows(tx: Tx, rows: readonly SequencedRow[]): Promise<void> {
  for (const table of tableOrder) {
    const ofTable = rows.filter(({ stored }) => stored.table === table);
    const fresh = ofTable.filter(({ isNew }) => isNew).map(({ stored }) => stored);
    const known = ofTable.filter(({ isNew }) => !isNew).map(({ stored }) => stored);
    if (fresh.length > 0) await insertRows(tx, table, fresh);
    if (known.length > 0) await updateRows(tx, table, known);
  }
}

import { err, ok, type Result } from '#domain/result';
import type { Clock } from '#ports/clock';
import type { LogStanding, RowKey } from '#ports/operation-log';
import type { ShadowImage, SyncStore, SyncTx } from '#ports/sync-store';
import { paths } from '../protocol/paths.ts';
import {
  type RowOf,
  replicatedTables,
  type TableName,
  tableOrder,
} from '../protocol/rows/replicated-tables.ts';
import { syncSettings } from '../protocol/sync-settings.ts';
import { type ChangeBody, PullReply, type PullReplyBody } from '../protocol/wire.ts';
import type { DeviceRequest } from './device-request.ts';
import { purgeScope } from './purge-scope.ts';
import type { SyncFailure } from './sync-failure.ts';

/** Larger pages would hold the writer for longer than a scan may wait. */
const MAX_PAGE = 1_000;
/** A thin line that keeps breaking gets smaller pages, down to this. */
const MIN_PAGE = 50;

export type PullOptions = {
  readonly request: DeviceRequest;
  readonly store: SyncStore;
  readonly clock: Clock;
};
export type PullStep = {
  readonly more: boolean;
  readonly fetched: number;
  readonly tables: readonly TableName[];
};
export type Puller = { readonly step: () => Promise<Result<PullStep, SyncFailure>> };

type Image<T extends TableName> = { readonly row: RowOf<T> | null };
type ReadChange = {
  readonly [T in TableName]: ChangeBody & { readonly table: T; readonly image: Image<T> };
}[TableName];

/**
 * Fetches state, one page per step. A page's rows and its cursors commit in one transaction, so a crash can neither
 * lose nor repeat a change. An image that may be older than what was done here goes to the row's shadow; the row keeps
 * showing what the officer did until a pull begun after the verdicts has ended. A page that is not what it says (a row
 * against its schema, a cursor going back) changes nothing.
 */
export function createPuller(options: PullOptions): Puller {
  let limit = MAX_PAGE;
  return {
    step: async () => {
      const { asked, standing } = options.store.read((tx) => ({
        asked: tx.cursors.all(),
        standing: tx.log.standing(),
      }));
      const reply = await options.request({
        method: 'POST',
        path: paths.pull,
        body: { kind: 'json', value: { cursors: asked, limit } },
        reply: { kind: 'json', schema: PullReply },
      });
      if (!reply.ok) {
        const isLine = reply.error.code === 'sync/no-line' || reply.error.code === 'sync/timeout';
        if (isLine) limit = Math.max(MIN_PAGE, Math.floor(limit / 2));
        return reply;
      }
      limit = Math.min(MAX_PAGE, limit * 2);
      const changes = readPage(reply.value, asked);
      if (!changes.ok) return changes;
      const page = { reply: reply.value, changes: changes.value, asked, standing };
      return ok(options.store.write((tx) => applyPage(tx, options.clock, page)));
    },
  };
}

type Cursors = Readonly<Record<string, number>>;

function readPage(reply: PullReplyBody, asked: Cursors): Result<readonly ReadChange[], SyncFailure> {
  for (const [scope, seq] of Object.entries(asked)) {
    const after = reply.cursors[scope];
    if (after === undefined ? !reply.lost.includes(scope) : after < seq) return rubbish('cursor');
  }
  const isStill = Object.entries(reply.cursors).every(([scope, seq]) => seq === (asked[scope] ?? 0));
  if (reply.more && isStill && reply.lost.length === 0) return rubbish('endless');
  const changes: ReadChange[] = [];
  for (const change of reply.changes) {
    const isInside =
      change.seq > (asked[change.scope] ?? 0) && change.seq <= (reply.cursors[change.scope] ?? 0);
    if (!isInside) return rubbish('sequence');
    const read = readChange(change);
    if (read === undefined) return rubbish(`row-of-${change.table}`);
    changes.push(read);
  }
  // Sorting is stable: within a table the order of sequences stays, so the last image of a row wins.
  return ok(
    changes.toSorted((left, right) => tableOrder.indexOf(left.table) - tableOrder.indexOf(right.table)),
  );
}

/** The row by its table's schema, which also drops columns that a newer centre may have added. */
function readChange(change: ChangeBody): ReadChange | undefined {
  if (change.row === null) return { ...change, image: { row: null } } as ReadChange;
  const row = replicatedTables[change.table].safeParse(change.row);
  return row.success ? ({ ...change, image: { row: row.data } } as ReadChange) : undefined;
}

type Page = {
  readonly reply: PullReplyBody;
  readonly changes: readonly ReadChange[];
  readonly asked: Cursors;
  /** The log when the page was asked for. */
  readonly standing: LogStanding;
};

function applyPage(tx: SyncTx, clock: Clock, { reply, changes, asked, standing }: Page): PullStep {
  // Another process on the same file (the CLI beside the app) was quicker: its page counts, ours is asked again.
  const isOvertaken = Object.keys(reply.cursors).some(
    (scope) => tx.cursors.get(scope) !== (asked[scope] ?? 0),
  );
  if (isOvertaken) return { more: true, fetched: 0, tables: [] };
  const tables = new Set<TableName>();
  for (const change of changes) {
    applyChange(tx, change, standing);
    tables.add(change.table);
  }
  if (!reply.more) for (const table of takeSettledImages(tx, standing)) tables.add(table);
  for (const [scope, seq] of Object.entries(reply.cursors)) tx.cursors.advance(scope, seq);
  for (const scope of reply.lost) {
    if (!hasWaiting(tx, scope)) for (const table of purgeScope(tx, scope)) tables.add(table);
  }
  if (!reply.more) {
    tx.office.settings.set(syncSettings.fetchedAt, new Date(clock.correctedMs()).toISOString());
  }
  return { more: reply.more, fetched: changes.length, tables: [...tables] };
}

function applyChange(tx: SyncTx, { table, key, seq, image }: ReadChange, standing: LogStanding): void {
  if (mayBeOlder(tx, { table, key }, standing)) tx.shadow.put(table, key, { seq, row: image.row });
  else {
    tx.shadow.drop(table, key);
    setRow(tx, { table, key }, { seq, row: image.row });
  }
}

/**
 * Could an image of this page be older than what an operation of this PC did to the row? Yes while one waits, and also
 * when one got its verdict after the page was asked for: its own image comes with a later page.
 */
function mayBeOlder(tx: SyncTx, row: RowKey, { lastOpNo, unsettled }: LogStanding): boolean {
  const touching = tx.log.touching(row);
  if (touching.length === 0) return false;
  return touching.some((opNo) => opNo > lastOpNo || unsettled.has(opNo)) || tx.log.hasPending(row);
}

/** After the last page: images kept back for rows whose operations were all settled before it was asked for. */
function takeSettledImages(tx: SyncTx, standing: LogStanding): readonly TableName[] {
  return tx.shadow.settledRows().flatMap((row) => {
    const image = tx.shadow.get(row.table, row.key);
    if (image === undefined || mayBeOlder(tx, row, standing)) return [];
    tx.shadow.drop(row.table, row.key);
    if (image.seq <= tx.rows.seqOf(row.table, row.key)) return [];
    setRow(tx, row, image);
    return [row.table];
  });
}

function setRow<T extends TableName>(
  tx: SyncTx,
  { table, key }: { readonly table: T; readonly key: string },
  { seq, row }: ShadowImage<T>,
): void {
  if (row === null) tx.rows.remove(table, key);
  else tx.rows.upsert(table, row, seq);
}

/** Work of a lost scope is unloaded first; until then its rows stay and the centre goes on naming the scope. */
function hasWaiting(tx: SyncTx, scope: string): boolean {
  const { items } = tx.log.items({ mark: 'waiting', limit: 10_000 });
  return items.some((operation) => operation.scope === scope);
}

function rubbish(reason: string): Result<never, SyncFailure> {
  return err({ code: 'sync/rubbish', reason });
}

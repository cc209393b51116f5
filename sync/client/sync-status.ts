import type { OutputOf } from '#contract/contract';
import type { SyncStore } from '#ports/sync-store';
import type { Lane, LaneName, LaneStatus } from './lane.ts';

export type SyncStatus = OutputOf<'sync.status'>;
export type Line = SyncStatus['line'];

/** The answer of `sync.status`: counts from the database, the rest from the lanes. */
export function syncStatus(
  store: SyncStore,
  lanes: Readonly<Record<LaneName, Pick<Lane<unknown>, 'status'>>>,
  line: Line,
  centreUrl: string,
): SyncStatus {
  const { counts, onlyHere, documents } = store.read((tx) => ({
    counts: tx.log.counts(),
    onlyHere: tx.log.onlyHere(),
    documents: tx.office.blobs.unsentCount(),
  }));
  const statuses: Readonly<Record<LaneName, LaneStatus>> = {
    send: lanes.send.status(),
    fetch: lanes.fetch.status(),
    documents: lanes.documents.status(),
  };
  const waiting: Readonly<Record<LaneName, number>> = { send: counts.waiting, fetch: 0, documents };
  const all = Object.values(statuses);
  const names: readonly LaneName[] = ['send', 'fetch', 'documents'];
  return {
    line,
    working: all.some((status) => status.running),
    waiting: counts.waiting,
    oldestWaitingAt: counts.oldestWaitingAt,
    sending: statuses.send.running && counts.byState.sent > 0 ? counts.byState.sent : null,
    refused: counts.byState.rejected,
    lastSuccessAt: latest([statuses.send.lastSuccessAt, statuses.fetch.lastSuccessAt]),
    lastErrorCode: all.find((status) => status.lastErrorCode !== null)?.lastErrorCode ?? null,
    nextTryAt: earliest(all.map((status) => status.nextTryAt)),
    lanes: names.map((lane) => ({
      lane,
      lastSuccessAt: statuses[lane].lastSuccessAt,
      lastErrorCode: statuses[lane].lastErrorCode,
      waiting: waiting[lane],
    })),
    onlyHere: { redemptions: onlyHere.redemptions, amountMinor: onlyHere.amountMinor },
    centreUrl,
  };
}

/** Instants have one length and one zone, so they compare as text. */
function latest(instants: readonly (string | null)[]): string | null {
  return instants.reduce(
    (best, next) => (next !== null && (best === null || next > best) ? next : best),
    null,
  );
}

function earliest(instants: readonly (string | null)[]): string | null {
  return instants.reduce(
    (best, next) => (next !== null && (best === null || next < best) ? next : best),
    null,
  );
}

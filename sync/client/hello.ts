import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import type { Clock } from '#ports/clock';
import type { SyncStore, SyncTx } from '#ports/sync-store';
import { paths } from '../protocol/paths.ts';
import { type RestoredCopy, syncSettings } from '../protocol/sync-settings.ts';
import { HelloReply, type HelloReplyBody, PROTOCOL_VERSION } from '../protocol/wire.ts';
import type { DeviceRequest } from './device-request.ts';
import type { SyncFailure } from './sync-failure.ts';

export type HelloOptions = {
  readonly request: DeviceRequest;
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly incarnation: number;
  readonly appVersion: string;
  /** The centre's time and how long the question took, for the clock to correct itself. */
  readonly onServerTime: (serverMs: number, roundTripMs: number) => void;
};

/** What the greeting found out; `epochChanged`: the centre was restored and has forgotten some of our work. */
export type Greeting = {
  readonly reply: HelloReplyBody;
  readonly epochChanged: boolean;
  readonly requeued: number;
};

/**
 * Greets the centre before anything is sent. Finds out two restorations (sync design 3.14): a centre that went back in
 * time (another epoch: we queue again what it lost and fetch everything anew), and a database of ours that did
 * (`sync/restored-copy`: the centre knows operations that we do not; spending stops until somebody settles it).
 */
export async function greetCentre(options: HelloOptions): Promise<Result<Greeting, SyncFailure>> {
  const { store, clock, incarnation } = options;
  const ours = store.read((tx) => tx.log.chainHead(incarnation));
  assert(ours !== undefined, () => `no chain for incarnation ${incarnation}`);
  const startedMs = clock.nowMs();
  const reply = await options.request({
    method: 'POST',
    path: paths.hello,
    body: {
      kind: 'json',
      value: {
        protocol: PROTOCOL_VERSION,
        incarnation,
        seq: ours.nextSeq - 1,
        head: ours.head,
        appVersion: options.appVersion,
      },
    },
    reply: { kind: 'json', schema: HelloReply },
    maxReplyBytes: 200_000,
  });
  if (!reply.ok) return reply;
  options.onServerTime(Date.parse(reply.value.serverTime), Math.max(0, clock.nowMs() - startedMs));
  return store.write((tx) => take(tx, options, reply.value));
}

function take(tx: SyncTx, options: HelloOptions, reply: HelloReplyBody): Result<Greeting, SyncFailure> {
  const { settings } = tx.office;
  const ourSeq = (tx.log.chainHead(options.incarnation)?.nextSeq ?? 1) - 1;
  if (isAhead(tx, options.incarnation, reply, ourSeq)) {
    const restored: RestoredCopy = {
      seenAt: new Date(options.clock.correctedMs()).toISOString(),
      centreSeq: reply.lastSeq,
      ourSeq,
    };
    if (settings.get(syncSettings.restoredCopy) === undefined)
      settings.set(syncSettings.restoredCopy, restored);
    return err({ code: 'sync/restored-copy', reason: `centre ${reply.lastSeq}, here ${ourSeq}` });
  }
  if (settings.get(syncSettings.restoredCopy) !== undefined) settings.remove(syncSettings.restoredCopy);
  const knownEpoch = settings.get(syncSettings.serverEpoch);
  if (knownEpoch === reply.serverEpoch) return ok({ reply, epochChanged: false, requeued: 0 });
  settings.set(syncSettings.serverEpoch, reply.serverEpoch);
  if (knownEpoch === undefined) return ok({ reply, epochChanged: false, requeued: 0 });
  for (const scope of Object.keys(tx.cursors.all())) tx.cursors.remove(scope);
  // It may have lost rows of the audit trail too; those it still has are only confirmed.
  settings.remove(syncSettings.auditReceipt);
  const requeued = tx.log.requeueAfter(options.incarnation, reply.lastSeq);
  return ok({ reply, epochChanged: true, requeued });
}

/** The centre's last operation of ours must be in our log with the same hash, and be none that we have yet to make. */
function isAhead(tx: SyncTx, incarnation: number, reply: HelloReplyBody, ourSeq: number): boolean {
  if (reply.lastSeq === 0) return false;
  if (reply.lastSeq > ourSeq) return true;
  return tx.log.findBySeq(incarnation, reply.lastSeq)?.hash !== reply.lastHead;
}

import type { OutputOf } from '#contract/contract';
import type { EventOf, Topic } from '#contract/events';
import { bytesToHex } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { ok, type Result } from '#domain/result';
import type { Signer, Verify } from '#domain/signing/ed25519';
import type { Sha256 } from '#domain/signing/sha256';
import type { Clock } from '#ports/clock';
import type { Log } from '#ports/log';
import type { SyncStore } from '#ports/sync-store';
import { genesisHash } from '../protocol/op-chain.ts';
import type { TableName } from '../protocol/rows/replicated-tables.ts';
import { syncSettings } from '../protocol/sync-settings.ts';
import { pushAudit } from './audit-push.ts';
import { type BlobFiles, type BlobLane, createBlobLane } from './blobs.ts';
import { changedFeatures } from './changed-features.ts';
import type { DeviceRequest } from './device-request.ts';
import { type Greeting, greetCentre } from './hello.ts';
import { createLane, type Lane } from './lane.ts';
import {
  type DocumentsRun,
  documentsRun,
  type FetchRun,
  fetchRun,
  type SendRun,
  sendRun,
} from './lane-work.ts';
import { createPuller } from './pull.ts';
import { createPusher } from './push.ts';
import { lineAfter, type SyncFailure } from './sync-failure.ts';
import { type Line, type SyncStatus, syncStatus } from './sync-status.ts';
import type { Timers } from './timers.ts';

/** However a lane ended, it is looked at again after this long: no state waits for the next local write. */
const SUPERVISOR_MS = 60_000;
/** A greeting costs a round trip; within this time the last one still holds, unless something failed. */
const GREETING_MS = 30_000;

export type SyncLoopOptions = {
  readonly store: SyncStore;
  readonly request: DeviceRequest;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Number from 0 up to 1, for the retries. */
  readonly random: () => number;
  readonly log: Log;
  readonly device: {
    readonly deviceId: string;
    readonly deviceNo: number;
    readonly incarnation: number;
    readonly certificate: string;
    readonly signer: Signer;
  };
  readonly centreUrl: string;
  /** Ed25519, 32 bytes. */
  readonly centrePublicKey: Uint8Array;
  readonly verify: Verify;
  readonly sha256?: Sha256;
  readonly files: BlobFiles;
  readonly appVersion: string;
  readonly onServerTime: (serverMs: number, roundTripMs: number) => void;
  readonly onEvent: <T extends Topic>(topic: T, event: EventOf<T>) => void;
};
export type SyncReport = OutputOf<'sync.now'>;
export type SyncLoop = {
  /** Begins all lanes and the supervisor. */
  readonly start: () => void;
  /** Something was saved here: send it soon. */
  readonly nudge: () => void;
  /** One whole round at once, whatever the retries are waiting for. */
  readonly syncNow: () => Promise<SyncReport>;
  readonly status: () => SyncStatus;
  /** A document that this PC does not hold, encrypted as it is stored. */
  readonly fetchDocument: (sha256: string) => Promise<Result<Uint8Array, SyncFailure>>;
  /** No new work begins; resolves when the running steps have ended and their transactions are done. */
  readonly stop: () => Promise<void>;
};

/** The office's side of the sync: three lanes with their own retries over one database. */
export function createSyncLoop(options: SyncLoopOptions): SyncLoop {
  const line = createLine(options.request);
  const blobs = createBlobLane({ ...options, request: line.request });
  const greet = createGreeter({ ...options, request: line.request });
  const round = { isRunning: false };
  const lanes = createLanes({ ...options, request: line.request }, { blobs, greet, line, round });
  let cancelSupervisor: () => void = () => {};
  const supervise = (): void => {
    for (const lane of Object.values(lanes)) lane.rearm();
    cancelSupervisor = options.timers.after(SUPERVISOR_MS, supervise);
  };
  return {
    start: supervise,
    nudge: () => lanes.send.kick(),
    syncNow: async () => {
      greet.forget();
      round.isRunning = true;
      try {
        return await syncNow(options, lanes);
      } finally {
        round.isRunning = false;
      }
    },
    status: () => syncStatus(options.store, lanes, line.now(), options.centreUrl),
    fetchDocument: blobs.fetch,
    stop: async () => {
      cancelSupervisor();
      await Promise.all(Object.values(lanes).map((lane) => lane.stop()));
    },
  };
}

type Lanes = {
  readonly send: Lane<SendRun>;
  readonly fetch: Lane<FetchRun>;
  readonly documents: Lane<DocumentsRun>;
};

type Greeter = ReturnType<typeof createGreeter>;
type LoopParts = {
  readonly blobs: BlobLane;
  readonly greet: Greeter;
  readonly line: ReturnType<typeof createLine>;
  /** True while `syncNow` takes the lanes one after the other. */
  readonly round: { readonly isRunning: boolean };
};

function createLanes(options: SyncLoopOptions, { blobs, greet, line, round }: LoopParts): Lanes {
  const { store, device } = options;
  const genesis = bytesToHex(genesisHash(utf8Encode(device.certificate), device.incarnation));
  const pusher = createPusher({ ...options, genesisHash: genesis });
  const puller = createPuller(options);
  const auditOptions = { ...options, deviceId: device.deviceId };
  const onRows = (tables: readonly TableName[]): void => {
    if (tables.length > 0) options.onEvent('data.changed', { features: changedFeatures(tables) });
  };
  const onChange = (): void => {
    const waiting = store.read((tx) => tx.log.counts().waiting);
    options.onEvent('sync.status', { waiting, line: line.now() });
  };
  const shared = { ...options, onChange, lastSuccessAt: null };
  const fetch: Lane<FetchRun> = createLane({
    ...shared,
    name: 'fetch',
    lastSuccessAt: lastFetch(store),
    work: (shouldStop) => fetchRun(puller, { onRows }, shouldStop),
  });
  const documents: Lane<DocumentsRun> = createLane({
    ...shared,
    name: 'documents',
    work: (shouldStop) => documentsRun(blobs, shouldStop),
  });
  const send: Lane<SendRun> = createLane({
    ...shared,
    name: 'send',
    work: async (shouldStop) => {
      const parts = { greet, pusher, pushAudit: () => pushAudit(auditOptions) };
      const outcome = await sendRun(parts, { onRows }, shouldStop);
      if (!outcome.ok) greet.forget();
      // The centre's images of what it just accepted, and the documents it now knows of; a whole round does both anyway.
      else if (outcome.value.sent > 0 && !round.isRunning) {
        fetch.kick();
        documents.kick();
      }
      return outcome;
    },
  });
  return { send, fetch, documents };
}

/** What the last request found out about the line, whichever lane made it. */
function createLine(request: DeviceRequest) {
  let line: Line = 'unknown';
  const observed: DeviceRequest = async (call) => {
    const outcome = await request(call);
    line = outcome.ok ? 'reachable' : lineAfter(outcome.error.code);
    return outcome;
  };
  return { request: observed, now: (): Line => line };
}

/** Greets when the last greeting is old or something failed since. */
function createGreeter(options: SyncLoopOptions) {
  let greetedMs: number | null = null;
  const greet = async (): Promise<Result<Greeting | null, SyncFailure>> => {
    const nowMs = options.clock.nowMs();
    if (greetedMs !== null && nowMs >= greetedMs && nowMs - greetedMs < GREETING_MS) return ok(null);
    const greeting = await greetCentre({ ...options, incarnation: options.device.incarnation });
    if (greeting.ok) greetedMs = nowMs;
    if (greeting.ok && greeting.value.epochChanged) {
      options.log.warn('sync.centre-restored', { requeued: greeting.value.requeued });
    }
    return greeting;
  };
  const forget = (): void => {
    greetedMs = null;
  };
  return Object.assign(greet, { forget });
}

function lastFetch(store: SyncStore): string | null {
  const at = store.read((tx) => tx.office.settings.get(syncSettings.fetchedAt));
  return typeof at === 'string' ? at : null;
}

/** Sends, fetches, sends documents, one after the other; without a line only the first is tried. */
async function syncNow(options: SyncLoopOptions, lanes: Lanes): Promise<SyncReport> {
  const startedMs = options.clock.nowMs();
  const send = await lanes.send.runNow();
  const isReached = send.ok || lineAfter(send.error.code) !== 'none';
  const fetch = isReached ? await lanes.fetch.runNow() : null;
  const documents = isReached ? await lanes.documents.runNow() : null;
  const failure = [send, fetch, documents].find((outcome) => outcome?.ok === false);
  return {
    reached: isReached,
    sent: send.ok ? send.value.sent : 0,
    fetched: fetch?.ok === true ? fetch.value.fetched : 0,
    refused: send.ok ? send.value.refused : 0,
    waiting: options.store.read((tx) => tx.log.counts().waiting),
    errorCode: failure?.ok === false ? failure.error.code : null,
    tookMs: Math.max(0, options.clock.nowMs() - startedMs),
  };
}

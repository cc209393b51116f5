import { randomBytes } from 'node:crypto';
import type { Replica } from '#db/sqlite/open';
import { createStore } from '#db/sqlite/store';
import { hexToBytes } from '#domain/codec/bytes';
import { ok, type Result } from '#domain/result';
import { createClock, type OfficeClock } from '#host/adapters/clock';
import { createBlobFiles, createDocumentVault } from '#host/adapters/document-vault';
import { createIds } from '#host/adapters/ids';
import { nodeSha256, nodeSigner, nodeVerify } from '#host/adapters/node-ed25519';
import type { FileTickets } from '#host/file-tickets';
import { createJobRunner } from '#host/job-runner';
import type { AnyJobKind } from '#host/jobs';
import type { Emit, OfficeContext } from '#host/office-context';
import type { OpenOffice } from '#host/open-office';
import type { Timers } from '#host/timers';
import type { Log } from '#ports/log';
import type { Store } from '#ports/store';
import type { SyncStore } from '#ports/sync-store';
import { createDeviceRequest } from '#sync/client/device-request';
import type { Http } from '#sync/client/http';
import { createRecorder, openDeviceChain } from '#sync/client/record-operation';
import { createSyncLoop, type SyncLoop } from '#sync/client/sync-loop';
import { loadClock, rememberClock } from './clock-memory.ts';
import type { DataFolder } from './data-folder.ts';
import { deviceCounter } from './device-counter.ts';
import { type Enrolment, identityOf } from './enrolment-file.ts';
import { openReplicaFile, type ReplicaRefusal } from './open-replica-file.ts';
import type { PcKeys } from './pc-keys.ts';
import { storeQueries } from './store-queries.ts';
import { isCleanStop, markRunning, markStopped } from './unclean-stop.ts';
import { watchRecorder } from './watched-recorder.ts';

/** Replies are kept this long for a request that comes again. */
const REPLIES_LIVE_MS = 30 * 86_400_000;

export type OpenOfficeOptions = {
  readonly folder: DataFolder;
  readonly enrolment: Enrolment;
  readonly keys: PcKeys;
  /** The database key; the caller keeps and wipes it. */
  readonly dek: Uint8Array;
  readonly create: boolean;
  /** True for the command line, which may work beside an open window. */
  readonly beside: boolean;
  readonly version: string;
  readonly migrations?: string | URL;
  readonly http: Http;
  readonly nowMs: () => number;
  readonly timers: Timers;
  readonly log: Log;
  readonly files: FileTickets;
  readonly jobKinds: readonly AnyJobKind[];
  readonly emit: Emit;
  readonly newRef: () => string;
};

export type OpenedOffice = Omit<OpenOffice, 'checkPin'> & {
  readonly store: Store & { readonly sync: SyncStore };
  readonly clock: OfficeClock;
  readonly sync: SyncLoop;
  readonly replica: Replica;
  /** Cuts requests under way: a stop must not wait for a dead line. What was cut is repeated at the next contact. */
  readonly hangUp: () => void;
  /** Parks jobs, lets the exchange finish its step, folds the log into the file and closes it. */
  readonly close: () => Promise<void>;
};

/**
 * Opens the office behind the database key: replica, chain, clock, ids, vault, jobs, exchange. The exchange is
 * made but not started; whoever opens does that last.
 */
export function openOffice(options: OpenOfficeOptions): Result<OpenedOffice, ReplicaRefusal> {
  const { folder, enrolment, log, nowMs } = options;
  const replica = openReplicaFile({
    file: folder.replica,
    key: options.dek,
    create: options.create,
    check: !options.beside && !isCleanStop(folder),
    appVersion: options.version,
    nowIso: () => new Date(nowMs()).toISOString(),
    log,
    ...(options.migrations === undefined ? {} : { migrations: options.migrations }),
  });
  if (!replica.ok) return replica;
  if (!options.beside) markRunning(folder);
  return ok(assemble(options, replica.value, identityOf(enrolment)));
}

function assemble(
  options: OpenOfficeOptions,
  replica: Replica,
  office: OfficeContext['office'],
): OpenedOffice {
  const { folder, enrolment, keys, log, nowMs, timers, emit } = options;
  const { deviceNo, incarnation, officeId } = office;
  const clock = createClock({ offsetMs: 0, vouchedMs: 0 }, 'UTC', nowMs);
  const recorder = watchRecorder(
    createRecorder({ deviceNo, incarnation, clock, office: { officeId }, sha256: nodeSha256 }),
  );
  const store = createStore({ handle: replica, deviceNo, recorder: recorder.factory, queries: storeQueries });
  prepareStore(store, enrolment);
  loadClock(store, clock);
  const device = nodeSigner(keys.seeds.signingSeed);
  const context: OfficeContext = {
    clock,
    log,
    office,
    device,
    verify: nodeVerify,
    ids: createIds({ deviceNo, incarnation, nowMs: clock.correctedMs, reserve: deviceCounter(store) }),
    files: options.files,
    documents: createDocumentVault({ folder: folder.blobs, officeKey: keys.officeKey }),
  };
  const line = new AbortController();
  const http: Http = (call) => options.http({ ...call, signal: AbortSignal.any([call.signal, line.signal]) });
  const sync = syncLoopOf({ ...options, http }, { store, clock, device });
  const nudge = (): void => {
    if (recorder.takeRecorded()) sync.nudge();
  };
  const emitJob: Emit = (topic, event) => {
    nudge();
    emit(topic, event);
  };
  const jobs = createJobRunner(
    { store, office: context, timers, emit: emitJob, newRef: options.newRef },
    options.jobKinds,
  );
  // Beside an open window the jobs under way are that window's.
  if (!options.beside) jobs.markInterrupted();
  store.write((tx) =>
    tx.office.idempotency.prune(new Date(clock.correctedMs() - REPLIES_LIVE_MS).toISOString()),
  );
  return {
    store,
    context,
    jobs,
    clock,
    sync,
    replica,
    onCommitted: nudge,
    hangUp: () => line.abort(),
    close: async () => {
      await jobs.stop();
      line.abort();
      await sync.stop();
      replica.client.pragma('wal_checkpoint(TRUNCATE)');
      replica.close();
      if (!options.beside) markStopped(folder);
    },
  };
}

/** What the enrolment brought: the chain's beginning and the numbers to give out. Repeated at each start without effect. */
function prepareStore(store: OpenedOffice['store'], { reply }: Enrolment): void {
  store.sync.write((tx) => {
    openDeviceChain(tx.log, reply);
    for (const { series, prefix, from, to } of reply.numberRanges)
      tx.office.numbers.grant({ series, prefix, firstNo: from, lastNo: to });
  });
}

type SyncParts = {
  readonly store: OpenedOffice['store'];
  readonly clock: OfficeClock;
  readonly device: ReturnType<typeof nodeSigner>;
};

function syncLoopOf(options: OpenOfficeOptions, { store, clock, device }: SyncParts): SyncLoop {
  const { enrolment, timers, log, http, folder } = options;
  const { deviceId, deviceNo, incarnation, certificate, centrePublicKey } = enrolment.reply;
  const { centreUrl } = enrolment;
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const request = createDeviceRequest({
    centreUrl,
    device: { deviceId, signer: device },
    http,
    timers,
    clock,
    random,
  });
  return createSyncLoop({
    store: store.sync,
    request,
    clock,
    timers,
    random: Math.random,
    log,
    device: { deviceId, deviceNo, incarnation, certificate, signer: device },
    centreUrl,
    centrePublicKey: hexToBytes(centrePublicKey),
    verify: nodeVerify,
    sha256: nodeSha256,
    files: createBlobFiles(folder.blobs),
    appVersion: options.version,
    onServerTime: (serverMs, roundTripMs) => rememberClock(store, clock.measure(serverMs, roundTripMs)),
    onEvent: options.emit,
  });
}

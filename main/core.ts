import type { OutputOf } from '#contract/contract';
import { err, ok, type Result } from '#domain/result';
import { createFileTickets } from '#host/adapters/file-tickets';
import { lockFileAt, thisProcess } from '#host/adapters/lock-file';
import { openFileLog } from '#host/adapters/log';
import { createClosing } from '#host/closing';
import type { CoreApi } from '#host/core-api';
import { createEventBus } from '#host/event-bus';
import type { OpenOffice } from '#host/open-office';
import { type AlreadyOpen, type InstanceLock, takeInstanceLock } from '#host/single-instance';
import { systemTimers, type Timers } from '#host/timers';
import type { Log } from '#ports/log';
import { createAxiosHttp } from '#sync/client/axios-http';
import type { Http } from '#sync/client/http';
import { type DataFolder, openDataFolder } from './core/data-folder.ts';
import { type DatabaseFacts, databaseFacts } from './core/database-facts.ts';
import { type Enrolment, readEnrolment } from './core/enrolment-file.ts';
import type { HeldOffice } from './core/held-office.ts';
import type { ReplicaRefusal } from './core/open-replica-file.ts';
import { type KeyStoreOptions, openPcKeys, type PcKeys, type PcKeysFailure } from './core/pc-keys.ts';
import { wireCore } from './core/wire-core.ts';

export type StartCoreOptions = {
  readonly dataDir: string;
  readonly keyStore?: KeyStoreOptions;
  readonly version: string;
  /** True in what is shipped: refuses practice deployments. */
  readonly release: boolean;
  readonly log?: Log;
  readonly nowMs?: () => number;
  readonly timers?: Timers;
  /** The network; the real one unless given. */
  readonly http?: Http;
  /** PEM of the centre's own certificate authority. */
  readonly certificateAuthority?: string;
  /** False: the centre is called only when asked (`sync.now`). */
  readonly autoSync?: boolean;
  /** True for the command line, which may work beside an open window. */
  readonly beside?: boolean;
  /** Where a bundle keeps its copy of the migrations. */
  readonly migrations?: string | URL;
  /** Makes the database under a key just made (enrolment) and opens it; the caller wipes its own copy. */
  readonly firstKey?: Uint8Array;
};

export type Core = CoreApi & {
  /** Undefined until somebody has signed in since the start. For the command line; windows use `invoke`. */
  readonly office: () => OpenOffice | undefined;
  readonly enrolment: Enrolment | undefined;
  /** Settings and schema of the open database, for `doctor`; undefined while the office is closed. */
  readonly database: () => DatabaseFacts | undefined;
  /** One round with the centre; undefined while the office is closed. */
  readonly syncNow: () => Promise<OutputOf<'sync.now'> | undefined>;
  /** Locks everybody; running jobs and the exchange go on. */
  readonly lockAll: () => void;
  /** Locks everybody, parks jobs and drops the database key (suspend, *Close office*). The next sign-in opens again. */
  readonly closeOffice: () => Promise<void>;
  /** Answers what is under way, parks jobs, closes the database, lets go of the folder. */
  readonly stop: () => Promise<void>;
};

export type StartCoreFailure =
  | AlreadyOpen
  | PcKeysFailure
  | ReplicaRefusal
  | { readonly code: 'setup/enrolment-unreadable' };

/**
 * Starts the core over a data folder. Order: log, single instance, keys; the database opens with the first sign-in
 * and the exchange with the centre starts last. A PC that was never enrolled starts too and says so.
 */
export async function startCore(options: StartCoreOptions): Promise<Result<Core, StartCoreFailure>> {
  const folder = openDataFolder(options.dataDir);
  const log = options.log ?? openFileLog({ folder: folder.logs });
  const lock =
    options.beside === true ? ok(undefined) : takeInstanceLock(lockFileAt(folder.lock), thisProcess());
  if (!lock.ok) return lock;
  const nowMs = options.nowMs ?? Date.now;
  const pc = await openPc(folder, options.keyStore ?? {}, nowMs);
  if (!pc.ok) {
    lock.value?.release();
    log.error('core.not-started', { code: pc.error.code });
    return pc;
  }
  log.info('core.started', {
    version: options.version,
    enrolled: pc.value !== undefined,
    beside: options.beside === true,
  });
  const { core, held } = assemble(options, { folder, log, nowMs, pc: pc.value, lock: lock.value });
  if (options.firstKey === undefined) return ok(core);
  const opened = await held.ensureOpen(options.firstKey, { create: true });
  if (opened.ok) return ok(core);
  await core.stop();
  return opened;
}

export type EnrolledPc = { readonly enrolment: Enrolment; readonly keys: PcKeys };

async function openPc(
  folder: DataFolder,
  keyStore: KeyStoreOptions,
  nowMs: () => number,
): Promise<Result<EnrolledPc | undefined, PcKeysFailure | { readonly code: 'setup/enrolment-unreadable' }>> {
  const enrolment = readEnrolment(folder.enrolment);
  if (!enrolment.ok) return err(enrolment.error);
  if (enrolment.value === undefined) return ok(undefined);
  const keys = await openPcKeys(folder, enrolment.value, keyStore, nowMs);
  return keys.ok ? ok({ enrolment: enrolment.value, keys: keys.value }) : keys;
}

type Ready = {
  readonly folder: DataFolder;
  readonly log: Log;
  readonly nowMs: () => number;
  readonly pc: EnrolledPc | undefined;
  readonly lock: InstanceLock | undefined;
};

function assemble(
  options: StartCoreOptions,
  { folder, log, nowMs, pc, lock }: Ready,
): { readonly core: Core; readonly held: HeldOffice } {
  const bus = createEventBus(log);
  const files = createFileTickets({
    folder: options.beside === true ? `${folder.spool}-${process.pid}` : folder.spool,
    nowMs,
  });
  const wired = wireCore({
    folder,
    log,
    nowMs,
    pc,
    bus,
    files,
    timers: options.timers ?? systemTimers,
    http: httpOf(options),
    version: options.version,
    release: options.release,
    autoSync: options.autoSync ?? true,
    beside: options.beside ?? false,
    ...(options.migrations === undefined ? {} : { migrations: options.migrations }),
  });
  const { dispatcher, sessions, held } = wired;
  const stop = createClosing(
    [
      { name: 'line', run: () => held.current()?.hangUp() },
      { name: 'calls', run: dispatcher.close },
      { name: 'sessions', run: sessions.lockAll },
      { name: 'office', run: held.close },
      { name: 'files', run: () => files.forget(null) },
      { name: 'folder', run: () => lock?.release() },
      { name: 'log', run: () => log.info('core.stopped') },
    ],
    log,
  );
  const core: Core = {
    invoke: dispatcher.dispatch,
    subscribe: bus.subscribe,
    files: wired.fileApi,
    leave: (channel) => {
      sessions.lock(channel);
      files.forget(channel);
    },
    office: wired.office,
    enrolment: pc?.enrolment,
    database: () => {
      const open = held.current();
      return open === undefined ? undefined : databaseFacts(open.replica);
    },
    syncNow: async () => (held.current() === undefined ? undefined : wired.sync.syncNow()),
    lockAll: sessions.lockAll,
    closeOffice: async () => {
      sessions.lockAll();
      await held.close();
    },
    stop,
  };
  return { core, held };
}

/** The network a core or an enrolment goes by. */
export function httpOf({
  http,
  certificateAuthority,
}: Pick<StartCoreOptions, 'http' | 'certificateAuthority'>): Http {
  return http ?? createAxiosHttp(certificateAuthority === undefined ? {} : { certificateAuthority });
}

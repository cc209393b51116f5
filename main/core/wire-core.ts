import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { coreEvent } from '#host/call-events';
import type { CoreApi } from '#host/core-api';
import { describeFailure } from '#host/describe-failure';
import { createDispatcher, type Dispatcher } from '#host/dispatch';
import type { EventBus } from '#host/event-bus';
import type { FileTickets } from '#host/file-tickets';
import type { Emit } from '#host/office-context';
import type { OfficeDoor } from '#host/office-door';
import type { OpenOffice } from '#host/open-office';
import { createSessions, type Sessions } from '#host/session';
import type { SyncControl } from '#host/sync-control';
import type { Timers } from '#host/timers';
import type { Log } from '#ports/log';
import type { Http } from '#sync/client/http';
import { loadClock } from './clock-memory.ts';
import type { DataFolder } from './data-folder.ts';
import type { Enrolment } from './enrolment-file.ts';
import { collectFeatures, type Features } from './features.ts';
import { coreProbes } from './health-probes.ts';
import { type HeldOffice, holdOffice } from './held-office.ts';
import { newReference } from './new-reference.ts';
import { createOfficeDoor } from './office-door.ts';
import { refreshOfficers } from './officers.ts';
import { type OpenedOffice, openOffice } from './open-office.ts';
import type { ReplicaRefusal } from './open-replica-file.ts';
import type { PcKeys } from './pc-keys.ts';
import { openPreferences } from './preferences.ts';
import { doorRefusalOf, type UnlockParts } from './unlock.ts';

export type WireOptions = {
  readonly folder: DataFolder;
  readonly log: Log;
  readonly nowMs: () => number;
  readonly pc: { readonly enrolment: Enrolment; readonly keys: PcKeys } | undefined;
  readonly bus: EventBus;
  readonly files: FileTickets;
  readonly timers: Timers;
  readonly http: Http;
  readonly version: string;
  readonly release: boolean;
  readonly autoSync: boolean;
  readonly beside: boolean;
  readonly migrations?: string | URL;
};
export type WiredCore = {
  readonly dispatcher: Dispatcher;
  readonly sessions: Sessions;
  readonly held: HeldOffice;
  readonly office: () => OpenOffice | undefined;
  readonly fileApi: CoreApi['files'];
  readonly sync: SyncControl;
};

/** Puts sessions, door, features and dispatcher together; they find each other through the office that is held open. */
export function wireCore(options: WireOptions): WiredCore {
  const { pc, bus, log, nowMs, timers } = options;
  const held = holdOffice((dek, create) => {
    const onData = (changed: readonly string[]): void => followCentre(changed, options, held, sessions);
    return openAndStart(options, { dek, create }, features, onData);
  });
  const sessions = createSessions({
    nowMs,
    timers,
    onLocked: (channel) => bus.publish(coreEvent('session.changed', { state: 'locked' }, channel)),
    onDrop: () => {
      // The end of the day at an unattended PC: nobody waits for it.
      void held.close();
    },
  });
  const openOf = (office: OpenedOffice): OpenOffice => ({ ...office, checkPin: pinCheckOf(options) });
  const sync = syncControlOf(held);
  const door = doorOf(options, held, sessions, openOf);
  const level = pc?.keys.chosen.store.level ?? 'passphrase';
  const features: Features = collectFeatures({ door, sync, probes: coreProbes(options.folder, level, sync) });
  const office = (): OpenOffice | undefined => {
    const current = held.current();
    return current === undefined ? undefined : openOf(current);
  };
  const dispatcher = createDispatcher({
    handlers: features.handlers,
    sessions,
    open: office,
    bus,
    log,
    newRef: newReference,
  });
  return { dispatcher, sessions, held, office, sync, fileApi: fileApiOf(options.files, sessions) };
}

function doorOf(
  options: WireOptions,
  held: HeldOffice,
  sessions: Sessions,
  openOf: UnlockParts['openOf'],
): OfficeDoor {
  const { pc, bus, version, release, folder } = options;
  const preferences = openPreferences(folder.preferences, pc?.enrolment.language ?? 'en');
  const isOpenOn = (channel: string): boolean => sessions.of(channel) !== undefined;
  if (pc === undefined) {
    return createOfficeDoor({
      bus,
      sessions,
      refusesPractice: false,
      unlock: undefined,
      state: { version, preferences, held, isOpenOn, pc: undefined },
    });
  }
  const { enrolment, keys } = pc;
  const { keystore } = keys;
  return createOfficeDoor({
    bus,
    sessions,
    refusesPractice: release && enrolment.reply.practice,
    unlock: { keystore, held, sessions, officeId: enrolment.reply.officeId, openOf },
    state: {
      version,
      preferences,
      held,
      isOpenOn,
      pc: { enrolment, keystore, level: keys.chosen.store.level },
    },
  });
}

/** Opens the office; the exchange with the centre starts last. */
function openAndStart(
  options: WireOptions,
  key: { readonly dek: Uint8Array; readonly create: boolean },
  { jobKinds }: Features,
  onData: (features: readonly string[]) => void,
): Result<OpenedOffice, ReplicaRefusal> {
  const { pc, bus } = options;
  assert(pc !== undefined, () => 'a PC without enrolment has no keys');
  const emit: Emit = (topic, event) => {
    const made = coreEvent(topic, event, null);
    bus.publish(made);
    if (made.topic === 'data.changed') onData(made.event.features);
  };
  const opened = openOffice({ ...options, ...pc, ...key, jobKinds, emit, newRef: newReference });
  if (!opened.ok) return opened;
  options.log.info('core.opened');
  if (options.autoSync) opened.value.sync.start();
  return opened;
}

/** Rows that the centre changed and that the core itself goes by: people of this PC, the tenant's zone. */
function followCentre(
  features: readonly string[],
  { pc, log }: WireOptions,
  held: HeldOffice,
  sessions: Sessions,
): void {
  const office = held.current();
  if (office === undefined || pc === undefined) return;
  if (features.includes('setup')) loadClock(office.store, office.clock);
  if (!features.includes('identity')) return;
  refreshOfficers(office.store, pc.keys.keystore, sessions, pc.enrolment.reply.officeId).catch(
    (error: unknown) => {
      log.error('core.officers-not-refreshed', describeFailure(error));
    },
  );
}

/** Checks a PIN as at the door: wrong ones count, and what it unwraps is wiped at once. */
function pinCheckOf({ pc }: WireOptions): OpenOffice['checkPin'] {
  return async ({ userId }, pin) => {
    const keys = await pc?.keys.keystore.unlock(userId, pin);
    assert(keys !== undefined, () => 'somebody is signed in on a PC without keys');
    if (keys.ok) {
      keys.value.dek.fill(0);
      keys.value.userSeed.fill(0);
      return ok(undefined);
    }
    const { code, data = {} } = doorRefusalOf(keys.error);
    return err({ code: code === 'identity/wrong-pin' ? code : 'identity/locked-out', data });
  };
}

function syncControlOf(held: HeldOffice): SyncControl {
  const loop = (): OpenedOffice['sync'] => {
    const office = held.current();
    assert(office !== undefined, () => 'the exchange belongs to an open office');
    return office.sync;
  };
  return {
    status: () => loop().status(),
    syncNow: () => loop().syncNow(),
    fetchDocument: async (blobSha256) => (await loop().fetchDocument(blobSha256)).ok,
  };
}

/** Files in and out, for signed-in people only: a page before sign-in has no business with them. */
function fileApiOf(files: FileTickets, sessions: Sessions): CoreApi['files'] {
  return {
    upload: (channel, file) => {
      if (sessions.of(channel) === undefined) return err({ code: 'host/locked' });
      sessions.touch(channel);
      const kept = files.keepUpload(channel, file);
      if (!kept.ok) return kept;
      const read = files.readUpload(channel, kept.value);
      const name = read.ok ? read.value.name : '';
      return { ok: true, ticket: kept.value, name, sizeBytes: file.bytes.length };
    },
    download: (channel, ticket) =>
      sessions.of(channel) === undefined ? err({ code: 'host/locked' }) : files.takeDownload(channel, ticket),
  };
}

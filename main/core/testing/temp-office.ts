import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Replica } from '#db/sqlite/open';
import { createStore } from '#db/sqlite/store';
import { tempReplica } from '#db/sqlite/testing/temp-replica';
import { bytesToHex } from '#domain/codec/bytes';
import { err, ok } from '#domain/result';
import { createClock, type OfficeClock } from '#host/adapters/clock';
import { createDocumentVault } from '#host/adapters/document-vault';
import { createFileTickets } from '#host/adapters/file-tickets';
import { createIds } from '#host/adapters/ids';
import { logOver } from '#host/adapters/log';
import { nodeSha256, nodeSigner, nodeVerify } from '#host/adapters/node-ed25519';
import { coreEvent } from '#host/call-events';
import type { AnyReply } from '#host/core-api';
import { createDispatcher, type Dispatcher } from '#host/dispatch';
import { type CoreEvent, createEventBus } from '#host/event-bus';
import type { HandlerTable } from '#host/handlers';
import { createJobRunner, type JobRunner } from '#host/job-runner';
import type { AnyJobKind } from '#host/jobs';
import type { Emit, OfficeContext, OfficeIdentity } from '#host/office-context';
import type { OpenOffice } from '#host/open-office';
import { createSessions, type Sessions } from '#host/session';
import { type HandTimers, handTimers } from '#host/testing/hand-timers';
import type { Log } from '#ports/log';
import type { Actor, Store } from '#ports/store';
import type { SyncStore } from '#ports/sync-store';
import { createRecorder, openDeviceChain } from '#sync/client/record-operation';
import { deviceCounter } from '../device-counter.ts';
import { storeQueries } from '../store-queries.ts';

export const OFFICE: OfficeIdentity = {
  tenantId: '00000000-0000-8000-8000-00000000000a',
  officeId: '00000000-0000-8000-8000-00000000000b',
  officeNo: 44,
  officeCode: 'DD-04',
  officeName: 'Debre District',
  deviceId: '00000000-0000-8000-8000-00000000000c',
  deviceNo: 7,
  incarnation: 1,
  centreUrl: 'http://127.0.0.1:9',
};
export const CHANNEL = 'window';

export type TempOffice = {
  readonly store: Store & { readonly sync: SyncStore };
  readonly context: OfficeContext;
  readonly clock: OfficeClock;
  readonly timers: HandTimers;
  readonly sessions: Sessions;
  readonly jobs: JobRunner;
  readonly dispatcher: Dispatcher;
  readonly events: readonly CoreEvent[];
  readonly logLines: readonly string[];
  /** Makes an officer with these roles, as if pulled from the centre, and signs them in. */
  readonly signIn: (roles: readonly string[], channel?: string) => Actor;
  readonly call: (name: string, input: unknown, channel?: string) => Promise<AnyReply>;
  /** A new request id. */
  readonly requestId: () => string;
  readonly remove: () => void;
};

export type TempOfficeOptions = {
  readonly handlers?: Partial<HandlerTable>;
  readonly jobKinds?: readonly AnyJobKind[];
  /** The PIN that {@link CallContext.checkPin} takes. */
  readonly pin?: string;
};

/**
 * An office for tests of handlers, jobs and the dispatcher: real encrypted replica, recorder, vault and keys; time is
 * moved by hand and the centre is away. Remember `remove`.
 */
export function tempOffice({
  handlers = {},
  jobKinds = [],
  pin = '1234',
}: TempOfficeOptions = {}): TempOffice {
  const folder = mkdtempSync(join(tmpdir(), 'tawi-office-'));
  const { replica, remove } = tempReplica();
  const timers = handTimers();
  const logLines: string[] = [];
  const log = logOver((line) => logLines.push(line));
  const { store, clock, context } = openParts(replica, timers, log, folder);
  const events: CoreEvent[] = [];
  const bus = createEventBus(log);
  bus.subscribe((event) => events.push(event));
  const newRef = () => 'REF00001';
  const emit: Emit = (topic, event) => bus.publish(coreEvent(topic, event, null));
  const jobs = createJobRunner({ store, office: context, timers, newRef, emit }, jobKinds);
  const sessions = createSessions({
    nowMs: timers.nowMs,
    timers,
    onLocked: () => undefined,
    onDrop: () => undefined,
  });
  const open: OpenOffice = { store, context, jobs, checkPin: pinCheck(pin), onCommitted: () => undefined };
  const dispatcher = createDispatcher({ handlers, sessions, open: () => open, bus, log, newRef });
  return {
    ...{ store, context, clock, timers, sessions, jobs, dispatcher, events, logLines },
    signIn: (roles, channel = CHANNEL) => signIn(store, sessions, roles, channel),
    call: (name, input, channel = CHANNEL) => dispatcher.dispatch(name, input, channel),
    requestId: () => context.ids.next(),
    remove: () => {
      remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openParts(replica: Replica, timers: HandTimers, log: Log, folder: string) {
  const clock = createClock({ offsetMs: 0, vouchedMs: 0 }, 'Africa/Nairobi', timers.nowMs);
  const { deviceNo, incarnation, officeId } = OFFICE;
  const recorder = createRecorder({ deviceNo, incarnation, clock, office: { officeId }, sha256: nodeSha256 });
  const store = createStore({ handle: replica, deviceNo, recorder, queries: storeQueries });
  store.sync.write((tx) => {
    openDeviceChain(tx.log, { certificate: 'a certificate', incarnation });
  });
  const context: OfficeContext = {
    clock,
    log,
    ids: createIds({ deviceNo, incarnation, nowMs: timers.nowMs, reserve: deviceCounter(store) }),
    office: OFFICE,
    device: nodeSigner(new Uint8Array(32).fill(1)),
    verify: nodeVerify,
    files: createFileTickets({ folder: join(folder, 'spool'), nowMs: timers.nowMs }),
    documents: createDocumentVault({
      folder: join(folder, 'blobs'),
      officeKey: new Uint8Array(32).fill(2),
    }),
  };
  return { store, clock, context };
}

function pinCheck(pin: string): OpenOffice['checkPin'] {
  return async (_actor, given) =>
    given === pin ? ok(undefined) : err({ code: 'identity/wrong-pin', data: { delayMs: 0 } });
}

function signIn(
  store: TempOffice['store'],
  sessions: Sessions,
  roles: readonly string[],
  channel: string,
): Actor {
  const userNo = store.read((tx) => tx.rows.all('officer').length) + 1;
  const id = (kind: string): string => `00000000-0000-8000-8000-${kind}${String(userNo).padStart(8, '0')}`;
  const signer = nodeSigner(new Uint8Array(32).fill(100 + userNo));
  const person = {
    userId: id('0aaa'),
    userNo,
    personId: id('0bbb'),
    displayName: `Officer ${userNo}`,
    roles,
  };
  store.sync.write((tx) => {
    const key = { publicKey: bytesToHex(signer.publicKey), keyRegisteredAt: '2026-11-01T08:00:00.000Z' };
    tx.rows.upsert(
      'officer',
      {
        ...person,
        roles: [...roles],
        login: `officer${userNo}`,
        officeId: OFFICE.officeId,
        active: true,
        ...key,
      },
      1,
    );
  });
  return sessions.open(channel, person, { sign: signer.sign, wipe: () => undefined });
}

import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { syncSettings } from '../protocol/sync-settings.ts';
import type { HelloReplyBody } from '../protocol/wire.ts';
import { greetCentre } from './hello.ts';
import { createRecorder, openDeviceChain } from './record-operation.ts';
import { settleVerdicts } from './settle-verdicts.ts';
import { deskActor, deskDevice, deskId, deskTime } from './testing/desk.ts';
import { inOrder, scriptedRequest } from './testing/scripted-request.ts';

const EPOCH = deskId(500);
const OFFICE = `office:${deskId(3)}`;
let temp: TempReplica;
let store: ReturnType<typeof createStore>;
let measured: readonly (readonly [number, number])[];
const time = deskTime();

beforeEach(() => {
  temp = tempReplica();
  measured = [];
  const recorder = createRecorder({ ...deskDevice, clock: time.clock, office: { officeId: deskId(3) } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  store = createStore({ handle: temp.replica, deviceNo: 9, recorder, queries });
  store.sync.write((tx) => {
    openDeviceChain(tx.log, deskDevice);
    tx.cursors.advance(OFFICE, 12);
  });
  for (const id of [1, 2]) register(id);
});
afterEach(() => temp.remove());

function register(id: number): void {
  const payload = {
    ...{ registrantId: deskId(id), kind: 'individual', officeId: deskId(3), areaId: deskId(4), name: 'A' },
    ...{ givenName: 'A', birthDateExact: false, registeredOn: '2026-11-20' },
  };
  store.write((tx) =>
    tx.operations.record({ type: 'registrant.create', payload, entity: deskId(id), actor: deskActor }),
  );
}
function hashOf(seq: number): string {
  return store.sync.read((tx) => tx.log.findBySeq(1, seq)?.hash) ?? '';
}
function acceptAll(): void {
  store.sync.write((tx) =>
    settleVerdicts(
      tx,
      [1, 2].map((seq) => ({
        verdict: { seq, verdict: 'ACCEPTED', code: null, data: {}, caseId: null },
        operation: tx.log.findBySeq(1, seq),
      })),
      '2026-11-20T09:00:00.000Z',
    ),
  );
}
function greet(reply: Partial<HelloReplyBody>) {
  const json: HelloReplyBody = {
    ...{ protocol: 1, serverEpoch: EPOCH, serverTime: '2026-11-20T09:00:07.000Z' },
    ...{ lastSeq: 0, lastHead: '00'.repeat(32), heads: {}, ...reply },
  };
  const scripted = scriptedRequest(inOrder({ json }));
  const onServerTime = (serverMs: number, roundTripMs: number): void => {
    measured = [...measured, [serverMs, roundTripMs]];
  };
  const greeting = greetCentre({
    ...{ request: scripted.request, store: store.sync, clock: time.clock },
    ...{ incarnation: 1, appVersion: '0.1.0', onServerTime },
  });
  return { greeting, calls: scripted.calls };
}
const setting = (name: string) => store.sync.read((tx) => tx.office.settings.get(name));

it('says how far the chain goes and takes the centre’s time and epoch', async () => {
  const { greeting, calls } = greet({ lastSeq: 1, lastHead: hashOf(1) });
  expect(await greeting).toMatchObject({ ok: true, value: { epochChanged: false, requeued: 0 } });
  expect(calls[0]?.body).toEqual({
    kind: 'json',
    value: { protocol: 1, incarnation: 1, seq: 2, head: hashOf(2), appVersion: '0.1.0' },
  });
  expect(measured).toEqual([[Date.parse('2026-11-20T09:00:07.000Z'), 0]]);
  expect([setting(syncSettings.serverEpoch), setting(syncSettings.restoredCopy)]).toEqual([EPOCH, undefined]);
});

it.each([
  [
    'knows operations that this database does not',
    { lastSeq: 3, lastHead: 'cc'.repeat(32) },
    'centre 3, here 2',
  ],
  ['has another operation under our number', { lastSeq: 2, lastHead: 'cc'.repeat(32) }, 'centre 2, here 2'],
])('stops when the centre %s', async (_, reply, reason) => {
  const error = { code: 'sync/restored-copy', reason };
  expect(await greet(reply).greeting).toEqual({ ok: false, error });
  expect(setting(syncSettings.restoredCopy)).toEqual({
    seenAt: '2026-11-20T09:00:00.000Z',
    centreSeq: reply.lastSeq,
    ourSeq: 2,
  });
  expect((await greet({ lastSeq: 2, lastHead: hashOf(2) }).greeting).ok).toBe(true);
  expect(setting(syncSettings.restoredCopy)).toBeUndefined();
});

it('queues again what a restored centre lost and fetches everything anew', async () => {
  await greet({ lastSeq: 0 }).greeting;
  acceptAll();
  store.sync.write((tx) => tx.office.settings.set(syncSettings.auditReceipt, { seq: 3 }));
  const { greeting } = greet({ serverEpoch: deskId(501), lastSeq: 1, lastHead: hashOf(1) });
  expect(await greeting).toMatchObject({ ok: true, value: { epochChanged: true, requeued: 1 } });
  const state = store.sync.read((tx) => ({
    cursors: tx.cursors.all(),
    states: [1, 2].map((seq) => tx.log.findBySeq(1, seq)?.state),
  }));
  expect(state).toEqual({ cursors: {}, states: ['accepted', 'queued'] });
  expect([setting(syncSettings.serverEpoch), setting(syncSettings.auditReceipt)]).toEqual([
    deskId(501),
    undefined,
  ]);
});

it('does nothing of the kind without a change of epoch', async () => {
  await greet({ lastSeq: 0 }).greeting;
  acceptAll();
  await greet({ lastSeq: 2, lastHead: hashOf(2) }).greeting;
  expect(store.sync.read((tx) => [tx.cursors.all(), tx.log.counts().waiting])).toEqual([{ [OFFICE]: 12 }, 0]);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { nobleVerify } from '#domain/signing/ed25519';
import { decodeBatch } from '../protocol/batch-codec.ts';
import { sampleRegistrant } from '../protocol/testing/sample-rows.ts';
import { createRecorder, openDeviceChain } from './record-operation.ts';
import { createSyncLoop } from './sync-loop.ts';
import { deskActor, deskDevice, deskId, deskLog, deskTime } from './testing/desk.ts';
import { type Canned, type SeenCall, scriptedRequest } from './testing/scripted-request.ts';

const OFFICE = `office:${deskId(3)}`;
const HEAD = '00'.repeat(32);
const noLine: Canned = { failure: { code: 'sync/no-line' } };
let temp: TempReplica;
let store: ReturnType<typeof createStore>;
let time: ReturnType<typeof deskTime>;
let events: unknown[];

beforeEach(() => {
  temp = tempReplica();
  time = deskTime();
  events = [];
  const recorder = createRecorder({ ...deskDevice, clock: time.clock, office: { officeId: deskId(3) } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  store = createStore({ handle: temp.replica, deviceNo: 9, recorder, queries });
  store.sync.write((tx) => openDeviceChain(tx.log, deskDevice));
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

/** Canned replies of a quiet line: everything is accepted and nothing is new. */
function quiet({ path, body }: SeenCall): Canned {
  if (path === '/v1/hello') {
    const serverTime = new Date(time.clock.nowMs()).toISOString();
    return {
      json: { protocol: 1, serverEpoch: deskId(500), serverTime, lastSeq: 0, lastHead: HEAD, heads: {} },
    };
  }
  if (path === '/v1/pull') return { json: { changes: [], cursors: {}, heads: {}, lost: [], more: false } };
  if (path === '/v1/push' && body.kind === 'bytes') {
    const batch = decodeBatch(body.bytes);
    if (!batch.ok) throw new Error('no batch');
    const { from, ops, to } = batch.value;
    const verdicts = ops.map((_, at) => ({ seq: from + at, verdict: 'ACCEPTED', code: null, caseId: null }));
    return { json: { verdicts, lastSeq: to, lastHead: HEAD } };
  }
  return { json: {} };
}

function loopOver(answer: (call: SeenCall, nth: number) => Canned | Promise<Canned>) {
  const { request, calls } = scriptedRequest(answer);
  const { log, lines } = deskLog();
  const loop = createSyncLoop({
    ...{ ...time, request, log, store: store.sync, device: deskDevice, random: () => 1 },
    ...{ centreUrl: 'https://centre.example', centrePublicKey: new Uint8Array(32), verify: nobleVerify },
    ...{
      appVersion: '0.1.0',
      onServerTime: () => {},
      files: { read: async () => undefined, write: async () => {} },
    },
    onEvent: (topic, event) => void events.push([topic, event]),
  });
  return { loop, calls, lines, paths: () => calls.map((call) => call.path) };
}

describe('sync.now', () => {
  it('greets, sends, fetches, and says what it did', async () => {
    register(1);
    register(2);
    const change = { scope: OFFICE, seq: 1, table: 'registrant', key: deskId(8) };
    const row = sampleRegistrant({ registrantId: deskId(8), officeId: deskId(3) });
    const page = {
      changes: [{ ...change, row }],
      cursors: { [OFFICE]: 1 },
      heads: {},
      lost: [],
      more: false,
    };
    const { loop, paths } = loopOver((call) => (call.path === '/v1/pull' ? { json: page } : quiet(call)));
    expect(await loop.syncNow()).toEqual({
      ...{ reached: true, sent: 2, fetched: 1, refused: 0, waiting: 0, errorCode: null, tookMs: 0 },
    });
    expect(paths()).toEqual(['/v1/hello', '/v1/push', '/v1/pull']);
    expect(events).toContainEqual(['data.changed', { features: ['registry'] }]);
    expect(loop.status()).toMatchObject({
      ...{ line: 'reachable', working: false, waiting: 0, refused: 0, lastErrorCode: null, nextTryAt: null },
      lastSuccessAt: '2026-11-20T09:00:00.000Z',
      centreUrl: 'https://centre.example',
    });
    await loop.stop();
  });

  it('tries nothing else without a line', async () => {
    register(1);
    const { loop, paths } = loopOver(() => noLine);
    expect(await loop.syncNow()).toEqual({
      ...{
        reached: false,
        sent: 0,
        fetched: 0,
        refused: 0,
        waiting: 1,
        errorCode: 'sync/no-line',
        tookMs: 0,
      },
    });
    expect(paths()).toEqual(['/v1/hello']);
    expect(loop.status()).toMatchObject({
      ...{ line: 'none', waiting: 1, oldestWaitingAt: '2026-11-20T09:00:00.000Z', sending: null },
      ...{ lastErrorCode: 'sync/no-line', nextTryAt: '2026-11-20T09:00:00.300Z', lastSuccessAt: null },
      onlyHere: { redemptions: 0, amountMinor: 0 },
    });
    await loop.stop();
  });

  it('sends nothing from a restored copy, but goes on fetching', async () => {
    register(1);
    const { loop, paths } = loopOver((call) => {
      const answer = quiet(call);
      if (call.path !== '/v1/hello' || !('json' in answer)) return answer;
      return { json: { ...(answer.json as object), lastSeq: 7, lastHead: 'cc'.repeat(32) } };
    });
    expect(await loop.syncNow()).toMatchObject({
      reached: true,
      sent: 0,
      waiting: 1,
      errorCode: 'sync/restored-copy',
    });
    expect(paths()).toEqual(['/v1/hello', '/v1/pull']);
    await loop.stop();
  });
});

describe('the loop', () => {
  it('starts all lanes, then looks at them every minute', async () => {
    const { loop, paths } = loopOver(quiet);
    loop.start();
    await time.pass(0);
    expect(paths().sort()).toEqual(['/v1/hello', '/v1/pull']);
    await time.pass(60_000);
    expect(paths().sort()).toEqual(['/v1/hello', '/v1/hello', '/v1/pull', '/v1/pull']);
    await loop.stop();
  });

  it('sends what is saved at once and fetches the centre’s images of it', async () => {
    const { loop, paths } = loopOver(quiet);
    loop.start();
    await time.pass(1_000);
    register(1);
    loop.nudge();
    await time.pass(0);
    expect(paths().slice(2)).toEqual(['/v1/push', '/v1/pull']);
    await loop.stop();
  });

  it('empties the outbox within a minute and a half after a line comes back', async () => {
    let up = false;
    register(1);
    const { loop } = loopOver((call) => (up ? quiet(call) : noLine));
    loop.start();
    await time.pass(3_600_000);
    expect(loop.status()).toMatchObject({ line: 'none', waiting: 1 });
    up = true;
    await time.pass(90_000);
    expect(loop.status()).toMatchObject({ line: 'reachable', waiting: 0, lastErrorCode: null });
    await loop.stop();
  });

  it('goes on sending while fetching fails, and tells one lane’s trouble from another’s', async () => {
    register(1);
    const fault: Canned = { failure: { code: 'sync/server-fault' } };
    const { loop } = loopOver((call) => (call.path === '/v1/pull' ? fault : quiet(call)));
    loop.start();
    await time.pass(0);
    const { waiting, lanes } = loop.status();
    expect({ waiting, codes: lanes.map((lane) => [lane.lane, lane.lastErrorCode]) }).toEqual({
      waiting: 0,
      codes: [
        ['send', null],
        ['fetch', 'sync/server-fault'],
        ['documents', null],
      ],
    });
    await loop.stop();
  });

  it('stops after the request under way and settles its reply', async () => {
    register(1);
    let reply: () => void = () => {};
    const { loop, paths } = loopOver(async (call) => {
      if (call.path !== '/v1/push') return quiet(call);
      await new Promise<void>((resolve) => {
        reply = resolve;
      });
      return quiet(call);
    });
    loop.start();
    await time.pass(0);
    expect(loop.status().sending).toBe(1);
    const stopping = loop.stop();
    register(2);
    reply();
    await stopping;
    await time.pass(600_000);
    expect(paths().filter((path) => path === '/v1/push').length).toBe(1);
    expect(loop.status()).toMatchObject({ waiting: 1, working: false });
  });
});

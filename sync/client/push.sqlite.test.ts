import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { bytesToHex } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { nobleVerify } from '#domain/signing/ed25519';
import { type Batch, decodeBatch, verifyBatch } from '../protocol/batch-codec.ts';
import { genesisHash } from '../protocol/op-chain.ts';
import type { PushReplyBody, VerdictBody } from '../protocol/wire.ts';
import { createPusher } from './push.ts';
import { createRecorder, openDeviceChain } from './record-operation.ts';
import { deskActor, deskDevice, deskId, deskTime } from './testing/desk.ts';
import { type Canned, inOrder, type SeenCall, scriptedRequest } from './testing/scripted-request.ts';

const GENESIS = genesisHash(utf8Encode(deskDevice.certificate), 1);
const HEAD = 'ab'.repeat(32);
let temp: TempReplica;
let store: ReturnType<typeof createStore>;
const time = deskTime();

beforeEach(() => {
  temp = tempReplica();
  const recorder = createRecorder({ ...deskDevice, clock: time.clock, office: { officeId: deskId(3) } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  store = createStore({ handle: temp.replica, deviceNo: 9, recorder, queries });
  store.sync.write((tx) => openDeviceChain(tx.log, deskDevice));
});
afterEach(() => temp.remove());

function register(count: number, address = ''): void {
  store.write((tx) => {
    for (let at = 0; at < count; at += 1) {
      const registrantId = deskId(1_000 + (tx.rows.count('registrant', 'officeId', deskId(3)) ?? 0));
      const payload = {
        ...{
          registrantId,
          kind: 'individual',
          officeId: deskId(3),
          areaId: deskId(4),
          givenName: 'A',
          name: 'A',
        },
        ...{ birthDateExact: false, registeredOn: '2026-11-20', address },
      };
      tx.operations.record({ type: 'registrant.create', payload, entity: registrantId, actor: deskActor });
    }
  });
}
function pusher(answer: (call: SeenCall, nth: number) => Canned) {
  const scripted = scriptedRequest(answer);
  const options = { request: scripted.request, store: store.sync, clock: time.clock, device: deskDevice };
  return { ...scripted, ...createPusher({ ...options, genesisHash: bytesToHex(GENESIS) }) };
}
function batchIn(call: SeenCall | undefined): Batch {
  const batch = call?.body.kind === 'bytes' ? decodeBatch(call.body.bytes) : undefined;
  if (batch?.ok !== true) throw new Error('no batch');
  return batch.value;
}
function reply(from: number, to: number, change: Partial<VerdictBody> = {}): PushReplyBody {
  const verdicts: VerdictBody[] = [];
  for (let seq = from; seq <= to; seq += 1) {
    verdicts.push({ seq, verdict: 'ACCEPTED', code: null, data: {}, caseId: null, ...change });
  }
  return { verdicts, lastSeq: to, lastHead: HEAD };
}
/** Accepts whatever came, as one canned form of reply. */
const acceptAll = (call: SeenCall): Canned => ({ json: reply(batchIn(call).from, batchIn(call).to) });
/** States of all operations, by how many stand in each. */
function states(): readonly (readonly [string, number])[] {
  const all = store.sync.read((tx) => {
    const { nextSeq = 1 } = tx.log.chainHead(1) ?? {};
    return Array.from({ length: nextSeq - 1 }, (_, at) => tx.log.findBySeq(1, at + 1)?.state ?? 'missing');
  });
  return [...new Set(all)].map((state) => [state, all.filter((other) => other === state).length]);
}

describe('a batch', () => {
  it('is signed by the device and continues its chain', async () => {
    register(2);
    const sending = pusher(acceptAll);
    expect(await sending.step()).toMatchObject({
      ok: true,
      value: { kind: 'sent', operations: [1, 2], accepted: 2 },
    });
    register(1);
    await sending.step();
    const [first, second] = sending.calls.map(batchIn);
    const check = { deviceKey: deskDevice.signer.publicKey, verify: nobleVerify };
    const verify = (batch: Batch | undefined, expectedPrev: Uint8Array | undefined) =>
      batch !== undefined && expectedPrev !== undefined && verifyBatch({ ...check, batch, expectedPrev }).ok;
    expect([verify(first, GENESIS), verify(second, first?.head)]).toEqual([true, true]);
    expect([first, second].map((batch) => [batch?.dev, batch?.inc, batch?.from, batch?.to])).toEqual([
      [9, 1, 1, 2],
      [9, 1, 3, 3],
    ]);
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'done' } });
    expect(states()).toEqual([['accepted', 3]]);
  });

  it('holds at most 200 operations or 64 KB, but always one', async () => {
    register(205);
    const sending = pusher(acceptAll);
    await sending.step();
    await sending.step();
    expect(sending.calls.map((call) => batchIn(call).ops.length)).toEqual([200, 5]);
    register(70, 'x'.repeat(1_900));
    await sending.step();
    const long = batchIn(sending.calls[2]);
    expect(long.ops.length).toBeGreaterThan(25);
    expect(long.ops.reduce((sum, op) => sum + op.length, 0)).toBeLessThanOrEqual(64_000);
  });

  it('is the same again when its reply was lost, and smaller while the line breaks', async () => {
    register(3);
    const sending = pusher(
      inOrder({ failure: { code: 'sync/timeout' } }, { json: reply(1, 3, { verdict: 'DUPLICATE' }) }),
    );
    expect(await sending.step()).toEqual({ ok: false, error: { code: 'sync/timeout' } });
    expect(states()).toEqual([['sent', 3]]);
    await sending.step();
    expect(sending.calls[1]?.body).toEqual(sending.calls[0]?.body);
    expect(states()).toEqual([['accepted', 3]]);
  });

  it('settles every verdict of its own, a refused one stopping none', async () => {
    register(3);
    const verdicts = reply(1, 3).verdicts.map(
      (verdict): VerdictBody =>
        verdict.seq === 2 ? { ...verdict, verdict: 'REJECTED', code: 'CONFLICT' } : verdict,
    );
    const sending = pusher(inOrder({ json: { ...reply(1, 3), verdicts } }));
    expect(await sending.step()).toEqual({
      ok: true,
      value: {
        kind: 'sent',
        operations: [1, 2, 3],
        accepted: 2,
        refused: 1,
        exceptions: 0,
        held: 0,
        tables: ['registrant'],
      },
    });
    expect(store.read((tx) => tx.rows.all('registrant').length)).toBe(2);
  });

  it('goes on behind the verdicts it got when the reply was short', async () => {
    register(3);
    const sending = pusher(inOrder({ json: reply(1, 2) }, { json: reply(3, 3) }));
    await sending.step();
    await sending.step();
    expect(batchIn(sending.calls[1]).from).toBe(3);
    expect(states()).toEqual([['accepted', 3]]);
  });
});

describe('a centre that lacks earlier operations', () => {
  it('gets them first, settled or not', async () => {
    register(2);
    const sending = pusher(
      inOrder(
        { json: reply(1, 2) },
        { json: { ...reply(3, 3, { verdict: 'HELD', code: 'GAP' }), lastSeq: 1 } },
        { json: { ...reply(2, 2, { verdict: 'DUPLICATE' }), lastSeq: 3 } },
      ),
    );
    await sending.step();
    register(1);
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'resumed', afterSeq: 1 } });
    await sending.step();
    expect([batchIn(sending.calls[2]).from, batchIn(sending.calls[2]).to]).toEqual([2, 3]);
  });

  it('is not believed when it asks for what it was just sent', async () => {
    register(1);
    const sending = pusher(
      inOrder({ json: { ...reply(1, 1, { verdict: 'HELD', code: 'GAP' }), lastSeq: 0 } }),
    );
    expect(await sending.step()).toEqual({
      ok: false,
      error: { code: 'sync/rubbish', reason: 'gap-without-need' },
    });
    expect(states()).toEqual([['sent', 1]]);
  });
});

describe('a reply that is not ours changes nothing', () => {
  it.each<[string, unknown, string]>([
    ['verdicts of other operations', reply(7, 7), 'verdict-of-another'],
    ['no verdict at all', { verdicts: [], lastSeq: 1, lastHead: HEAD }, 'no-verdict'],
    ['another schema', { done: true }, 'schema'],
    [
      'an unknown verdict',
      { ...reply(1, 1), verdicts: [{ ...reply(1, 1).verdicts[0], verdict: 'FINE' }] },
      'schema',
    ],
  ])('%s', async (_, json, reason) => {
    register(1);
    expect(await pusher(inOrder({ json })).step()).toEqual({
      ok: false,
      error: { code: 'sync/rubbish', reason },
    });
    expect(states()).toEqual([['sent', 1]]);
  });
});

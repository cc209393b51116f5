import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { bytesToHex } from '#domain/codec/bytes';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import { sha256 } from '#domain/signing/sha256';
import { auditReceiptMessage } from '../protocol/audit-receipt.ts';
import { pushAudit } from './audit-push.ts';
import { createBlobLane } from './blobs.ts';
import { createRecorder } from './record-operation.ts';
import { deskDevice, deskId, deskTime } from './testing/desk.ts';
import { type Canned, inOrder, type SeenCall, scriptedRequest } from './testing/scripted-request.ts';

const AT = '2026-11-20T09:00:00.000Z';
let temp: TempReplica;
let store: ReturnType<typeof createStore>;
const { clock } = deskTime();

beforeEach(() => {
  temp = tempReplica();
  const recorder = createRecorder({ ...deskDevice, clock, office: { officeId: deskId(3) } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  store = createStore({ handle: temp.replica, deviceNo: 9, recorder, queries });
});
afterEach(() => temp.remove());

describe('documents', () => {
  const files = new Map<string, Uint8Array>();
  const named = (fill: number): string => {
    const bytes = new Uint8Array(100).fill(fill);
    const sha = bytesToHex(sha256(bytes));
    files.set(sha, bytes);
    return sha;
  };
  const first = named(1);
  const second = named(2);
  const missing = 'ee'.repeat(32);

  function lane(answer: (call: SeenCall, nth: number) => Canned) {
    const scripted = scriptedRequest(answer);
    const blobFiles = {
      read: async (sha: string) => files.get(sha),
      write: async (sha: string, bytes: Uint8Array) => void files.set(sha, bytes),
    };
    return {
      ...scripted,
      ...createBlobLane({ request: scripted.request, store: store.sync, clock, files: blobFiles }),
    };
  }
  beforeEach(() => {
    const shas = [first, missing, second];
    store.write((tx) => {
      for (const [index, sha] of shas.entries()) {
        const addedAt = `2026-11-20T09:00:0${index}.000Z`;
        tx.office.blobs.add({ sha256: sha, sizeBytes: 100, state: 'waiting', addedAt });
      }
    });
  });
  const unsent = () => store.read((tx) => tx.office.blobs.unsent(10).map((blob) => blob.sha256));

  it('go up oldest first; one whose file is missing holds up none', async () => {
    const sending = lane(inOrder({ json: {} }));
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'sent', sha256: first } });
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'sent', sha256: second } });
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'done' } });
    expect(unsent()).toEqual([missing]);
    expect(sending.calls.map((call) => [call.method, call.path])).toEqual([
      ['PUT', `/v1/blobs/${first}`],
      ['PUT', `/v1/blobs/${second}`],
    ]);
  });

  it('that are refused are left out until the next run, and a broken line ends the run', async () => {
    const failure = { code: 'sync/refused', reason: 'blob/too-large' } as const;
    const sending = lane(inOrder({ failure }, { failure: { code: 'sync/no-line' } }, { json: {} }));
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'refused', sha256: first, failure } });
    expect(await sending.step()).toEqual({ ok: false, error: { code: 'sync/no-line' } });
    sending.begin();
    expect(await sending.step()).toEqual({ ok: true, value: { kind: 'sent', sha256: first } });
  });

  it('come down on demand, once, and only when they are what their name says', async () => {
    const bytes = new Uint8Array(50).fill(9);
    const sha = bytesToHex(sha256(bytes));
    const fetching = lane(inOrder({ bytes: new Uint8Array(50) }, { bytes }));
    expect(await fetching.fetch(sha)).toEqual({
      ok: false,
      error: { code: 'sync/rubbish', reason: 'blob-hash' },
    });
    expect(await fetching.fetch(sha)).toEqual({ ok: true, value: bytes });
    expect(await fetching.fetch(sha)).toEqual({ ok: true, value: bytes });
    expect(fetching.calls.length).toBe(2);
    expect(store.read((tx) => tx.office.blobs.get(sha))).toMatchObject({ state: 'sent', sizeBytes: 50 });
  });
});

describe('the audit trail', () => {
  const centre = nobleSigner(new Uint8Array(32).fill(1));
  beforeEach(() => {
    store.write((tx) => {
      for (const action of ['session.unlocked', 'registry.person-corrected', 'sync.started']) {
        tx.office.audit.append({ at: AT, actorNo: 31, action, object: deskId(2), purpose: null });
      }
    });
  });
  const headAt = (seq: number) =>
    bytesToHex(store.read((tx) => tx.office.audit.rowsAfter(seq - 1, 1)[0]?.hash ?? new Uint8Array()));
  function receipt(seq: number, head = headAt(seq), signer = centre): Canned {
    const message = auditReceiptMessage({ deviceId: deskDevice.deviceId, seq, head, at: AT });
    return { json: { seq, head, at: AT, signature: bytesToHex(signer.sign(message)) } };
  }
  function push(...answers: readonly Canned[]) {
    const scripted = scriptedRequest(inOrder(...answers));
    const step = () =>
      pushAudit({
        ...{
          request: scripted.request,
          store: store.sync,
          deviceId: deskDevice.deviceId,
          verify: nobleVerify,
        },
        centrePublicKey: centre.publicKey,
      });
    return { ...scripted, step };
  }

  it('goes up once, from where the centre’s receipt ends', async () => {
    const sending = push(receipt(2), receipt(3));
    expect(await sending.step()).toEqual({ ok: true, value: { sent: 2, more: false } });
    expect(await sending.step()).toEqual({ ok: true, value: { sent: 1, more: false } });
    expect(await sending.step()).toEqual({ ok: true, value: { sent: 0, more: false } });
    const rows = sending.calls.map(({ body }) => (body.kind === 'json' ? body.value : null));
    expect(rows).toMatchObject([
      { rows: [{ row: { seq: 1 }, hash: headAt(1) }, { row: { seq: 2 } }, { row: { seq: 3 } }] },
      { rows: [{ row: { seq: 3, action: 'sync.started' }, hash: headAt(3) }] },
    ]);
  });

  it.each<[string, () => Canned, string]>([
    ['another head', () => receipt(3, 'ab'.repeat(32)), 'audit-head'],
    ['a row that was not sent', () => receipt(9, headAt(3)), 'audit-head'],
    [
      'another signature',
      () => receipt(3, headAt(3), nobleSigner(new Uint8Array(32).fill(8))),
      'audit-receipt',
    ],
  ])('does not count as received by a receipt with %s', async (_, answer, reason) => {
    expect(await push(answer()).step()).toEqual({ ok: false, error: { code: 'sync/rubbish', reason } });
    const sending = push(receipt(3));
    await sending.step();
    expect(sending.calls.length).toBe(1);
  });
});

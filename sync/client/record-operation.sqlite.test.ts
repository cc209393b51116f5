import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { nobleVerify } from '#domain/signing/ed25519';
import { hlcFromBigint } from '../protocol/hlc.ts';
import { genesisHash, opHashes } from '../protocol/op-chain.ts';
import { decodeOp, isSignedByOfficer } from '../protocol/op-codec.ts';
import { decodePayload, type PayloadOf } from '../protocol/op-fields.ts';
import { sampleRegistrant, sampleVoucher } from '../protocol/testing/sample-rows.ts';
import { createRecorder, openDeviceChain } from './record-operation.ts';
import { deskActor, deskDevice, deskId, deskOfficer, deskTime } from './testing/desk.ts';

let temp: TempReplica;
let store: ReturnType<typeof createStore>;
let time: ReturnType<typeof deskTime>;

beforeEach(() => {
  temp = tempReplica();
  time = deskTime();
  store = storeOver(temp.replica);
  store.sync.write((tx) => openDeviceChain(tx.log, deskDevice));
});
afterEach(() => temp.remove());

function storeOver(handle: TempReplica['replica'], clock = time.clock) {
  const recorder = createRecorder({ ...deskDevice, clock, office: { officeId: deskId(3) } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  return createStore({ handle, deviceNo: deskDevice.deviceNo, recorder, queries });
}

const created: PayloadOf<'registrant.create'> = {
  registrantId: deskId(2),
  kind: 'individual',
  officeId: deskId(3),
  areaId: deskId(4),
  givenName: 'Almaz',
  birthDateExact: false,
  registeredOn: '2026-11-20',
  name: 'Almaz',
};
const corrected: PayloadOf<'registrant.update'> = {
  registrantId: deskId(2),
  phone: '+251911',
  reason: 'told us',
};

function register() {
  return store.write((tx) =>
    tx.operations.record({
      type: 'registrant.create',
      payload: created,
      entity: deskId(2),
      actor: deskActor,
    }),
  );
}
function correct(scope?: string) {
  return store.write((tx) =>
    tx.operations.record({
      type: 'registrant.update',
      payload: corrected,
      entity: deskId(2),
      actor: deskActor,
      ...(scope === undefined ? {} : { scope }),
    }),
  );
}
function operations() {
  return store.sync.read((tx) => tx.log.unsettled({ incarnation: 1, limit: 100, maxBytes: 1_000_000 }));
}

describe('recording', () => {
  it('keeps row, operation, chain and shadow of one transaction together', () => {
    const recorded = register();
    expect(store.read((tx) => tx.rows.get('registrant', deskId(2)))).toMatchObject({
      name: 'Almaz',
      registeredBy: 31,
    });
    const [operation] = operations();
    expect(operation).toMatchObject({
      opNo: recorded.opNo,
      seq: 1,
      type: 'registrant.create',
      entity: deskId(2),
      scope: `office:${deskId(3)}`,
      actorNo: 31,
      hash: recorded.opHash,
      state: 'queued',
      madeAt: '2026-11-20T09:00:00.000Z',
    });
    const state = store.sync.read((tx) => ({
      chain: tx.log.chainHead(1),
      rows: tx.log.rowsOf(recorded.opNo),
      shadow: tx.shadow.get('registrant', deskId(2)),
      mark: tx.log.marksOf([deskId(2)]).get(deskId(2)),
    }));
    expect(state).toMatchObject({
      chain: { nextSeq: 2, head: recorded.opHash },
      rows: [{ table: 'registrant', key: deskId(2) }],
      shadow: { seq: 0, row: null },
      mark: 'waiting',
    });
  });

  it('writes an operation that reads back as what was meant, linked to the one before', () => {
    register();
    correct();
    const logged = operations();
    const bytes = logged.map((operation) => operation.cbor ?? new Uint8Array());
    const genesis = genesisHash(utf8Encode(deskDevice.certificate), 1);
    expect(opHashes(genesis, bytes).map(bytesToHex)).toEqual(logged.map((operation) => operation.hash));
    const second = decodeOp(bytes[1] ?? new Uint8Array());
    if (!second.ok) throw new Error(second.error.code);
    const { f, hlc, ...rest } = second.value;
    expect(rest).toEqual({
      v: 1,
      dev: 9,
      inc: 1,
      seq: 2,
      type: 'registrant.update',
      tv: 1,
      scope: `office:${deskId(3)}`,
      ent: deskId(2),
      base: 0,
      actor: 31,
    });
    expect(decodePayload('registrant.update', f)).toEqual({ ok: true, value: corrected });
    expect(hlcFromBigint(hlc)).toEqual({ ok: true, value: { ms: time.clock.nowMs(), counter: 1 } });
  });

  it('never lets the clock of operations go back, whatever the PC’s clock does after a restart', () => {
    register();
    const earlier = { ...time.clock, correctedMs: () => Date.parse('2020-01-01T00:00:00.000Z') };
    store = storeOver(temp.openAgain(), earlier);
    correct();
    const [first, second] = operations();
    expect(second?.hlc).toBe((first?.hlc ?? 0n) + 1n);
  });

  it('names the sequence of the image the officer saw and keeps that image until the verdict', () => {
    const seen = sampleRegistrant({ registrantId: deskId(2), officeId: deskId(3) });
    store.sync.write((tx) => tx.rows.upsert('registrant', seen, 41));
    correct();
    correct();
    const bases = operations().map((operation) => {
      const op = decodeOp(operation.cbor ?? new Uint8Array());
      return op.ok ? op.value.base : undefined;
    });
    expect(bases).toEqual([41, 41]);
    expect(store.sync.read((tx) => tx.shadow.get('registrant', deskId(2)))).toEqual({ seq: 41, row: seen });
    expect(store.read((tx) => tx.rows.get('registrant', deskId(2)))).toEqual({ ...seen, phone: '+251911' });
  });

  it('takes another scope where the service names one', () => {
    register();
    correct('national');
    expect(operations().map((operation) => operation.scope)).toEqual([`office:${deskId(3)}`, 'national']);
  });

  it('adds the officer’s own signature to facts and approvals only', () => {
    store.sync.write((tx) => {
      tx.rows.upsert('voucher', sampleVoucher({ voucherId: deskId(22), state: 'revoked' }), 7);
    });
    register();
    store.write((tx) =>
      tx.operations.record({
        type: 'voucher.redeem',
        payload: {
          redemptionId: deskId(24),
          voucherId: deskId(22),
          providerId: deskId(25),
          amountMinor: 450_000,
          method: 'photo',
          redeemedOn: '2026-11-20',
          redeemedAt: '2026-11-20T09:00:00.000Z',
          receiptNo: 'R1',
        },
        entity: deskId(22),
        actor: deskActor,
      }),
    );
    const [create, redeem] = operations().map((operation) => decodeOp(operation.cbor ?? new Uint8Array()));
    expect(create?.ok && create.value.asig).toBeUndefined();
    expect(redeem?.ok && isSignedByOfficer(redeem.value, deskOfficer.publicKey, nobleVerify)).toBe(true);
  });
});

describe('nothing is kept', () => {
  it.each<[string, () => unknown, string]>([
    ['when the row to change is not there', () => correct(), 'sync/missing-row'],
    [
      'when the caller’s transaction fails afterwards',
      () =>
        store.write((tx) => {
          tx.operations.record({
            type: 'registrant.create',
            payload: created,
            entity: deskId(2),
            actor: deskActor,
          });
          throw new Error('later fault');
        }),
      'later fault',
    ],
    [
      'of a payload that fits no row',
      () =>
        store.write((tx) =>
          tx.operations.record({
            type: 'registrant.create',
            payload: { ...created, kind: 'robot' },
            entity: deskId(2),
            actor: deskActor,
          }),
        ),
      'sync/bad-form registrant.kind',
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
    const left = store.sync.read((tx) => ({
      waiting: tx.log.counts().waiting,
      nextSeq: tx.log.chainHead(1)?.nextSeq,
      row: tx.rows.get('registrant', deskId(2)),
      shadows: tx.shadow.count(),
    }));
    expect(left).toEqual({ waiting: 0, nextSeq: 1, row: undefined, shadows: 0 });
  });
});

it('begins a chain at the certificate once and for all', () => {
  const head = store.sync.read((tx) => tx.log.chainHead(1)?.head);
  expect(hexToBytes(head ?? '')).toEqual(genesisHash(utf8Encode(deskDevice.certificate), 1));
  store.sync.write((tx) => openDeviceChain(tx.log, deskDevice));
  expect(() =>
    store.sync.write((tx) => openDeviceChain(tx.log, { ...deskDevice, certificate: 'another' })),
  ).toThrow('began with another genesis hash');
});

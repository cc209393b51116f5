import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createStore } from '#db/sqlite/store';
import { type TempReplica, tempReplica } from '#db/sqlite/testing/temp-replica';
import { hexToBytes } from '#domain/codec/bytes';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import type { Actor } from '#ports/store';
import { createAxiosHttp } from '#sync/client/axios-http';
import { createDeviceRequest } from '#sync/client/device-request';
import { enrolWithCentre } from '#sync/client/enrol-device';
import { createRecorder, openDeviceChain } from '#sync/client/record-operation';
import { createSyncLoop, type SyncLoop } from '#sync/client/sync-loop';
import { tableOrder } from '#sync/protocol/rows/replicated-tables';
import { type CentreFixture, createCentreFixture, expectOk } from '../../test/setup/centre-fixture.ts';
import { createWorld, type TestWorld } from '../../test/setup/centre-world.ts';
import { registrantPayload } from '../../test/setup/registry-payloads.ts';
import type { TestOfficer } from '../../test/setup/test-device.ts';
import { createEnrolmentCode } from './admin/devices.ts';

/** The office's own client (axios, encrypted SQLite, recorder, sync loop) against the real centre over a socket. */
let fixture: CentreFixture;
let world: TestWorld;
let centreUrl: string;
const replicas: TempReplica[] = [];

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_office');
  world = await createWorld(fixture);
  centreUrl = await fixture.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  for (const replica of replicas) replica.remove();
  await fixture.close();
});

const timers = {
  after: (ms: number, work: () => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
const clock = {
  nowMs: () => fixture.service.nowMs(),
  correctedMs: () => fixture.service.nowMs(),
  today: () => '2026-11-20',
  isBehind: () => false,
};
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const random = (length: number) => new Uint8Array(randomBytes(length));

type Desk = { readonly store: ReturnType<typeof createStore>; readonly loop: SyncLoop };

async function openDesk(): Promise<Desk> {
  const { code } = expectOk(await createEnrolmentCode(fixture.admin, { officeId: world.officeA.officeId }));
  const seed = random(32);
  const http = createAxiosHttp();
  const enrolled = expectOk(
    await enrolWithCentre({
      ...{ centreUrl, http, timers, clock, random, code, label: 'Desk', deviceSeed: seed },
      wrappingSeed: random(32),
    }),
  );
  const { deviceId, deviceNo, incarnation, certificate, officeId, centrePublicKey } = enrolled.reply;
  const temp = tempReplica();
  replicas.push(temp);
  const signer = nobleSigner(seed);
  const recorder = createRecorder({ deviceNo, incarnation, clock, office: { officeId } });
  const queries = { registry: () => ({}) as never, payments: () => ({}) as never };
  const store = createStore({ handle: temp.replica, deviceNo, recorder, queries });
  store.sync.write((tx) => openDeviceChain(tx.log, { certificate, incarnation }));
  const request = createDeviceRequest({
    centreUrl,
    device: { deviceId, signer },
    http,
    timers,
    clock,
    random,
  });
  const loop = createSyncLoop({
    ...{
      store: store.sync,
      request,
      clock,
      timers,
      log,
      centreUrl,
      verify: nobleVerify,
      appVersion: '0.1.0',
    },
    random: () => 0,
    device: { deviceId, deviceNo, incarnation, certificate, signer },
    centrePublicKey: hexToBytes(centrePublicKey),
    files: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
    onServerTime: () => undefined,
    onEvent: () => undefined,
  });
  return { store, loop };
}

function actorOf(officer: TestOfficer): Actor {
  const { userId, userNo, personId, signer } = officer;
  return { userId, userNo, personId, displayName: 'Officer', roles: ['officer'], sign: signer.sign };
}

describe('two desks of one office', () => {
  it('end with the same rows, each confirmed, and a refused operation undone', async () => {
    const [first, second] = [await openDesk(), await openDesk()];
    const actor = actorOf(world.officeA.people.officer);
    const people = [1, 2, 3].map(() =>
      registrantPayload(world.officeA, { facts: { rooms: 3, income: 1.25 } }),
    );
    const refused = registrantPayload(world.officeA, { areaId: randomUUID() });
    for (const payload of [...people, refused]) {
      first.store.write((tx) =>
        tx.operations.record({ type: 'registrant.create', payload, entity: payload.registrantId, actor }),
      );
    }
    expect(await first.loop.syncNow()).toEqual(
      expect.objectContaining({ reached: true, sent: 4, refused: 1, waiting: 0, errorCode: null }),
    );
    expect((await second.loop.syncNow()).reached).toBe(true);
    const [payload] = people;
    second.store.write((tx) =>
      tx.operations.record({
        type: 'registrant.update',
        payload: { registrantId: payload?.registrantId ?? '', phone: '+254700000009', reason: 'told us' },
        entity: payload?.registrantId ?? '',
        actor,
      }),
    );
    await second.loop.syncNow();
    await first.loop.syncNow();
    for (const table of tableOrder) {
      const rows = (desk: Desk) => desk.store.read((tx) => tx.rows.all(table));
      expect(rows(first), table).toEqual(rows(second));
    }
    const ids = first.store.read((tx) => tx.rows.all('registrant').map((row) => row.registrantId));
    expect(ids.toSorted()).toEqual(people.map((one) => one.registrantId).toSorted());
    const seqs = first.store.read((tx) => ids.map((id) => tx.rows.seqOf('registrant', id)));
    expect(seqs.every((seq) => seq > 0)).toBe(true);
    await Promise.all([first.loop.stop(), second.loop.stop()]);
    expect(fixture.faults).toEqual([]);
  });
});

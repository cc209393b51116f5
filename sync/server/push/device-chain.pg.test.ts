import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { encodeBatch, signBatch } from '#sync/protocol/batch-codec';
import { paths } from '#sync/protocol/paths';
import { PushReply } from '#sync/protocol/wire';
import { type CentreFixture, createCentreFixture } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import { registrantPayload } from '../../../test/setup/registry-payloads.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';
import { setDeviceState } from '../admin/devices.ts';
import { listCases } from '../admin/oversight.ts';

let fixture: CentreFixture;
let world: TestWorld;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_chain');
  world = await createWorld(fixture);
});
afterAll(() => fixture.close());

function recordOne(device: TestDevice): Uint8Array {
  return device.record('registrant.create', registrantPayload(world.officeA), world.officeA.people.officer);
}

function hello(device: TestDevice, seq: number, head: string) {
  const { incarnation } = device.enrolment;
  return device.send('POST', paths.hello, { protocol: 1, incarnation, seq, head, appVersion: '0.1.0' });
}

describe('the chain of a device', () => {
  it('asks for missing operations and stores nothing of a batch that comes too early', async () => {
    const device = await addDevice(fixture, world.officeA);
    for (let count = 0; count < 3; count += 1) recordOne(device);
    const early = PushReply.parse((await device.push(3)).body);
    expect(early).toEqual({
      verdicts: [{ seq: 3, verdict: 'HELD', code: 'GAP', data: { expectedFrom: 1 }, caseId: null }],
      lastSeq: 0,
      lastHead: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await device.verdicts(1)).map(({ verdict }) => verdict)).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'ACCEPTED',
    ]);
  });

  it('takes the rest of a batch of which it knows the beginning', async () => {
    const device = await addDevice(fixture, world.officeA);
    recordOne(device);
    await device.verdicts();
    recordOne(device);
    const both = await device.verdicts(1);
    expect(both.map(({ seq, verdict }) => [seq, verdict])).toEqual([
      [1, 'DUPLICATE'],
      [2, 'ACCEPTED'],
    ]);
  });

  it('freezes a device that shows two histories, opens a case, and lets it go on when people say so', async () => {
    const device = await addDevice(fixture, world.officeA);
    const original = recordOne(device);
    await device.verdicts();
    const other = recordOne(await addDevice(fixture, world.officeA));
    expect(other).not.toEqual(original);
    const { deviceNo: dev, incarnation: inc } = device.enrolment;
    const second = recordOne(device);
    const forged = encodeBatch(
      signBatch({ dev, inc, from: 2, prev: new Uint8Array(32).fill(1), ops: [second] }, device.signer),
    );
    const reply = await device.send('POST', paths.push, forged);
    expect(reply).toEqual({ status: 409, body: { error: { code: 'EQUIVOCATION', data: { seq: 2 } } } });
    expect((await device.push(2)).body).toEqual({ error: { code: 'DEVICE_FROZEN' } });
    expect((await device.send('POST', paths.pull, { cursors: {} })).body).toEqual({
      error: { code: 'DEVICE_FROZEN' },
    });
    const cases = await listCases(fixture.admin, 'open');
    expect(cases.filter(({ deviceNo }) => deviceNo === dev).map(({ kind, refId }) => [kind, refId])).toEqual([
      ['EQUIVOCATION', device.enrolment.deviceId],
    ]);
    await setDeviceState(fixture.admin, dev, { state: 'active', reason: 'disk was restored' });
    expect((await device.verdicts(2)).map(({ verdict }) => verdict)).toEqual(['ACCEPTED']);
  });

  it('also sees a fork in the greeting: same sequence, another hash', async () => {
    const device = await addDevice(fixture, world.officeA);
    const greeted = await hello(device, 0, '00'.repeat(32));
    expect(greeted).toEqual({ status: 409, body: { error: { code: 'EQUIVOCATION', data: { seq: 0 } } } });
  });

  it('says in the greeting what it has and where the scopes stand', async () => {
    const device = await addDevice(fixture, world.officeA);
    recordOne(device);
    await device.push();
    await device.pullAll();
    const reply = await hello(device, 0, '00'.repeat(32));
    expect(reply).toEqual({
      status: 200,
      body: {
        protocol: 1,
        serverEpoch: fixture.service.keys.serverEpoch,
        serverTime: '2026-11-20T09:00:00.000Z',
        lastSeq: 1,
        lastHead: expect.stringMatching(/^[0-9a-f]{64}$/),
        heads: device.cursors(),
      },
    });
  });

  it('keeps aside everything a revoked device still sends', async () => {
    const device = await addDevice(fixture, world.officeA);
    await setDeviceState(fixture.admin, device.enrolment.deviceNo, { state: 'revoked', reason: 'stolen' });
    recordOne(device);
    expect((await device.verdicts()).map(({ verdict, code }) => [verdict, code])).toEqual([
      ['HELD', 'QUARANTINED'],
    ]);
    expect((await device.verdicts(1)).map(({ verdict, code }) => [verdict, code])).toEqual([
      ['HELD', 'QUARANTINED'],
    ]);
    expect((await device.send('POST', paths.pull, { cursors: {} })).body).toEqual({
      error: { code: 'device/revoked' },
    });
  });

  it('refuses batches that are not whole, not its own, or not signed by the device', async () => {
    const device = await addDevice(fixture, world.officeA);
    const stranger = await addDevice(fixture, world.officeA);
    const ops = [recordOne(device)];
    const { deviceNo: dev, incarnation: inc } = device.enrolment;
    const prev = new Uint8Array(32);
    const codeOf = async (bytes: Uint8Array) => (await device.send('POST', paths.push, bytes)).body;
    expect(await codeOf(new Uint8Array([1, 2, 3]))).toEqual({
      error: { code: 'sync/bad-batch', data: { reason: 'cbor' } },
    });
    const others = signBatch({ dev: stranger.enrolment.deviceNo, inc, from: 1, prev, ops }, stranger.signer);
    expect(await codeOf(encodeBatch(others))).toEqual({ error: { code: 'sync/other-device' } });
    const unsigned = signBatch({ dev, inc, from: 1, prev, ops }, stranger.signer);
    expect(await codeOf(encodeBatch(unsigned))).toEqual({ error: { code: 'sync/bad-signature' } });
    const cut = { ...signBatch({ dev, inc, from: 1, prev, ops: [...ops, ...ops] }, device.signer), ops };
    expect(await codeOf(encodeBatch(cut))).toEqual({
      error: { code: 'sync/bad-batch', data: { reason: 'count' } },
    });
    expect((await device.verdicts()).map(({ verdict }) => verdict)).toEqual(['ACCEPTED']);
  });
});

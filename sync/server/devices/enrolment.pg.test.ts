import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hexToBytes } from '#domain/codec/bytes';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import { openSealedKey } from '#sync/client/open-sealed-key';
import { decodeDeviceCertificate, deviceCertificateMessage } from '#sync/protocol/device-certificate';
import { paths } from '#sync/protocol/paths';
import { EnrolReply, type EnrolRequestBody } from '#sync/protocol/wire';
import {
  type CentreFixture,
  createCentreFixture,
  expectOk,
  FIXTURE_START,
} from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import { enrolRequest, signedHeaders } from '../../../test/setup/test-device.ts';
import { createEnrolmentCode } from '../admin/devices.ts';

let fixture: CentreFixture;
let world: TestWorld;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_enrol');
  world = await createWorld(fixture);
});
afterAll(() => fixture.close());

async function newCode(): Promise<string> {
  return expectOk(await createEnrolmentCode(fixture.admin, { officeId: world.officeA.officeId })).code;
}

async function enrol(
  request: EnrolRequestBody,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const reply = await fixture.app.inject({ method: 'POST', url: paths.enrol, payload: request });
  return { status: reply.statusCode, body: reply.json() };
}

const refusedCode = { status: 400, body: { error: { code: 'enrol/bad-code' } } };

describe('enrolling a PC', () => {
  it('gives it a certificate, numbers of its own and the office’s document key', async () => {
    const first = await addDevice(fixture, world.officeA);
    const second = await addDevice(fixture, world.officeA);
    const { enrolment } = first;
    const certificate = decodeDeviceCertificate(enrolment.certificate);
    expect(certificate).toEqual({
      ok: true,
      value: expect.objectContaining({
        device_id: enrolment.deviceId,
        office_id: world.officeA.officeId,
        scopes: ['national', `program:${world.programId}`, `office:${world.officeA.officeId}`],
        issued_at: '2026-11-20T09:00:00.000Z',
        expires_at: '2027-11-20T09:00:00.000Z',
      }),
    });
    const isGenuine = nobleVerify(
      hexToBytes(enrolment.certificateSignature),
      deviceCertificateMessage(enrolment.certificate),
      hexToBytes(enrolment.centrePublicKey),
    );
    expect(isGenuine).toBe(true);
    const keys = [first, second].map(({ enrolment: { sealedOfficeKey }, wrappingSeed }) =>
      expectOk(openSealedKey(hexToBytes(sealedOfficeKey), wrappingSeed)),
    );
    expect(keys[0]).toEqual(keys[1]);
    expect(keys[0]).toEqual(fixture.service.keys.officeKey(fixture.tenantId, world.officeA.officeId));
    expect(second.enrolment.deviceNo).toBe(enrolment.deviceNo + 1);
    const registration = [first, second].map((device) =>
      device.enrolment.numberRanges.find(({ series }) => series === 'registration'),
    );
    expect(registration).toEqual([
      { series: 'registration', prefix: 'DDA', from: 1, to: 100_000 },
      { series: 'registration', prefix: 'DDA', from: 100_001, to: 200_000 },
    ]);
  });

  it('answers the same PC again when the reply was lost, and nobody else', async () => {
    const code = await newCode();
    const signer = nobleSigner(randomBytes(32));
    const seed = new Uint8Array(randomBytes(32));
    const first = EnrolReply.parse((await enrol(enrolRequest(code, 'PC', signer, seed))).body);
    // Typed again by hand: case, blanks and hyphens do not matter.
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const again = EnrolReply.parse((await enrol(enrolRequest(typed, 'PC', signer, seed))).body);
    expect({ ...again, sealedOfficeKey: '' }).toEqual({ ...first, sealedOfficeKey: '' });
    expect(await enrol(enrolRequest(code, 'PC', nobleSigner(randomBytes(32)), seed))).toEqual(refusedCode);
  });

  it('gives one of two PCs that use a code at the same moment', async () => {
    const code = await newCode();
    const replies = await Promise.all(
      Array.from({ length: 6 }, () =>
        enrol(enrolRequest(code, 'PC', nobleSigner(randomBytes(32)), new Uint8Array(randomBytes(32)))),
      ),
    );
    expect(replies.filter(({ status }) => status === 200).length).toBe(1);
    expect(replies.filter(({ status }) => status !== 200)).toEqual(
      Array.from({ length: 5 }, () => refusedCode),
    );
  });

  it('refuses an unknown code, an expired one, and keys that prove nothing', async () => {
    const signer = nobleSigner(randomBytes(32));
    const seed = new Uint8Array(randomBytes(32));
    expect(await enrol(enrolRequest('AAAA-BBBB-CCCC', 'PC', signer, seed))).toEqual(refusedCode);
    const code = await newCode();
    const request = enrolRequest(code, 'PC', signer, seed);
    const badKey = { status: 400, body: { error: { code: 'enrol/bad-key' } } };
    expect(await enrol({ ...request, proof: '00'.repeat(64) })).toEqual(badKey);
    expect(await enrol({ ...request, publicKey: `01${'00'.repeat(31)}` })).toEqual(badKey);
    const weak = { ...signer, sign: signer.sign };
    const zeroWrapping = enrolRequest(code, 'PC', weak, seed);
    expect(await enrol({ ...zeroWrapping, wrappingPublicKey: '00'.repeat(32) })).toEqual(badKey);
    fixture.setNow(FIXTURE_START + 25 * 3_600_000);
    expect(await enrol(request)).toEqual(refusedCode);
    fixture.setNow(FIXTURE_START);
  });

  it('says which field of a request is wrong and repeats nothing of it', async () => {
    const reply = await fixture.app.inject({
      method: 'POST',
      url: paths.enrol,
      payload: { code: 'AAAA-BBBB-CCCC', label: 'PC', publicKey: 'secret', wrappingPublicKey: '', proof: '' },
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toEqual({ error: { code: 'request/invalid', data: { field: 'publicKey' } } });
  });
});

describe('a signed request', () => {
  it('is refused when it comes twice', async () => {
    const { enrolment, signer } = await addDevice(fixture, world.officeA);
    const { deviceId } = enrolment;
    const payload = JSON.stringify({ cursors: {} });
    const sender = { deviceId, signer, nowMs: fixture.service.nowMs };
    const signed = signedHeaders(sender, 'POST', paths.pull, new TextEncoder().encode(payload));
    const headers = { ...signed, 'content-type': 'application/json' };
    const ask = () => fixture.app.inject({ method: 'POST', url: paths.pull, payload, headers });
    expect((await ask()).statusCode).toBe(200);
    expect((await ask()).json()).toEqual({ error: { code: 'device/replayed' } });
    const elsewhere = await fixture.app.inject({ method: 'POST', url: paths.audit, payload, headers });
    expect(elsewhere.json()).toEqual({ error: { code: 'device/not-authenticated' } });
    const longer = await fixture.app.inject({
      method: 'POST',
      url: paths.pull,
      payload: `${payload} `,
      headers,
    });
    expect(longer.json()).toEqual({ error: { code: 'device/not-authenticated' } });
  });

  it('is refused when a header was changed', async () => {
    const device = await addDevice(fixture, world.officeA);
    const refused = { status: 401, body: { error: { code: 'device/not-authenticated' } } };
    const ask = (headers: Readonly<Record<string, string>>) =>
      device.send('POST', paths.pull, { cursors: {} }, headers);
    expect(await ask({ 'x-tawi-device': randomUUID() })).toEqual(refused);
    expect(await ask({ 'x-tawi-signature': '00'.repeat(64) })).toEqual(refused);
    expect(await ask({ 'x-tawi-nonce': '00'.repeat(16) })).toEqual(refused);
    expect(await ask({ 'x-tawi-time': '2026-11-20T09:00:01.000Z' })).toEqual(refused);
    expect(await ask({ 'x-tawi-time': 'yesterday' })).toEqual(refused);
    const other = await addDevice(fixture, world.officeA);
    expect(await ask({ 'x-tawi-device': other.enrolment.deviceId })).toEqual(refused);
  });

  it('is taken whatever the clock of the PC says, and its clock is noted', async () => {
    const device = await addDevice(fixture, world.officeA);
    fixture.setNow(FIXTURE_START + 400 * 86_400_000);
    const late = device.send('POST', paths.pull, { cursors: {} }, {});
    expect((await late).status).toBe(200);
    fixture.setNow(FIXTURE_START);
  });
});

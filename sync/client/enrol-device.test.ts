import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { utf8Encode } from '#domain/codec/utf8';
import { domainMessage, nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import {
  type DeviceCertificate,
  deviceCertificateMessage,
  encodeDeviceCertificate,
} from '../protocol/device-certificate.ts';
import { EnrolRequest } from '../protocol/wire.ts';
import { sealToDevice } from '../server/keys/seal-to-device.ts';
import { enrolWithCentre } from './enrol-device.ts';
import type { HttpCall } from './http.ts';
import { wrappingPublicKey } from './open-sealed-key.ts';
import { deskId, deskTime } from './testing/desk.ts';

const centre = nobleSigner(new Uint8Array(32).fill(1));
const deviceSeed = new Uint8Array(32).fill(2);
const wrappingSeed = new Uint8Array(32).fill(3);
const officeKey = new Uint8Array(32).fill(4);
const certificate: DeviceCertificate = {
  v: 1,
  type: 'device-certificate',
  device_id: deskId(9),
  device_no: 9,
  incarnation: 1,
  office_id: deskId(3),
  public_key: bytesToHex(nobleSigner(deviceSeed).publicKey),
  wrapping_public_key: bytesToHex(wrappingPublicKey(wrappingSeed)),
  scopes: ['national', `office:${deskId(3)}`],
  issued_at: '2026-11-20T09:00:00.000Z',
  expires_at: '2027-11-20T09:00:00.000Z',
};

function replyWith(change: Partial<DeviceCertificate> = {}) {
  const text = encodeDeviceCertificate({ ...certificate, ...change });
  return {
    ...{ tenantId: deskId(1), tenantName: 'Practice', practice: true, officeId: deskId(3), officeNo: 4 },
    ...{ officeCode: 'DD-04', officeName: 'Dodola', deviceId: deskId(9), deviceNo: 9, incarnation: 1 },
    certificate: text,
    certificateSignature: bytesToHex(centre.sign(deviceCertificateMessage(text))),
    centrePublicKey: bytesToHex(centre.publicKey),
    sealedOfficeKey: bytesToHex(sealToDevice(officeKey, wrappingPublicKey(wrappingSeed))),
    numberRanges: [{ series: 'registration', prefix: 'DD-04', from: 1, to: 1_000 }],
    ...{ serverEpoch: deskId(500), serverTime: '2026-11-20T09:00:00.000Z' },
  };
}

/** Enrols against one canned reply; says what was asked. */
async function enrolOver(reply: object, status = 200) {
  const { clock, timers } = deskTime();
  let asked: HttpCall | undefined;
  const result = await enrolWithCentre({
    ...{
      centreUrl: 'https://centre.example',
      code: 'ABCD-EFGH-1234',
      label: 'Desk 1',
      deviceSeed,
      wrappingSeed,
    },
    ...{ clock, timers, random: (length: number) => new Uint8Array(length) },
    http: async (call) => {
      asked = call;
      return { status, contentType: 'application/json', body: utf8Encode(JSON.stringify(reply)) };
    },
  });
  return { result, asked };
}

describe('enrolment', () => {
  it('proves the device key and keeps the office key it can open', async () => {
    const reply = replyWith();
    const { result, asked } = await enrolOver(reply);
    expect(result).toEqual({ ok: true, value: { reply, certificate, officeKey } });
    expect([asked?.method, asked?.url]).toEqual(['POST', 'https://centre.example/v1/enrol']);
    expect(Object.keys(asked?.headers ?? {}).filter((name) => name.startsWith('x-tawi'))).toEqual([]);
    const body = EnrolRequest.parse(JSON.parse(Buffer.from(asked?.body ?? []).toString()));
    const { code, publicKey, wrappingPublicKey: wrapping, proof } = body;
    expect({ ...body, proof: '' }).toEqual({
      ...{ code: 'ABCD-EFGH-1234', label: 'Desk 1', proof: '' },
      ...{ publicKey: certificate.public_key, wrappingPublicKey: certificate.wrapping_public_key },
    });
    const claim = canonicalJsonBytes({ code, public_key: publicKey, wrapping_public_key: wrapping });
    const message = domainMessage('g2p/request/v1', claim);
    expect(nobleVerify(hexToBytes(proof), message, hexToBytes(publicKey))).toBe(true);
  });

  it('says that the centre does not know the code', async () => {
    const { result } = await enrolOver({ error: { code: 'enrol/unknown-code' } }, 403);
    expect(result).toEqual({ ok: false, error: { code: 'sync/refused', reason: 'enrol/unknown-code' } });
  });
});

describe('a reply is not believed', () => {
  const smallOrder = '0100000000000000000000000000000000000000000000000000000000000000';
  it.each<[string, object, string]>([
    [
      'with a centre key of small order',
      { ...replyWith(), centrePublicKey: smallOrder },
      'enrol/weak-centre-key',
    ],
    [
      'with a certificate signed by somebody else',
      { ...replyWith(), centrePublicKey: certificate.public_key },
      'enrol/bad-certificate',
    ],
    [
      'with a certificate changed after signing',
      { ...replyWith(), certificate: replyWith({ device_no: 10 }).certificate },
      'enrol/bad-certificate',
    ],
    ['for another device key', replyWith({ public_key: 'ab'.repeat(32) }), 'enrol/certificate-of-another'],
    [
      'for another wrapping key',
      replyWith({ wrapping_public_key: 'ab'.repeat(32) }),
      'enrol/certificate-of-another',
    ],
    ['for another number', replyWith({ device_no: 10 }), 'enrol/certificate-of-another'],
    ['for another incarnation', replyWith({ incarnation: 2 }), 'enrol/certificate-of-another'],
    ['for another office', replyWith({ office_id: deskId(4) }), 'enrol/certificate-of-another'],
    ['without the office’s scope', replyWith({ scopes: ['national'] }), 'enrol/certificate-of-another'],
    [
      'that is out of date',
      replyWith({ expires_at: '2026-11-20T08:59:59.999Z' }),
      'enrol/certificate-of-another',
    ],
    [
      'whose office key was sealed to another PC',
      { ...replyWith(), sealedOfficeKey: bytesToHex(sealToDevice(officeKey, wrappingPublicKey(deviceSeed))) },
      'enrol/cannot-open-office-key',
    ],
    [
      'whose office key has another length',
      {
        ...replyWith(),
        sealedOfficeKey: bytesToHex(sealToDevice(new Uint8Array(16), wrappingPublicKey(wrappingSeed))),
      },
      'enrol/cannot-open-office-key',
    ],
    ['that is a portal’s page', { page: 'sign in' }, 'sync/rubbish'],
  ])('%s', async (_, reply, code) => {
    const { result } = await enrolOver(reply);
    expect(result.ok ? null : result.error.code).toBe(code);
  });
});

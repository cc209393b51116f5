import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { err, ok, type Result } from '#domain/result';
import { domainMessage, isAcceptablePublicKey, nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import {
  type DeviceCertificate,
  decodeDeviceCertificate,
  deviceCertificateMessage,
} from '../protocol/device-certificate.ts';
import { paths } from '../protocol/paths.ts';
import { EnrolReply, type EnrolReplyBody } from '../protocol/wire.ts';
import { createDeviceRequest, type DeviceRequestOptions } from './device-request.ts';
import { openSealedKey, wrappingPublicKey } from './open-sealed-key.ts';
import type { SyncFailure } from './sync-failure.ts';

export type EnrolOptions = Omit<DeviceRequestOptions, 'device'> & {
  /** As typed: single use, bound to an office by the centre. */
  readonly code: string;
  /** What people call this PC. */
  readonly label: string;
  /** 32 random bytes each, made here; they never leave the PC. */
  readonly deviceSeed: Uint8Array;
  readonly wrappingSeed: Uint8Array;
};

/** The centre answered, but with something that must not be trusted. Nothing may be stored then. */
export type EnrolFailure = {
  readonly code:
    | 'enrol/weak-centre-key'
    | 'enrol/bad-certificate'
    | 'enrol/certificate-of-another'
    | 'enrol/cannot-open-office-key';
};

export type Enrolled = {
  readonly reply: EnrolReplyBody;
  readonly certificate: DeviceCertificate;
  /** 32 bytes: key of the office's documents. */
  readonly officeKey: Uint8Array;
};

/**
 * Enrols this PC (security design 4.3): proves possession of the device key, then believes the reply only when the
 * certificate is signed by the centre's key, names exactly our keys and the numbers of the reply, and the office key
 * opens. `sync/refused` with its reason means the code is unknown, used or out of date.
 */
export async function enrolWithCentre(
  options: EnrolOptions,
): Promise<Result<Enrolled, SyncFailure | EnrolFailure>> {
  const { code, label } = options;
  const signer = nobleSigner(options.deviceSeed);
  const publicKey = bytesToHex(signer.publicKey);
  const wrappingKey = bytesToHex(wrappingPublicKey(options.wrappingSeed));
  const claim = canonicalJsonBytes({ code, public_key: publicKey, wrapping_public_key: wrappingKey });
  const proof = bytesToHex(signer.sign(domainMessage('g2p/request/v1', claim)));
  const request = createDeviceRequest({ ...options, device: null });
  const reply = await request({
    method: 'POST',
    path: paths.enrol,
    body: { kind: 'json', value: { code, label, publicKey, wrappingPublicKey: wrappingKey, proof } },
    reply: { kind: 'json', schema: EnrolReply },
    maxReplyBytes: 200_000,
  });
  if (!reply.ok) return reply;
  const certificate = judgeCertificate(reply.value, publicKey, wrappingKey);
  if (!certificate.ok) return certificate;
  const officeKey = openSealedKey(hexToBytes(reply.value.sealedOfficeKey), options.wrappingSeed);
  if (!officeKey.ok) return officeKey;
  if (officeKey.value.length !== 32) return err({ code: 'enrol/cannot-open-office-key' });
  return ok({ reply: reply.value, certificate: certificate.value, officeKey: officeKey.value });
}

function judgeCertificate(
  reply: EnrolReplyBody,
  publicKey: string,
  wrappingKey: string,
): Result<DeviceCertificate, EnrolFailure> {
  const centreKey = hexToBytes(reply.centrePublicKey);
  if (!isAcceptablePublicKey(centreKey)) return err({ code: 'enrol/weak-centre-key' });
  const signature = hexToBytes(reply.certificateSignature);
  const isSigned = nobleVerify(signature, deviceCertificateMessage(reply.certificate), centreKey);
  const certificate = decodeDeviceCertificate(reply.certificate);
  if (!isSigned || !certificate.ok) return err({ code: 'enrol/bad-certificate' });
  const { value } = certificate;
  const isOurs =
    value.public_key === publicKey &&
    value.wrapping_public_key === wrappingKey &&
    value.device_id === reply.deviceId &&
    value.device_no === reply.deviceNo &&
    value.incarnation === reply.incarnation &&
    value.office_id === reply.officeId &&
    value.scopes.includes(`office:${reply.officeId}`);
  return isOurs && reply.serverTime < value.expires_at
    ? ok(value)
    : err({ code: 'enrol/certificate-of-another' });
}

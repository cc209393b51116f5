import { randomUUID } from 'node:crypto';
import type { Tx } from '#db/postgres/database';
import { loadRows } from '#db/postgres/replicated-rows.sql';
import {
  type EnrolmentCode,
  lockEnrolmentCode,
  markEnrolmentCodeUsed,
} from '#db/postgres/repositories/codes';
import {
  type DeviceRecord,
  findDevice,
  insertDevice,
  listNumberBlocks,
  takeNumberBlock,
} from '#db/postgres/repositories/devices';
import {
  findTenantOf,
  insertRoute,
  readTenantSettings,
  takeNumbers,
} from '#db/postgres/repositories/tenants';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { utf8Encode } from '#domain/codec/utf8';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { domainMessage } from '#domain/signing/ed25519';
import { deviceCertificateMessage, encodeDeviceCertificate } from '#sync/protocol/device-certificate';
import { genesisHash } from '#sync/protocol/op-chain';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import type { EnrolReplyBody, EnrolRequestBody } from '#sync/protocol/wire';
import { type CentreService, nowOf } from '../centre-service.ts';
import { nodeVerify, sha256Hex } from '../keys/node-signing.ts';
import { plainCode } from '../keys/one-time-code.ts';
import { isWrappingKey, sealToDevice } from '../keys/seal-to-device.ts';
import { scopesOfOffice } from './device-scopes.ts';

export type EnrolError =
  /** Unknown, used or expired: one answer for all three. */
  | { readonly code: 'enrol/bad-code' }
  /** The key does not sign for itself, or is of small order. */
  | { readonly code: 'enrol/bad-key' };

/** Numbers a device may give out before it must ask for more. */
const BLOCK_SIZES = { registration: 100_000, receipt: 100_000, claim: 10_000 } as const;
const CERTIFICATE_DAYS = 365;
const DAY_MS = 86_400_000;
const FIRST_INCARNATION = 1;

/**
 * Enrols a PC with a single-use code (security design 4.3): proof of possession, number, number blocks, certificate,
 * and the office's document key sealed to the PC. If the reply was lost, the same PC with the same key and code gets
 * the same enrolment again.
 */
export async function enrolDevice(
  service: CentreService,
  request: EnrolRequestBody,
): Promise<Result<EnrolReplyBody, EnrolError>> {
  if (!isProven(request)) return err({ code: 'enrol/bad-key' });
  const codeSha256 = sha256Hex(plainCode(request.code));
  const tenantId = await findTenantOf(service.database.open, 'enrolment', codeSha256);
  if (tenantId === undefined) return err({ code: 'enrol/bad-code' });
  return service.database.transaction(tenantId, async (tx) => {
    const code = await lockEnrolmentCode(tx, codeSha256);
    if (code === undefined) return err({ code: 'enrol/bad-code' });
    const device = await deviceForCode(tx, service, code, request);
    return device === undefined ? err({ code: 'enrol/bad-code' }) : ok(await replyFor(tx, service, device));
  });
}

function isProven({ code, publicKey, wrappingPublicKey, proof }: EnrolRequestBody): boolean {
  const claim = { code, public_key: publicKey, wrapping_public_key: wrappingPublicKey };
  const message = domainMessage('g2p/request/v1', canonicalJsonBytes(claim));
  return (
    nodeVerify(hexToBytes(proof), message, hexToBytes(publicKey)) &&
    isWrappingKey(hexToBytes(wrappingPublicKey))
  );
}

async function deviceForCode(
  tx: Tx,
  service: CentreService,
  code: EnrolmentCode,
  request: EnrolRequestBody,
): Promise<DeviceRecord | undefined> {
  const now = nowOf(service);
  if (code.usedByDevice !== null) {
    const earlier = await findDevice(tx, code.usedByDevice);
    const isSamePc =
      earlier?.publicKey === request.publicKey && earlier.wrappingPublicKey === request.wrappingPublicKey;
    return isSamePc ? earlier : undefined;
  }
  if (code.expiresAt <= now) return undefined;
  const device = await makeDevice(tx, service, code.officeId, request);
  await insertDevice(tx, device);
  await insertRoute(tx, 'device', device.deviceId);
  await markEnrolmentCodeUsed(tx, code.codeSha256, { usedAt: now, usedByDevice: device.deviceId });
  const office = await requireOffice(tx, code.officeId);
  for (const series of ['registration', 'receipt', 'claim'] as const) {
    await takeNumberBlock(tx, {
      ...{ series, prefix: office.code, deviceNo: device.deviceNo },
      size: BLOCK_SIZES[series],
    });
  }
  return device;
}

async function makeDevice(
  tx: Tx,
  { keys, nowMs }: CentreService,
  officeId: string,
  request: EnrolRequestBody,
): Promise<DeviceRecord> {
  const issuedAt = new Date(nowMs()).toISOString();
  const deviceId = randomUUID();
  const deviceNo = await takeNumbers(tx, 'device');
  const { publicKey, wrappingPublicKey, label } = request;
  const certificate = encodeDeviceCertificate({
    v: 1,
    type: 'device-certificate',
    device_id: deviceId,
    device_no: deviceNo,
    incarnation: FIRST_INCARNATION,
    office_id: officeId,
    public_key: publicKey,
    wrapping_public_key: wrappingPublicKey,
    scopes: await scopesOfOffice(tx, officeId),
    issued_at: issuedAt,
    expires_at: new Date(nowMs() + CERTIFICATE_DAYS * DAY_MS).toISOString(),
  });
  return {
    ...{ deviceId, deviceNo, officeId, label, publicKey, wrappingPublicKey, certificate },
    incarnation: FIRST_INCARNATION,
    certificateSignature: bytesToHex(keys.signer.sign(deviceCertificateMessage(certificate))),
    headSeq: 0,
    headHash: bytesToHex(genesisHash(utf8Encode(certificate), FIRST_INCARNATION)),
    state: 'active',
    stateReason: null,
    appVersion: null,
    clockOffsetMs: 0,
    enrolledAt: issuedAt,
    lastSeen: issuedAt,
  };
}

async function replyFor(tx: Tx, service: CentreService, device: DeviceRecord): Promise<EnrolReplyBody> {
  const settings = await readTenantSettings(tx);
  assert(settings !== undefined, () => 'a tenant has a policy');
  const office = await requireOffice(tx, device.officeId);
  const { keys } = service;
  const officeKey = keys.officeKey(tx.tenantId, device.officeId);
  return {
    tenantId: tx.tenantId,
    tenantName: settings.tenantName,
    practice: settings.practice,
    officeId: office.officeId,
    officeNo: office.officeNo,
    officeCode: office.code,
    officeName: office.name,
    deviceId: device.deviceId,
    deviceNo: device.deviceNo,
    incarnation: device.incarnation,
    certificate: device.certificate,
    certificateSignature: device.certificateSignature,
    centrePublicKey: bytesToHex(keys.signer.publicKey),
    sealedOfficeKey: bytesToHex(sealToDevice(officeKey, hexToBytes(device.wrappingPublicKey))),
    numberRanges: [...(await listNumberBlocks(tx, device.deviceNo))],
    serverEpoch: keys.serverEpoch,
    serverTime: nowOf(service),
  };
}

async function requireOffice(tx: Tx, officeId: string): Promise<RowOf<'office'>> {
  const [office] = await loadRows(tx, 'office', 'officeId', [officeId], { lock: false });
  assert(office !== undefined, () => `no office ${officeId}`);
  return office.row;
}

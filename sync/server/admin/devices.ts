import { z } from 'zod';
import { insertEnrolmentCode } from '#db/postgres/repositories/codes';
import { type DeviceRecord, listDevices, updateDevice } from '#db/postgres/repositories/devices';
import { insertRoute } from '#db/postgres/repositories/tenants';
import { err, ok } from '#domain/result';
import { Uuid } from '#sync/protocol/rows/scalars';
import { nowOf } from '../centre-service.ts';
import { sha256Hex } from '../keys/node-signing.ts';
import { newOneTimeCode, plainCode } from '../keys/one-time-code.ts';
import { type AdminContext, type AdminResult, adminWork, findRow } from './admin-context.ts';

const ENROLMENT_CODE_BYTES = 16;
const HOUR_MS = 3_600_000;

export const NewEnrolmentCode = z.strictObject({
  officeId: Uuid,
  validHours: z.int().min(1).max(168).default(24),
});

/** A single-use code with which one PC joins an office; shown once. */
export async function createEnrolmentCode(
  admin: AdminContext,
  input: z.input<typeof NewEnrolmentCode>,
): AdminResult<{ readonly code: string; readonly expiresAt: string }> {
  const { officeId, validHours } = NewEnrolmentCode.parse(input);
  return adminWork(admin, 'enrolment-code.created', async (tx) => {
    const office = await findRow(tx, 'office', officeId);
    if (!office.ok) return office;
    const code = newOneTimeCode(ENROLMENT_CODE_BYTES);
    const codeSha256 = sha256Hex(plainCode(code));
    const expiresAt = new Date(admin.service.nowMs() + validHours * HOUR_MS).toISOString();
    await insertEnrolmentCode(tx, { codeSha256, officeId, createdAt: nowOf(admin.service), expiresAt });
    await insertRoute(tx, 'enrolment', codeSha256);
    return ok({ value: { code, expiresAt }, object: officeId });
  });
}

/** A device without its keys and certificate. */
export type DeviceSummary = Pick<
  DeviceRecord,
  | 'deviceId'
  | 'deviceNo'
  | 'incarnation'
  | 'officeId'
  | 'label'
  | 'state'
  | 'stateReason'
  | 'appVersion'
  | 'headSeq'
  | 'headHash'
  | 'clockOffsetMs'
  | 'enrolledAt'
  | 'lastSeen'
>;

export async function listDeviceSummaries(admin: AdminContext): Promise<readonly DeviceSummary[]> {
  const devices = await admin.service.database.transaction(admin.tenantId, (tx) => listDevices(tx));
  return devices.map(
    ({
      publicKey: _key,
      wrappingPublicKey: _wrap,
      certificate: _text,
      certificateSignature: _sig,
      ...summary
    }) => summary,
  );
}

export const NewDeviceState = z.strictObject({
  state: z.enum(['active', 'revoked']),
  reason: z.string().min(1).max(200),
});

/**
 * Revokes a device (it may push, but all of it is kept aside) or opens a frozen one again after people have looked.
 * A revoked device never comes back: the PC enrols anew.
 */
export async function setDeviceState(
  admin: AdminContext,
  deviceNo: number,
  input: z.input<typeof NewDeviceState>,
): AdminResult<null> {
  const { state, reason } = NewDeviceState.parse(input);
  return adminWork(admin, 'device.state-set', async (tx) => {
    const [device] = await listDevices(tx, [deviceNo]);
    if (device === undefined) return err({ code: 'admin/not-found', what: 'device' });
    if (device.state === 'revoked') return err({ code: 'admin/not-allowed', reason: 'revoked' });
    await updateDevice(tx, device.deviceId, { state, stateReason: reason });
    return ok({ value: null, object: device.deviceId, data: { state } });
  });
}

/** Where a device's chain of operations stands. */
export async function readDeviceHead(
  admin: AdminContext,
  deviceNo: number,
): AdminResult<Pick<DeviceRecord, 'deviceId' | 'incarnation' | 'headSeq' | 'headHash' | 'lastSeen'>> {
  const devices = await admin.service.database.transaction(admin.tenantId, (tx) =>
    listDevices(tx, [deviceNo]),
  );
  const [device] = devices;
  if (device === undefined) return err({ code: 'admin/not-found', what: 'device' });
  const { deviceId, incarnation, headSeq, headHash, lastSeen } = device;
  return ok({ deviceId, incarnation, headSeq, headHash, lastSeen });
}

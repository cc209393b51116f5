import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { listDevices } from '#db/postgres/repositories/devices';
import { openCertificateUse } from '#db/postgres/repositories/funds';
import { hexToBytes } from '#domain/codec/bytes';
import { err, ok } from '#domain/result';
import { keyId } from '#domain/signing/ed25519';
import { encodeIssuingCertificate, signIssuingCertificate } from '#domain/vouchers/issuing-certificate';
import { PlainDate, Uuid } from '#sync/protocol/rows/scalars';
import { nowOf } from '../centre-service.ts';
import { type AdminContext, type AdminResult, adminWork, findRow, writeRows } from './admin-context.ts';

export const NewCertificate = z.strictObject({
  programId: Uuid,
  deviceNo: z.int().min(1),
  /** First and last day on which vouchers under it may begin. */
  notBefore: PlainDate,
  notAfter: PlainDate,
  maxCount: z.int().min(1),
  maxTotalMinor: z.int().min(1),
});

/** Lets a device sign vouchers of a programme offline, up to a count and a total; signed with the centre's key. */
export async function issueCertificate(
  admin: AdminContext,
  input: z.input<typeof NewCertificate>,
): AdminResult<{ readonly certificateId: string; readonly kid: string }> {
  const { programId, deviceNo, notBefore, notAfter, maxCount, maxTotalMinor } = NewCertificate.parse(input);
  if (notBefore > notAfter) return err({ code: 'admin/invalid', field: 'notAfter' });
  return adminWork(admin, 'certificate.issued', async (tx) => {
    const program = await findRow(tx, 'program', programId);
    if (!program.ok) return program;
    const [device] = await listDevices(tx, [deviceNo]);
    if (device === undefined || device.state !== 'active')
      return err({ code: 'admin/not-found', what: 'device' });
    const office = await findRow(tx, 'office', device.officeId);
    if (!office.ok) return office;
    const kid = keyId(hexToBytes(device.publicKey));
    const signed = signIssuingCertificate(
      {
        v: 1,
        type: 'issuing-certificate',
        kid,
        public_key: device.publicKey,
        program_no: program.value.programNo,
        office_no: office.value.officeNo,
        device_no: deviceNo,
        not_before: notBefore,
        not_after: notAfter,
        max_count: maxCount,
        max_total_minor: String(maxTotalMinor),
        issued_at: nowOf(admin.service),
      },
      admin.service.keys.signer,
    );
    const certificateId = randomUUID();
    await openCertificateUse(tx, { certificateId, maxCount, maxTotalMinor });
    await writeRows(tx, [
      {
        table: 'issuingCertificate',
        row: {
          ...{ certificateId, kid, programId, officeId: device.officeId, deviceNo, revokedAt: null },
          ...{ certificate: encodeIssuingCertificate(signed), signature: signed.signature },
        },
      },
    ]);
    return ok({ value: { certificateId, kid }, object: certificateId, data: { deviceNo, maxCount } });
  });
}

/** Ends a certificate: vouchers signed under it from now on are refused. */
export async function revokeCertificate(admin: AdminContext, certificateId: string): AdminResult<null> {
  return adminWork(admin, 'certificate.revoked', async (tx) => {
    const certificate = await findRow(tx, 'issuingCertificate', certificateId);
    if (!certificate.ok) return certificate;
    const revokedAt = certificate.value.revokedAt ?? nowOf(admin.service);
    await writeRows(tx, [{ table: 'issuingCertificate', row: { ...certificate.value, revokedAt } }]);
    return ok({ value: null, object: certificateId });
  });
}

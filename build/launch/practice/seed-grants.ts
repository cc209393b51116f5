import { loadRows } from '#db/postgres/replicated-rows.sql';
import { listDevices } from '#db/postgres/repositories/devices';
import { practiceOffices, practiceTenant } from '#db/seed/practice-deployment';
import { openCycleId, practiceGrants } from '#db/seed/practice-grants';
import { practiceIds } from '#db/seed/practice-ids';
import { todayIn } from '#domain/time/plain-date';
import type { AdminContext } from '#sync/server/admin/admin-context';
import { issueCertificate } from '#sync/server/admin/certificates';
import { reserveFunds } from '#sync/server/admin/funds';
import type { CentreService } from '#sync/server/centre-service';

/**
 * Gives every practice PC its money for the open cycle and its certificate, where it has none: a deployment that was
 * made in an earlier month can be practised on in this one. Money that is used up is said and left so.
 */
export async function seedGrants(service: CentreService, householdsPerOffice: number): Promise<void> {
  const admin: AdminContext = { service, tenantId: practiceIds.tenant, userId: null };
  const today = todayIn(service.nowMs(), practiceTenant.timeZone);
  const { devices, reserved, certified } = await present(admin, today);
  for (const { deviceNo, officeId, state } of devices) {
    const office = practiceOffices.find(({ key }) => practiceIds.office(key) === officeId);
    if (office === undefined || state !== 'active') continue;
    const { reservation, certificate } = practiceGrants(office.key, deviceNo, today, householdsPerOffice);
    if (!reserved.has(deviceNo)) warnIfRefused(service, await reserveFunds(admin, reservation));
    if (!certified.has(deviceNo)) warnIfRefused(service, await issueCertificate(admin, certificate));
  }
}

function present({ service, tenantId }: AdminContext, today: string) {
  return service.database.transaction(tenantId, async (tx) => {
    const cycle = [openCycleId(today)];
    const reservations = await loadRows(tx, 'fundReservation', 'cycleId', cycle, { lock: false });
    const certificates = await loadRows(tx, 'issuingCertificate', 'programId', [practiceIds.program], {
      lock: false,
    });
    return {
      devices: await listDevices(tx),
      reserved: new Set(reservations.map(({ row }) => row.deviceNo)),
      certified: new Set(certificates.flatMap(({ row }) => (row.revokedAt === null ? [row.deviceNo] : []))),
    };
  });
}

function warnIfRefused(
  { log }: CentreService,
  result: { readonly ok: boolean; readonly error?: unknown },
): void {
  if (!result.ok) log.warn({ error: result.error }, 'a practice PC was given nothing for this cycle');
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '#db/postgres/database';
import { listDevices } from '#db/postgres/repositories/devices';
import { addToFund, findFund, grantFromFund } from '#db/postgres/repositories/funds';
import { readTenantSettings } from '#db/postgres/repositories/tenants';
import { bytesToHex } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import { utf8Encode } from '#domain/codec/utf8';
import { assert } from '#domain/invariant';
import { type LedgerEvent, postingsFor } from '#domain/ledger/postings';
import { err, ok } from '#domain/result';
import { domainMessage, keyId } from '#domain/signing/ed25519';
import { todayIn } from '#domain/time/plain-date';
import type { RowWrite } from '#sync/protocol/projection';
import { ledgerEntryId } from '#sync/protocol/projections/ledger';
import { PlainDate, Uuid } from '#sync/protocol/rows/scalars';
import { nowOf } from '../centre-service.ts';
import { type AdminContext, type AdminResult, adminWork, findRow, writeRows } from './admin-context.ts';

const Amount = z.int().min(1);

export const FundPosting = z.strictObject({ programId: Uuid, amountMinor: Amount });

/** Posts money to a programme's fund: free to be reserved for offices. A posting is never taken back, only reversed. */
export async function postFund(
  admin: AdminContext,
  input: z.input<typeof FundPosting>,
): AdminResult<{ readonly postingId: string }> {
  const { programId, amountMinor } = FundPosting.parse(input);
  return adminWork(admin, 'fund.posted', async (tx) => {
    const program = await findRow(tx, 'program', programId);
    if (!program.ok) return program;
    const { currency } = program.value;
    const postingId = randomUUID();
    await addToFund(tx, { programId, currency, amountMinor });
    const event = { kind: 'fund-posted', refId: postingId, currency, amountMinor } as const;
    await writeRows(tx, [await entryOf(tx, admin, event, { officeId: null, programId, cycleId: null })]);
    return ok({ value: { postingId }, object: programId, data: { amountMinor } });
  });
}

/** The centre's own ledger entries stand on the tenant's calendar day. */
async function entryOf(
  tx: Tx,
  { service }: AdminContext,
  event: LedgerEvent,
  place: { readonly officeId: string | null; readonly programId: string; readonly cycleId: string | null },
): Promise<RowWrite> {
  const settings = await readTenantSettings(tx);
  assert(settings !== undefined, () => 'a tenant has a policy');
  const { kind, refId, currency, lines } = postingsFor(event);
  return {
    table: 'ledgerEntry',
    row: {
      entryId: ledgerEntryId(kind, refId),
      ...{ ...place, kind, refId, currency },
      postedOn: todayIn(service.nowMs(), settings.timeZone),
      postedAt: nowOf(service),
      lines: lines.map(({ account, amountMinor }) => ({ account, amountMinor })),
    },
  };
}

export const NewReservation = z.strictObject({
  cycleId: Uuid,
  officeId: Uuid,
  /** The device that may spend it; a device of that office. */
  deviceNo: z.int().min(1),
  amountMinor: Amount,
  validUntil: PlainDate,
});

/**
 * Reserves money of a programme's fund for one device: free becomes granted under a row lock, and the grant is signed
 * (g2p/grant/v1 over its RFC 8785 text), so that the device may approve up to it without asking.
 */
export async function reserveFunds(
  admin: AdminContext,
  input: z.input<typeof NewReservation>,
): AdminResult<{ readonly reservationId: string }> {
  const { cycleId, officeId, deviceNo, amountMinor, validUntil } = NewReservation.parse(input);
  return adminWork(admin, 'funds.reserved', async (tx) => {
    const cycle = await findRow(tx, 'cycle', cycleId);
    if (!cycle.ok) return cycle;
    const program = await findRow(tx, 'program', cycle.value.programId);
    if (!program.ok) return program;
    const [device] = await listDevices(tx, [deviceNo]);
    if (device === undefined || device.officeId !== officeId)
      return err({ code: 'admin/not-found', what: 'device' });
    const { programId, currency } = program.value;
    const reservationId = randomUUID();
    const right = { reservationId, programId, cycleId, officeId, deviceNo, grantedMinor: amountMinor };
    if (!(await grantFromFund(tx, right))) {
      return err({ code: 'fund/not-enough', freeMinor: (await findFund(tx, programId))?.freeMinor ?? 0 });
    }
    const shared = {
      reservationId,
      programId,
      cycleId,
      officeId,
      deviceNo,
      amountMinor,
      currency,
      validUntil,
    };
    const signed = signGrant(admin, {
      ...shared,
      deviceId: device.deviceId,
      incarnation: device.incarnation,
    });
    const event = {
      kind: 'reservation-granted',
      refId: reservationId,
      officeId,
      currency,
      amountMinor,
    } as const;
    await writeRows(tx, [
      { table: 'fundReservation', row: { ...shared, ...signed } },
      await entryOf(tx, admin, event, { officeId, programId, cycleId }),
    ]);
    return ok({ value: { reservationId }, object: reservationId, data: { amountMinor, deviceNo } });
  });
}

type GrantTerms = {
  readonly reservationId: string;
  readonly programId: string;
  readonly cycleId: string;
  readonly officeId: string;
  readonly deviceId: string;
  readonly deviceNo: number;
  readonly incarnation: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly validUntil: string;
};

function signGrant(
  { service }: AdminContext,
  terms: GrantTerms,
): { readonly grant: string; readonly signature: string } {
  const grant = canonicalJson({
    v: 1,
    type: 'fund-grant',
    grant_id: terms.reservationId,
    program_id: terms.programId,
    cycle_id: terms.cycleId,
    office_id: terms.officeId,
    device_id: terms.deviceId,
    device_no: terms.deviceNo,
    incarnation: terms.incarnation,
    amount_minor: String(terms.amountMinor),
    currency: terms.currency,
    not_after: terms.validUntil,
    issued_at: nowOf(service),
    centre_kid: keyId(service.keys.signer.publicKey),
  });
  const signature = service.keys.signer.sign(domainMessage('g2p/grant/v1', utf8Encode(grant)));
  return { grant, signature: bytesToHex(signature) };
}

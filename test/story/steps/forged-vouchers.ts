import { concatBytes, hexToBytes } from '#domain/codec/bytes';
import { keyId } from '#domain/signing/ed25519';
import { addDays } from '#domain/time/plain-date';
import { decodeVoucher, type ReadVoucher, signVoucher, voucherToText } from '#domain/vouchers/voucher-format';
import { encodeVoucherPayload, type VoucherPayload } from '#domain/vouchers/voucher-payload';
import { allowed, present } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import { roleLogin } from './approve-cycle.ts';

/*
 * Vouchers that must be refused. Where a real key is needed the PC's own signs them, so that nothing but the one fault
 * can be the reason.
 */

/** Like a printed one, but valid until yesterday; begun inside the certificate's period. */
export function expiredVoucher(desk: StoryDesk, voucherId: string): string {
  const { ids, clock } = contextOf(desk);
  const today = clock.today();
  return signedBy(desk, {
    ...printed(desk, voucherId).payload,
    ...{ voucherId: ids.next(), notBefore: addDays(today, -10), notAfter: addDays(today, -1) },
  });
}

/** The printed voucher with the lowest bit of its amount turned over; the signature stays. */
export function flippedVoucher(desk: StoryDesk, voucherId: string): string {
  const { payload, signature } = printed(desk, voucherId);
  const { value } = payload;
  const other = value.kind === 'cash' ? { ...value, amountMinor: value.amountMinor ^ 1 } : value;
  return voucherToText(concatBytes(encodeVoucherPayload({ ...payload, value: other }), signature));
}

/** A genuine voucher of another office: its own PC signed it, for its own number. */
export async function voucherOfOtherOffice(
  desk: StoryDesk,
  other: StoryDesk,
  voucherId: string,
): Promise<string> {
  await other.as(roleLogin(other, 'clerk'));
  const { ids, device, office } = contextOf(other);
  return signedBy(other, {
    ...printed(desk, voucherId).payload,
    ...{ voucherId: ids.next(), kid: keyId(device.publicKey), officeNo: office.officeNo },
  });
}

function signedBy(desk: StoryDesk, payload: VoucherPayload): string {
  return voucherToText(signVoucher(payload, contextOf(desk).device));
}

function printed(desk: StoryDesk, voucherId: string): ReadVoucher {
  const { store } = present(desk.core.office(), 'the open office');
  const row = present(
    store.read((tx) => tx.rows.get('voucher', voucherId)),
    'the voucher',
  );
  return allowed(decodeVoucher(hexToBytes(row.signedBytes)), 'reading the voucher');
}

function contextOf(desk: StoryDesk) {
  return present(desk.core.office(), 'the open office').context;
}

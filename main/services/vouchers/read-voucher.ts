import type { Failure } from '#contract/contract';
import { hexToBytes } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import { keyId } from '#domain/signing/ed25519';
import {
  decodeIssuingCertificate,
  issuerFactsOf,
  verifyIssuingCertificate,
} from '#domain/vouchers/issuing-certificate';
import type { EarlierRedemption, VoucherStanding } from '#domain/vouchers/redeem';
import { parseShortCode } from '#domain/vouchers/short-code';
import { type IssuerFacts, verifyVoucher } from '#domain/vouchers/verify-voucher';
import { decodeVoucher, type ReadVoucher, voucherFromText } from '#domain/vouchers/voucher-format';
import type { CallContext, OfficeContext } from '#host/call-context';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { officerName } from '../cycles/slice-facts.ts';

export type KnownVoucher = {
  readonly paper: ReadVoucher;
  /** This PC's row, undefined when the signature is right but the voucher is not in the office's list. */
  readonly row: RowOf<'voucher'> | undefined;
};

/**
 * From what the reader or the clerk typed to a genuine voucher: the 219 characters of the QR, or the short code, which
 * only finds the local record. Dates are judged later, beside what the office's rows say, so that a used voucher says
 * "used" and not "expired".
 */
export function readVoucherCode(
  tx: ReadTx,
  code: string,
  ctx: Pick<CallContext, 'clock' | 'verify'>,
): Result<KnownVoucher, Failure> {
  const paper = readPaper(tx, code);
  if (!paper.ok) return paper;
  const { payload } = paper.value;
  const genuine = verifyVoucher({
    voucher: paper.value,
    today: payload.notBefore,
    findIssuers: (kid) => issuersOf(tx, kid, ctx),
    verify: ctx.verify,
  });
  if (!genuine.ok) return err({ code: genuine.error.code, data: { ...genuine.error } });
  return ok({ paper: paper.value, row: tx.rows.get('voucher', payload.voucherId) });
}

function readPaper(tx: ReadTx, code: string): Result<ReadVoucher, Failure> {
  const typed = code.trim();
  if (/^G2P1/i.test(typed)) {
    const read = voucherFromText(typed.toUpperCase());
    return read.ok ? read : err({ code: read.error.code, data: { ...read.error } });
  }
  const short = parseShortCode(typed);
  if (!short.ok) return err({ code: 'voucher/not-a-voucher' });
  const [row] = tx.rows.list('voucher', 'shortCode', short.value);
  if (row === undefined) return err({ code: 'voucher/not-in-list' });
  const read = decodeVoucher(hexToBytes(row.signedBytes));
  return read.ok ? read : err({ code: read.error.code, data: { ...read.error } });
}

/** Issuing certificates this office holds for a key, each verified under a key of the centre; unverifiable ones do not count. */
export function issuersOf(
  tx: ReadTx,
  kid: string,
  ctx: Pick<OfficeContext, 'verify'>,
): readonly IssuerFacts[] {
  const centreKeys = new Map(
    tx.rows.all('centreKey').map((key) => [keyId(hexToBytes(key.publicKey)), hexToBytes(key.publicKey)]),
  );
  return tx.rows.list('issuingCertificate', 'kid', kid).flatMap((row) => {
    const read = decodeIssuingCertificate(row.certificate);
    if (!read.ok) return [];
    const genuine = verifyIssuingCertificate(
      read.value,
      (centreKid) => centreKeys.get(centreKid),
      ctx.verify,
    );
    return genuine.ok ? [issuerFactsOf(genuine.value, row.revokedAt !== null)] : [];
  });
}

/** What this PC's rows say about a voucher; null = not in the office's list. */
export function standingOf(tx: ReadTx, row: RowOf<'voucher'> | undefined): VoucherStanding | null {
  if (row === undefined) return null;
  const slice = tx.rows.get('cycleSlice', row.sliceId);
  const newest = tx.rows
    .list('voucher', 'entitlementId', row.entitlementId)
    .reduce((most, other) => Math.max(most, other.reissueNo), row.reissueNo);
  return {
    state: row.state,
    currentReissueNo: newest,
    revokedReason: '',
    isSliceApproved: slice !== undefined && ['approved', 'released', 'closed'].includes(slice.state),
    heldByDevice: row.heldByDevice,
  };
}

export function redemptionsOf(
  tx: ReadTx,
  voucherId: string,
  officeName: string,
): readonly EarlierRedemption[] {
  return tx.rows
    .list('redemption', 'voucherId', voucherId)
    .toSorted((left, right) => (left.redeemedAt < right.redeemedAt ? -1 : 1))
    .map((row) => ({
      at: row.redeemedAt,
      officeName,
      byName: officerName(tx, row.userNo) ?? '',
      receiptNo: row.receiptNo,
      amountMinor: row.amountMinor,
      isReversed: row.state === 'reversed' || row.state === 'duplicate',
    }));
}

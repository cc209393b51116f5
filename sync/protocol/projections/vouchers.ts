import { bytesToHex } from '#domain/codec/bytes';
import { currencyByCode } from '#domain/money/currencies';
import { shortCodeOf } from '#domain/vouchers/short-code';
import { decodeVoucher } from '#domain/vouchers/voucher-format';
import type { VoucherPayload } from '#domain/vouchers/voucher-payload';
import type { PayloadOf } from '../op-fields.ts';
import type { OpContext, Projection, RowReader, RowWrite } from '../projection.ts';
import type { RowOf } from '../rows/replicated-tables.ts';
import { ledgerRows } from './ledger.ts';
import { CannotProject, rowAfter, rowBefore } from './row-image.ts';

/** Redemptions that took nothing from the voucher. */
const WITHOUT_EFFECT: readonly RowOf<'redemption'>['state'][] = ['duplicate', 'reversed'];
/** Voucher states that a redemption moves on; a revoked or replaced one keeps its word whatever was handed out. */
const USABLE: readonly RowOf<'voucher'>['state'][] = ['signed', 'printed', 'partly_redeemed', 'redeemed'];

/** Signed vouchers: everything but the registrant comes from the signed bytes. The issuing device holds the lease. */
export const vouchersIssue: Projection<'vouchers.issue'> = {
  reads: (payload) => [{ table: 'cycleSlice', key: payload.sliceId }],
  project: (payload, rows, context) => [
    rowAfter('cycleSlice', { ...rowBefore(rows, 'cycleSlice', payload.sliceId), state: 'released' }),
    ...payload.lines.map((_, index) => voucherRow(payload, index, context)),
  ],
};

function voucherRow(payload: PayloadOf<'vouchers.issue'>, index: number, context: OpContext): RowWrite {
  const line = payload.lines[index];
  const bytes = line?.signedBytes ?? new Uint8Array();
  const voucher = decodeVoucher(bytes);
  if (line === undefined || !voucher.ok) throw badBytes(index);
  const { voucherId, kid, notBefore, notAfter, reissueNo } = voucher.value.payload;
  return rowAfter('voucher', {
    voucherId,
    entitlementId: line.entitlementId,
    sliceId: payload.sliceId,
    cycleId: payload.cycleId,
    programId: payload.programId,
    officeId: payload.officeId,
    registrantId: line.registrantId,
    kid,
    signedBytes: bytesToHex(bytes),
    shortCode: shortCodeOf(voucherId),
    amountMinor: amountOf(voucher.value.payload, payload.currency, index),
    currency: payload.currency,
    validFrom: notBefore,
    validUntil: notAfter,
    state: 'signed',
    reissueNo,
    heldByDevice: context.deviceNo,
    issuedBy: context.actorNo,
    issuedAt: payload.issuedAt,
    copiesPrinted: 0,
  });
}

function amountOf({ value }: VoucherPayload, currency: string, index: number): number {
  const isSameCurrency = value.kind === 'cash' && value.currencyNumeric === currencyByCode(currency)?.numeric;
  if (!isSameCurrency) throw badBytes(index);
  return value.amountMinor;
}

function badBytes(index: number): CannotProject {
  return new CannotProject({ code: 'sync/bad-form', field: `lines.${index}.signedBytes` });
}

/** One more copy on paper. Only a voucher not yet printed changes its state by it. */
export const vouchersPrint: Projection<'vouchers.print'> = {
  reads: (payload) => payload.voucherIds.map(({ voucherId }) => ({ table: 'voucher', key: voucherId })),
  project: (payload, rows) =>
    payload.voucherIds.map(({ voucherId }) => {
      const before = rowBefore(rows, 'voucher', voucherId);
      return rowAfter('voucher', {
        ...before,
        copiesPrinted: before.copiesPrinted + 1,
        state: before.state === 'signed' ? 'printed' : before.state,
      });
    }),
};

/** What was handed out. The voucher is used up when all its redemptions together reach its amount. */
export const voucherRedeem: Projection<'voucher.redeem'> = {
  reads: (payload) => [
    { table: 'voucher', key: payload.voucherId },
    { table: 'redemption', column: 'voucherId', value: payload.voucherId },
  ],
  readsThen: (payload, rows) => {
    const voucher = rows.get('voucher', payload.voucherId);
    return voucher === undefined ? [] : [{ table: 'entitlement', key: voucher.entitlementId }];
  },
  project: (payload, rows, context) => {
    if (payload.amountMinor <= 0) throw new CannotProject({ code: 'sync/bad-form', field: 'amountMinor' });
    const voucher = rowBefore(rows, 'voucher', payload.voucherId);
    const redemption = redemptionRow(payload, voucher, context);
    if (!USABLE.includes(voucher.state)) return [redemption];
    const isUsedUp = redeemedMinor(rows, payload) + payload.amountMinor >= voucher.amountMinor;
    const entitlement = rowBefore(rows, 'entitlement', voucher.entitlementId);
    return [
      redemption,
      rowAfter('voucher', { ...voucher, state: isUsedUp ? 'redeemed' : 'partly_redeemed' }),
      rowAfter('entitlement', { ...entitlement, state: isUsedUp ? 'rdpd2ben' : 'parrdpd2ben' }),
      ...redeemedEntry(payload, voucher),
    ];
  },
};

/** What the office owed to the bearer is owed to the provider now. */
function redeemedEntry(payload: PayloadOf<'voucher.redeem'>, voucher: RowOf<'voucher'>): readonly RowWrite[] {
  const { redemptionId, providerId, amountMinor, redeemedOn, redeemedAt } = payload;
  const { officeId, programId, cycleId, currency } = voucher;
  return ledgerRows(
    { kind: 'voucher-redeemed', refId: redemptionId, officeId, providerId, currency, amountMinor },
    { officeId, programId, cycleId, postedOn: redeemedOn, postedAt: redeemedAt },
  );
}

function redemptionRow(
  payload: PayloadOf<'voucher.redeem'>,
  voucher: RowOf<'voucher'>,
  context: OpContext,
): RowWrite {
  const { entitlementId, programId, cycleId, officeId, registrantId, currency } = voucher;
  return rowAfter('redemption', {
    ...payload,
    ...{ entitlementId, programId, cycleId, officeId, registrantId, currency },
    deviceNo: context.deviceNo,
    userNo: context.actorNo,
    personId: context.actorPersonId,
    state: 'recorded',
  });
}

/** Taken from the voucher before, in minor units; a second run over the same redemption does not count it twice. */
function redeemedMinor(rows: RowReader, payload: PayloadOf<'voucher.redeem'>): number {
  return rows
    .list('redemption', 'voucherId', payload.voucherId)
    .filter((row) => row.redemptionId !== payload.redemptionId && !WITHOUT_EFFECT.includes(row.state))
    .reduce((sum, row) => sum + row.amountMinor, 0);
}

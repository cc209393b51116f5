import type { Failure, OutputOf } from '#contract/contract';
import { voucherRefusals } from '#contract/vouchers';
import { err, ok, type Result } from '#domain/result';
import { ageOn } from '#domain/time/plain-date';
import { decideRedemption, type RedemptionPermit } from '#domain/vouchers/redeem';
import { formatShortCode, shortCodeOf } from '#domain/vouchers/short-code';
import type { CallContext } from '#host/call-context';
import { handleCommand, handleQuery } from '#host/handlers';
import type { ReadTx, WriteTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { syncSettings } from '#sync/protocol/sync-settings';
import { type KnownVoucher, readVoucherCode, redemptionsOf, standingOf } from './read-voucher.ts';

type RefusalCode = (typeof voucherRefusals)[number];
type Refusal = Failure<RefusalCode>;
type Permitted = {
  readonly known: KnownVoucher;
  readonly row: RowOf<'voucher'>;
  readonly permit: RedemptionPermit;
};

/** What a scan means, without changing anything; a refusal is counted, so that the day's list shows it. */
export const inspectVoucher = handleQuery('vouchers.inspect', {
  run: (tx, input, ctx) => {
    const permitted = decide(tx, input.code, null, null, ctx);
    return permitted.ok ? ok(card(tx, permitted.value, ctx)) : permitted;
  },
  onRefused: (tx, refused, _input, ctx) => countRefusal(tx, refused, ctx),
});

/**
 * Pays a voucher out. Reads, decides and writes in one transaction: the lease, the balance and the earlier redemptions
 * are those of this instant. Final for the person at the counter; the provider's money waits for the centre.
 */
export const redeemVoucher = handleCommand('vouchers.redeem', {
  auditObject: (_input, output) => output?.redemptionId ?? '',
  onRefused: (tx, refused, _input, ctx) => countRefusal(tx, refused, ctx),
  run: (tx, input, ctx) => {
    const provider = tx.rows.get('provider', input.providerId);
    if (provider === undefined || provider.status !== 'active') return err({ code: 'providers/not-found' });
    const permitted = decide(tx, input.code, provider, input.amountMinor, ctx);
    return permitted.ok ? ok(record(tx, input, permitted.value, ctx)) : permitted;
  },
});

function decide(
  tx: ReadTx,
  code: string,
  provider: RowOf<'provider'> | null,
  amountMinor: number | null,
  ctx: CallContext,
): Result<Permitted, Refusal> {
  // A copy that is older than what the centre has heard from this PC may have forgotten payments.
  if (tx.office.settings.get(syncSettings.restoredCopy) !== undefined)
    return err({ code: 'voucher/restored-copy' });
  const read = readVoucherCode(tx, code, ctx);
  if (!read.ok) return refuse(read.error);
  const { paper, row } = read.value;
  const voucher = paper.payload;
  const program = tx.rows.all('program').find((candidate) => candidate.programNo === voucher.programNo);
  const decided = decideRedemption({
    voucher,
    standing: standingOf(tx, row),
    redemptionsHere: redemptionsOf(tx, voucher.voucherId, ctx.office.officeName),
    today: ctx.clock.today(),
    programNos: tx.rows.all('program').map((candidate) => candidate.programNo),
    office: { officeNo: ctx.office.officeNo },
    device: { deviceNo: ctx.office.deviceNo },
    provider: provider === null ? null : { providerNo: provider.providerNo, groupNos: [] },
    amountMinor,
    policy: { partialAllowed: program?.partialAllowed ?? false },
    clock: { isBehind: ctx.clock.isBehind() },
  });
  if (!decided.ok)
    return refuse({
      code: decided.error.code,
      data: {
        ...decided.error,
        currency: program?.currency ?? '',
        shortCode: shortCodeOf(voucher.voucherId),
        voucherId: voucher.voucherId,
      },
    });
  if (row === undefined) return refuse({ code: 'voucher/not-in-list' });
  return ok({ known: read.value, row, permit: decided.value });
}

/** Every refusal of the formats and rules below is one of the contract's; anything else would be our own fault. */
function refuse(failure: Failure): Result<never, Refusal> {
  const code = voucherRefusals.find((known) => known === failure.code);
  return err({
    code: code ?? 'voucher/unreadable',
    ...(failure.data === undefined ? {} : { data: failure.data }),
  });
}

function card(tx: ReadTx, { known, row, permit }: Permitted, ctx: CallContext): OutputOf<'vouchers.inspect'> {
  const person = tx.rows.get('registrant', row.registrantId);
  const head = person?.kind === 'group' ? headOf(tx, row.registrantId) : person;
  const program = tx.rows.get('program', row.programId);
  const today = ctx.clock.today();
  return {
    voucherId: row.voucherId,
    shortCode: formatShortCode(row.shortCode),
    registrantId: row.registrantId,
    name: person?.name ?? '',
    localName: person?.localName ?? '',
    gender: head?.gender ?? null,
    age: head?.birthDate == null ? null : ageOn(head.birthDate, today),
    areaName: person === undefined ? '' : (tx.rows.get('area', person.areaId)?.name ?? ''),
    programName: program?.name ?? '',
    cycleName: tx.rows.get('cycle', row.cycleId)?.name ?? '',
    amountMinor: row.amountMinor,
    balanceMinor: permit.balanceBeforeMinor,
    currency: row.currency,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    partialAllowed: known.paper.payload.flags.partialAllowed && (program?.partialAllowed ?? false),
    photoTicket: null,
    providers: tx.rows
      .all('provider')
      .filter((provider) => provider.status === 'active' && provider.programIds.includes(row.programId))
      .map(({ providerId, name }) => ({ providerId, name })),
  };
}

function headOf(tx: ReadTx, groupId: string): RowOf<'registrant'> | undefined {
  const head = tx.rows
    .list('membership', 'groupId', groupId)
    .find((membership) => membership.isHead && membership.endDate === null);
  return head === undefined ? undefined : tx.rows.get('registrant', head.individualId);
}

type RedeemInput = { readonly providerId: string; readonly method: 'presence' | 'photo' | 'id' | 'proxy' };
function record(
  tx: WriteTx,
  input: RedeemInput,
  { row, permit }: Permitted,
  ctx: CallContext,
): OutputOf<'vouchers.redeem'> {
  const redemptionId = ctx.ids.next();
  const redeemedAt = new Date(ctx.clock.correctedMs()).toISOString();
  const number = tx.office.numbers.take('receipt');
  // A queue is never stopped for want of a pretty number: the redemption's own id stands in until a new range comes.
  const receiptNo = number.ok
    ? `${number.value.prefix}-${number.value.number}`
    : redemptionId.slice(-12).toUpperCase();
  const recorded = tx.operations.record({
    type: 'voucher.redeem',
    entity: row.voucherId,
    actor: ctx.actor,
    payload: {
      redemptionId,
      voucherId: row.voucherId,
      providerId: input.providerId,
      amountMinor: permit.amountMinor,
      method: input.method,
      redeemedOn: ctx.clock.today(),
      redeemedAt,
      receiptNo,
    },
  });
  return {
    redemptionId,
    receiptNo,
    amountMinor: permit.amountMinor,
    currency: row.currency,
    redeemedAt,
    opHash8: recorded.opHash.slice(0, 8).toUpperCase(),
    name: tx.rows.get('registrant', row.registrantId)?.name ?? '',
  };
}

function countRefusal(tx: WriteTx, refused: Failure, ctx: CallContext): void {
  const voucherId = typeof refused.data?.['voucherId'] === 'string' ? refused.data['voucherId'] : null;
  tx.office.scanRefusals.add({
    at: new Date(ctx.clock.correctedMs()).toISOString(),
    code: refused.code,
    voucherId,
    shortCode: voucherId === null ? null : shortCodeOf(voucherId),
    userNo: ctx.actor.userNo,
  });
}

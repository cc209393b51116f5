import { hexToBytes } from '#domain/codec/bytes';
import { programAllows } from '#domain/programs/program-states';
import { ok, type Result } from '#domain/result';
import { addDays } from '#domain/time/plain-date';
import { decideRedemption, type EarlierRedemption, type RedemptionRefusal } from '#domain/vouchers/redeem';
import { decodeVoucher } from '#domain/vouchers/voucher-format';
import type { RowWrite } from '#sync/protocol/projection';
import { ledgerRows } from '#sync/protocol/projections/ledger';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { keyOf } from '../commit/commit-changes.ts';
import { officeScope } from '../commit/scope-of-row.ts';
import type { Effect, Refusal } from '../push/judgement.ts';
import { ACCEPTED, type Accepted, type OpRule, type RuleInput, refuse, requireRow } from './op-rule.ts';

/** Paper was printed: recorded as it is said. */
export const vouchersPrint: OpRule<'vouchers.print'> = {
  permissions: ['voucher.print'],
  creates: [],
  check: ({ payload, rows }) => {
    for (const { voucherId } of payload.voucherIds) {
      const voucher = requireRow(rows, 'voucher', voucherId);
      if (!voucher.ok) return voucher;
      if (voucher.value.sliceId !== payload.sliceId) return refuse('STATE', { voucherId });
    }
    return ACCEPTED;
  },
};

type Input = RuleInput<'voucher.redeem'>;

/**
 * Goods left the shelf. The first redemption of a voucher that reaches the centre wins; any other, and one that broke
 * a rule, is recorded and becomes a case with its signatures as evidence.
 */
export const voucherRedeem: OpRule<'voucher.redeem'> = {
  permissions: ['voucher.redeem'],
  creates: ['redemption'],
  reads: (payload) => [{ table: 'provider', key: payload.providerId }],
  check: (input) => {
    const voucher = requireRow(input.rows, 'voucher', input.payload.voucherId);
    if (!voucher.ok) return voucher;
    const refusal =
      checkDesk(input, voucher.value) ??
      checkLateness(input, voucher.value) ??
      checkProvider(input, voucher.value);
    return refusal ?? ok(take(input, voucher.value, 'accepted'));
  },
  recordAnyway: (input, refusal) => {
    const voucher = input.rows.get('voucher', input.payload.voucherId);
    if (voucher === undefined || refusal.code === 'SCOPE') return {};
    const takesNothing = WITHOUT_EFFECT.includes(refusal.code) || voucher.state === 'redeemed';
    return takesNothing ? recordBesides(input, voucher) : take(input, voucher, 'exception');
  },
};

/** Nothing was left to take, or it was not this device's to take: the holder of the lease may still come. */
const WITHOUT_EFFECT: readonly string[] = ['DOUBLE_REDEMPTION', 'VOUCHER_SPENT', 'LEASE_NOT_HELD'];

/**
 * Given out besides the voucher: voucher and entitlement keep the word of who may speak for them, and the amount stands
 * as disputed loss instead of as owed to the provider.
 */
function recordBesides(input: Input, voucher: RowOf<'voucher'>): Accepted {
  const { redemptionId, providerId, amountMinor, redeemedOn, redeemedAt } = input.payload;
  const { officeId, programId, cycleId, currency } = voucher;
  return {
    writes: [
      ...withState(input, 'duplicate').filter(({ table }) => table === 'redemption'),
      ...ledgerRows(
        { kind: 'redemption-exception', refId: redemptionId, providerId, currency, amountMinor },
        { officeId, programId, cycleId, postedOn: redeemedOn, postedAt: redeemedAt },
      ),
    ],
    withdrawn: input.writes
      .filter(({ table }) => table === 'ledgerEntry')
      .map((write) => ({ table: write.table, key: keyOf(write), scope: officeScope(officeId) })),
  };
}

/** The redemption with the centre's word on it, and the amount taken from the voucher's face. */
function take(input: Input, voucher: RowOf<'voucher'>, state: 'accepted' | 'exception'): Accepted {
  const { voucherId, amountMinor: faceMinor } = voucher;
  const effect: Effect = {
    kind: 'spend-voucher',
    spending: { voucherId, faceMinor, amountMinor: input.payload.amountMinor },
  };
  return { writes: withState(input, state), effects: [effect] };
}

function withState({ writes }: Input, state: RowOf<'redemption'>['state']): readonly RowWrite[] {
  return writes.map((write) =>
    write.table === 'redemption' ? { table: 'redemption', row: { ...write.row, state } } : write,
  );
}

type Refused = Result<never, Refusal> | undefined;

/** The same decision as at the desk, over the centre's rows. */
function checkDesk({ payload, rows, device }: Input, row: RowOf<'voucher'>): Refused {
  const voucher = decodeVoucher(hexToBytes(row.signedBytes));
  if (!voucher.ok) return refuse('BAD_FORM', { field: 'voucherId' });
  const program = requireRow(rows, 'program', row.programId);
  if (!program.ok) return program;
  const office = requireRow(rows, 'office', row.officeId);
  if (!office.ok) return office;
  const provider = rows.get('provider', payload.providerId);
  if (!programAllows(program.value.state, 'redeem'))
    return refuse('STATE', { from: program.value.state, to: 'redeem' });
  const decision = decideRedemption({
    voucher: voucher.value.payload,
    standing: {
      state: row.state,
      currentReissueNo: row.reissueNo,
      revokedReason: '',
      // Vouchers enter the centre's rows only for entitlements it found approved.
      isSliceApproved: true,
      heldByDevice: row.heldByDevice,
    },
    redemptionsHere: rows
      .list('redemption', 'voucherId', row.voucherId)
      .filter(({ redemptionId }) => redemptionId !== payload.redemptionId)
      .map(earlierOf),
    today: payload.redeemedOn,
    programNos: [program.value.programNo],
    office: { officeNo: office.value.officeNo },
    device: { deviceNo: device.deviceNo },
    provider: provider === undefined ? null : { providerNo: provider.providerNo, groupNos: [] },
    amountMinor: payload.amountMinor,
    policy: { partialAllowed: program.value.partialAllowed },
    clock: { isBehind: false },
  });
  return decision.ok ? undefined : refusalOf(decision.error);
}

function earlierOf(row: RowOf<'redemption'>): EarlierRedemption {
  return {
    at: row.redeemedAt,
    officeName: '',
    byName: '',
    receiptNo: row.receiptNo,
    amountMinor: row.amountMinor,
    isReversed: row.state === 'duplicate' || row.state === 'reversed',
  };
}

function refusalOf(refusal: RedemptionRefusal): Result<never, Refusal> {
  switch (refusal.code) {
    case 'voucher/not-yet-valid':
    case 'voucher/expired':
      return refuse('VOUCHER_EXPIRED', { reason: refusal.code });
    case 'voucher/not-in-list':
      return refuse('DEP_MISSING', { table: 'voucher' });
    case 'voucher/other-office':
      return refuse('SCOPE', { table: 'voucher' });
    case 'voucher/already-used':
      return refuse('DOUBLE_REDEMPTION', { at: refusal.at, receiptNo: refusal.receiptNo });
    case 'voucher/held-elsewhere':
      return refuse('LEASE_NOT_HELD', { heldByDevice: refusal.deviceNo });
    case 'voucher/wrong-provider':
      return refuse('NO_AUTHORITY', { providerNo: refusal.providerNo });
    case 'voucher/amount-above-balance':
      return refuse('VOUCHER_SPENT', { leftMinor: refusal.balanceMinor });
    case 'voucher/clock-behind':
    case 'voucher/wrong-program':
    case 'voucher/revoked':
    case 'voucher/replaced':
    case 'voucher/not-approved':
    case 'voucher/partial-not-allowed':
      return refuse('STATE', { reason: refusal.code });
  }
}

/** The day the clerk wrote counts; the corrected clock may say one day more, no more. */
function checkLateness({ correctedDay }: Input, { validUntil }: RowOf<'voucher'>): Refused {
  return addDays(correctedDay, -1) > validUntil ? refuse('VOUCHER_EXPIRED', { validUntil }) : undefined;
}

function checkProvider({ payload, rows, device }: Input, voucher: RowOf<'voucher'>): Refused {
  const provider = requireRow(rows, 'provider', payload.providerId);
  if (!provider.ok) return provider;
  const { officeId, status, programIds, contractFrom, contractTo } = provider.value;
  const isContracted =
    officeId === device.officeId &&
    status === 'active' &&
    programIds.includes(voucher.programId) &&
    contractFrom <= payload.redeemedOn &&
    payload.redeemedOn <= contractTo;
  return isContracted
    ? undefined
    : refuse('NO_AUTHORITY', { providerId: payload.providerId, reason: 'contract' });
}

import { assert } from '../invariant.ts';
import { type Minor, subtract, sum } from '../money/minor.ts';
import { err, ok, type Result } from '../result.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { VoucherPayload } from './voucher-payload.ts';
import type { VoucherState } from './voucher-states.ts';

/** What this PC's rows say of the voucher. `heldByDevice` is the lease: null = with the centre. */
export type VoucherStanding = {
  readonly state: VoucherState;
  readonly currentReissueNo: number;
  readonly revokedReason: string;
  readonly isSliceApproved: boolean;
  readonly heldByDevice: number | null;
};

/** A redemption of this voucher that this PC knows of; a reversed one gives its amount back. */
export type EarlierRedemption = {
  readonly at: string;
  readonly officeName: string;
  readonly byName: string;
  readonly receiptNo: string;
  readonly amountMinor: Minor;
  readonly isReversed: boolean;
};

/** Where the money or goods are handed out. `groupNos` are the provider groups it belongs to. */
export type RedeemingProvider = { readonly providerNo: number; readonly groupNos: readonly number[] };

/** All that the decision may look at. The voucher was read and its signature verified before (verify-voucher.ts). */
export type RedemptionRequest = {
  readonly voucher: VoucherPayload;
  readonly standing: VoucherStanding | null;
  readonly redemptionsHere: readonly EarlierRedemption[];
  readonly today: PlainDate;
  readonly programNos: readonly number[];
  readonly office: { readonly officeNo: number };
  readonly device: { readonly deviceNo: number };
  readonly provider: RedeemingProvider | null;
  /** What is asked for; null asks for the whole balance (a look at the voucher before paying). */
  readonly amountMinor: Minor | null;
  readonly policy: { readonly partialAllowed: boolean };
  /** True when the PC's clock lies before a time it has already seen from the centre. */
  readonly clock: { readonly isBehind: boolean };
};

/** Why a genuine voucher is refused, in the order of asking. Each has its own words and its own next step. */
export type RedemptionRefusal =
  | { readonly code: 'voucher/clock-behind' }
  | { readonly code: 'voucher/not-yet-valid'; readonly notBefore: PlainDate }
  | { readonly code: 'voucher/expired'; readonly notAfter: PlainDate }
  | { readonly code: 'voucher/wrong-program'; readonly programNo: number }
  | { readonly code: 'voucher/other-office'; readonly officeNo: number }
  | { readonly code: 'voucher/not-in-list' }
  | { readonly code: 'voucher/revoked'; readonly reason: string }
  | { readonly code: 'voucher/replaced'; readonly reissueNo: number }
  | { readonly code: 'voucher/not-approved' }
  | {
      readonly code: 'voucher/already-used';
      readonly at: string;
      readonly officeName: string;
      readonly byName: string;
      readonly receiptNo: string;
    }
  | { readonly code: 'voucher/held-elsewhere'; readonly deviceNo: number | null }
  | { readonly code: 'voucher/wrong-provider'; readonly providerNo: number }
  | { readonly code: 'voucher/amount-above-balance'; readonly balanceMinor: Minor }
  | { readonly code: 'voucher/partial-not-allowed'; readonly balanceMinor: Minor };

/** What is paid and what the voucher becomes. Under this desk's lease it is final for the person (decisions). */
export type RedemptionPermit = {
  readonly kind: 'full' | 'partial';
  readonly amountMinor: Minor;
  readonly balanceBeforeMinor: Minor;
  readonly balanceAfterMinor: Minor;
  readonly nextState: 'redeemed' | 'partly_redeemed';
};

type Decision = Result<RedemptionPermit, RedemptionRefusal>;

/**
 * Decides whether a genuine voucher is honoured at this desk (domain §13.8, security §4.5). Changes nothing; the
 * same request gives the same answer at the office, before and at the moment of paying, and at the centre. Goods
 * vouchers are not cash and are refused by the caller before.
 */
export function decideRedemption(request: RedemptionRequest): Decision {
  return (
    refuseByPaper(request) ?? refuseByStanding(request) ?? refuseByProvider(request) ?? decideAmount(request)
  );
}

/** What the paper itself and the clock say. */
function refuseByPaper({ voucher, today, programNos, office, clock }: RedemptionRequest): Decision | null {
  if (clock.isBehind) return err({ code: 'voucher/clock-behind' });
  if (today < voucher.notBefore) return err({ code: 'voucher/not-yet-valid', notBefore: voucher.notBefore });
  if (today > voucher.notAfter) return err({ code: 'voucher/expired', notAfter: voucher.notAfter });
  const { programNo, officeNo } = voucher;
  if (!programNos.includes(programNo)) return err({ code: 'voucher/wrong-program', programNo });
  // Office 0 = any office, which is only safe where the centre answers; no desk honours it by itself.
  return officeNo === office.officeNo ? null : err({ code: 'voucher/other-office', officeNo });
}

/** What this PC's rows say. A right signature over a voucher unknown here is a case, not a payment. */
function refuseByStanding({
  voucher,
  standing,
  redemptionsHere,
  device,
}: RedemptionRequest): Decision | null {
  if (standing === null) return err({ code: 'voucher/not-in-list' });
  const { state, currentReissueNo, revokedReason, isSliceApproved, heldByDevice } = standing;
  if (state === 'revoked') return err({ code: 'voucher/revoked', reason: revokedReason });
  if (state === 'replaced' || voucher.reissueNo < currentReissueNo) {
    return err({ code: 'voucher/replaced', reissueNo: currentReissueNo });
  }
  if (state === 'expired') return err({ code: 'voucher/expired', notAfter: voucher.notAfter });
  if (!isSliceApproved) return err({ code: 'voucher/not-approved' });
  if (state === 'redeemed' || balanceOf(voucher, redemptionsHere) <= 0) return alreadyUsed(redemptionsHere);
  return heldByDevice === device.deviceNo
    ? null
    : err({ code: 'voucher/held-elsewhere', deviceNo: heldByDevice });
}

function alreadyUsed(redemptions: readonly EarlierRedemption[]): Decision {
  const last = redemptions.filter((redemption) => !redemption.isReversed).at(-1);
  return err({
    code: 'voucher/already-used',
    at: last?.at ?? '',
    officeName: last?.officeName ?? '',
    byName: last?.byName ?? '',
    receiptNo: last?.receiptNo ?? '',
  });
}

/** Number 0 on the paper means any provider of the office; a bound voucher is also not paid in cash at the desk. */
function refuseByProvider({ voucher, provider }: RedemptionRequest): Decision | null {
  const { providerNo } = voucher;
  if (!voucher.flags.providerBound || providerNo === 0) return null;
  const isRight =
    provider !== null && (provider.providerNo === providerNo || provider.groupNos.includes(providerNo));
  return isRight ? null : err({ code: 'voucher/wrong-provider', providerNo });
}

function decideAmount({ voucher, redemptionsHere, amountMinor, policy }: RedemptionRequest): Decision {
  const balanceMinor = balanceOf(voucher, redemptionsHere);
  const asked = amountMinor ?? balanceMinor;
  assert(asked > 0, () => `a redemption of ${asked} passed the contract`);
  if (asked > balanceMinor) return err({ code: 'voucher/amount-above-balance', balanceMinor });
  const isPartial = asked < balanceMinor;
  if (isPartial && !(voucher.flags.partialAllowed && policy.partialAllowed)) {
    return err({ code: 'voucher/partial-not-allowed', balanceMinor });
  }
  return ok({
    kind: isPartial ? 'partial' : 'full',
    amountMinor: asked,
    balanceBeforeMinor: balanceMinor,
    balanceAfterMinor: subtract(balanceMinor, asked),
    nextState: isPartial ? 'partly_redeemed' : 'redeemed',
  });
}

/** Face value less what was taken and not given back. */
export function balanceOf(voucher: VoucherPayload, redemptions: readonly EarlierRedemption[]): Minor {
  assert(voucher.value.kind === 'cash', () => 'a goods voucher has no balance in money');
  const taken = redemptions
    .filter((redemption) => !redemption.isReversed)
    .map((redemption) => redemption.amountMinor);
  return subtract(voucher.value.amountMinor, sum(taken));
}

import type { Minor } from '../money/minor.ts';
import type { PlainDate } from '../time/plain-date.ts';

/** The provider's contract as the trust bundle holds it. */
export type ClaimingProvider = {
  readonly providerId: string;
  readonly isActive: boolean;
  readonly programIds: readonly string[];
  readonly contractFrom: PlainDate;
  readonly contractTo: PlainDate;
};

/** The redemption behind a line, as this office or the centre recorded it. */
export type ClaimedRedemption = {
  readonly redemptionId: string;
  readonly providerId: string;
  readonly programId: string;
  readonly amountMinor: Minor;
  readonly redeemedOn: PlainDate;
  readonly redeemerPersonId: string;
  readonly state: 'recorded' | 'accepted' | 'duplicate' | 'exception' | 'reversed';
};

/** One voucher in a claim with what is known of it. `isKnownHere`: this office's list holds the voucher at all. */
export type ClaimLineFacts = {
  readonly lineId: string;
  readonly voucherId: string;
  readonly isSignatureVerified: boolean;
  readonly isKnownHere: boolean;
  readonly redemption: ClaimedRedemption | null;
  readonly claimedInClaimNo: string | null;
  readonly claimedMinor: Minor;
  readonly serviceDate: PlainDate;
  readonly isDocumentMissing: boolean;
};

export type ClaimContext = {
  readonly provider: ClaimingProvider;
  readonly programId: string;
  readonly periodFrom: PlainDate;
  readonly periodTo: PlainDate;
  readonly today: PlainDate;
};

/** Faults that bar a line, and hints that ask a person to look. */
export const REJECTING_CODES = [
  'claim/signature-wrong',
  'claim/not-redeemed',
  'claim/redemption-void',
  'claim/twice-in-claim',
  'claim/claimed-before',
  'claim/other-provider',
  'claim/other-program',
  'claim/above-redeemed',
  'claim/amount-unusable',
  'claim/provider-not-contracted',
  'claim/outside-contract',
  'claim/service-in-future',
] as const;
export const LOOK_CODES = [
  'claim/not-known-here',
  'claim/redemption-doubted',
  'claim/below-redeemed',
  'claim/other-service-date',
  'claim/outside-period',
  'claim/document-missing',
] as const;
export type ClaimCode = (typeof REJECTING_CODES)[number] | (typeof LOOK_CODES)[number];

export type LineVerdict = {
  readonly lineId: string;
  readonly verdict: 'fine' | 'look' | 'reject';
  readonly codes: readonly ClaimCode[];
};

/**
 * Checks every line of a provider's claim (domain §17.2, SEC-28): genuine, redeemed by this provider in this
 * program, claimed once, not above what was redeemed, in contract and period. The first line of a voucher stands,
 * its repetitions are refused. A voucher whose redemption this office does not know may still have been redeemed
 * elsewhere: a look, since the centre decides nation-wide. A redemption recorded here and not yet sent is as good as
 * an accepted one: only the provider's money waits for the centre (decisions).
 */
export function checkClaimLines(
  lines: readonly ClaimLineFacts[],
  context: ClaimContext,
): readonly LineVerdict[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const isTwice = seen.has(line.voucherId);
    seen.add(line.voucherId);
    const codes: readonly ClaimCode[] = [
      ...(line.isSignatureVerified ? [] : (['claim/signature-wrong'] as const)),
      ...(isTwice ? (['claim/twice-in-claim'] as const) : []),
      ...(line.claimedInClaimNo === null ? [] : (['claim/claimed-before'] as const)),
      ...checkRedemption(line, context),
      ...checkAmount(line),
      ...checkDates(line, context),
      ...checkContract(context),
      ...(line.isDocumentMissing ? (['claim/document-missing'] as const) : []),
    ];
    return { lineId: line.lineId, verdict: verdictOf(codes), codes };
  });
}

function verdictOf(codes: readonly ClaimCode[]): LineVerdict['verdict'] {
  if (codes.some((code) => REJECTING_CODES.some((rejecting) => rejecting === code))) return 'reject';
  return codes.length > 0 ? 'look' : 'fine';
}

function checkRedemption(line: ClaimLineFacts, { provider, programId }: ClaimContext): readonly ClaimCode[] {
  const { redemption } = line;
  if (redemption === null) return [line.isKnownHere ? 'claim/not-redeemed' : 'claim/not-known-here'];
  const codes: ClaimCode[] = [];
  if (redemption.state === 'reversed' || redemption.state === 'duplicate')
    codes.push('claim/redemption-void');
  if (redemption.state === 'exception') codes.push('claim/redemption-doubted');
  if (redemption.providerId !== provider.providerId) codes.push('claim/other-provider');
  if (redemption.programId !== programId) codes.push('claim/other-program');
  return codes;
}

function checkAmount({ claimedMinor, redemption }: ClaimLineFacts): readonly ClaimCode[] {
  if (!Number.isSafeInteger(claimedMinor) || claimedMinor <= 0) return ['claim/amount-unusable'];
  if (redemption === null || claimedMinor === redemption.amountMinor) return [];
  return [claimedMinor > redemption.amountMinor ? 'claim/above-redeemed' : 'claim/below-redeemed'];
}

function checkDates(line: ClaimLineFacts, context: ClaimContext): readonly ClaimCode[] {
  const { serviceDate, redemption } = line;
  const { provider, periodFrom, periodTo, today } = context;
  const codes: ClaimCode[] = [];
  if (serviceDate > today) codes.push('claim/service-in-future');
  if (serviceDate < provider.contractFrom || serviceDate > provider.contractTo)
    codes.push('claim/outside-contract');
  if (serviceDate < periodFrom || serviceDate > periodTo) codes.push('claim/outside-period');
  if (redemption !== null && redemption.redeemedOn !== serviceDate) codes.push('claim/other-service-date');
  return codes;
}

/** A contract that has ended since still pays what was served while it ran; a suspended provider waits. */
function checkContract({ provider, programId }: ClaimContext): readonly ClaimCode[] {
  return provider.isActive && provider.programIds.includes(programId)
    ? []
    : ['claim/provider-not-contracted'];
}

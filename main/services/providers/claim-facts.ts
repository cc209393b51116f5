import type { ClaimLine, ClaimManifest } from '#domain/approvals/claim-manifest';
import { digestClaimLines } from '#domain/approvals/claim-manifest';
import { bytesToHex } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { CLAIM_POLICY } from '#domain/providers/claim-approval';
import { type ClaimLineFacts, checkClaimLines } from '#domain/providers/claim-checks';
import { sha256 } from '#domain/signing/sha256';
import { formatShortCode } from '#domain/vouchers/short-code';
import type { CallContext } from '#host/call-context';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { officerByNo, type Stage, stagesOf } from '../cycles/slice-facts.ts';
import { readVoucherCode } from '../vouchers/read-voucher.ts';

/** A line as the clerk sees it before the claim exists. */
export type CheckedLine = {
  readonly claimLineId: string;
  readonly voucherId: string;
  readonly redemptionId: string | null;
  readonly shortCode: string;
  readonly name: string;
  readonly amountMinor: number;
  readonly serviceDate: string;
  readonly verdict: 'fine' | 'look' | 'reject';
  readonly codes: readonly string[];
};
type Candidate = { readonly voucherId: string; readonly isSignatureVerified: boolean };

/** Vouchers a pile of codes names; what cannot be read at all is a line of its own, to be taken out. */
export function candidatesOf(tx: ReadTx, codes: readonly string[], ctx: CallContext): readonly Candidate[] {
  return codes.map((code) => {
    const read = readVoucherCode(tx, code, ctx);
    return read.ok
      ? { voucherId: read.value.paper.payload.voucherId, isSignatureVerified: true }
      : { voucherId: ctx.ids.next(), isSignatureVerified: false };
  });
}

/** Checks each voucher as a line of a claim of this provider (domain §17.2): genuine, redeemed there, not claimed before. */
export function checkLines(
  tx: ReadTx,
  provider: RowOf<'provider'>,
  programId: string,
  candidates: readonly Candidate[],
  ctx: CallContext,
): readonly CheckedLine[] {
  const today = ctx.clock.today();
  const facts = candidates.map((candidate) => lineFacts(tx, candidate, today, ctx));
  const verdicts = checkClaimLines(
    facts.map(({ facts: line }) => line),
    {
      provider: {
        providerId: provider.providerId,
        isActive: provider.status === 'active',
        programIds: provider.programIds,
        contractFrom: provider.contractFrom,
        contractTo: provider.contractTo,
      },
      programId,
      periodFrom: earliest(
        facts.map(({ facts: line }) => line.serviceDate),
        today,
      ),
      periodTo: today,
      today,
    },
  );
  return facts.map(({ facts: line, voucher, name }, index) => ({
    claimLineId: line.lineId,
    voucherId: line.voucherId,
    redemptionId: line.redemption?.redemptionId ?? null,
    shortCode: voucher === undefined ? '' : formatShortCode(voucher.shortCode),
    name,
    amountMinor: line.claimedMinor,
    serviceDate: line.serviceDate,
    verdict: verdicts[index]?.verdict ?? 'reject',
    codes: verdicts[index]?.codes ?? [],
  }));
}

const earliest = (dates: readonly string[], today: string): string =>
  dates.reduce((least, date) => (date < least ? date : least), today);

function lineFacts(
  tx: ReadTx,
  candidate: Candidate,
  today: string,
  ctx: CallContext,
): { readonly facts: ClaimLineFacts; readonly voucher: RowOf<'voucher'> | undefined; readonly name: string } {
  const voucher = tx.rows.get('voucher', candidate.voucherId);
  const redemption = tx.rows
    .list('redemption', 'voucherId', candidate.voucherId)
    .find((row) => row.state !== 'duplicate' && row.state !== 'reversed');
  const claimed = redemption === undefined ? undefined : tx.payments.claimOf(redemption.redemptionId);
  const facts: ClaimLineFacts = {
    lineId: ctx.ids.next(),
    voucherId: candidate.voucherId,
    isSignatureVerified: candidate.isSignatureVerified,
    isKnownHere: voucher !== undefined,
    redemption:
      redemption === undefined
        ? null
        : {
            redemptionId: redemption.redemptionId,
            providerId: redemption.providerId,
            programId: redemption.programId,
            amountMinor: redemption.amountMinor,
            redeemedOn: redemption.redeemedOn,
            redeemerPersonId: redemption.personId,
            state: redemption.state,
          },
    claimedInClaimNo: claimed?.claimNo ?? null,
    claimedMinor: redemption?.amountMinor ?? voucher?.amountMinor ?? 0,
    serviceDate: redemption?.redeemedOn ?? today,
    isDocumentMissing: false,
  };
  const name = voucher === undefined ? '' : (tx.rows.get('registrant', voucher.registrantId)?.name ?? '');
  return { facts, voucher, name };
}

/** Line of the signed manifest. The receipt hash stands for the redemption: SHA-256 over its id. */
export const manifestLine = (line: {
  readonly voucherId: string;
  readonly redemptionId: string;
  readonly serviceDate: string;
  readonly amountMinor: number;
}): ClaimLine => ({
  voucherId: line.voucherId,
  receiptSha256: bytesToHex(sha256(utf8Encode(line.redemptionId))),
  serviceDate: line.serviceDate,
  amountMinor: line.amountMinor,
});

export function isClaimUnchanged(lines: readonly RowOf<'claimLine'>[], manifest: ClaimManifest): boolean {
  const digest = digestClaimLines(lines.filter((line) => line.included).map(manifestLine));
  return (
    digest.merkleRoot === manifest.merkle_root &&
    String(digest.count) === manifest.line_count &&
    String(digest.totalMinor) === manifest.total_minor
  );
}

/** Stages of the programme's claim policy; accountant then cash manager where the programme names none. */
export function claimStages(program: RowOf<'program'> | undefined): readonly Stage[] {
  const own = stagesOf(program?.claimPolicy);
  return own.length > 0 ? own : CLAIM_POLICY.stages;
}

export const personOf = (tx: ReadTx, userNo: number): string => officerByNo(tx, userNo)?.personId ?? '';

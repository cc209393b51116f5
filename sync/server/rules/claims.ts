import { type ClaimLine, digestClaimLines, isClaimManifest } from '#domain/approvals/claim-manifest';
import { parseStrictJson } from '#domain/codec/strict-json';
import { programAllows } from '#domain/programs/program-states';
import { type ClaimLineFacts, checkClaimLines } from '#domain/providers/claim-checks';
import { ok, type Result } from '#domain/result';
import type { RowRef } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { nodeSha256, sha256Hex } from '../keys/node-signing.ts';
import type { Refusal } from '../push/judgement.ts';
import { personName } from './approval-facts.ts';
import { ACCEPTED, type Accepted, type OpRule, type RuleInput, refuse, requireRow } from './op-rule.ts';

type Input = RuleInput<'claim.submit'>;

/**
 * A provider's claim: every included line a redemption the centre has accepted, by this provider, not above its
 * amount. That it stands in no other claim is held by the database.
 */
export const claimSubmit: OpRule<'claim.submit'> = {
  permissions: ['claim.prepare'],
  creates: ['claim', 'claimLine'],
  reads: (payload) => [
    { table: 'provider', key: payload.providerId },
    { table: 'program', key: payload.programId },
    ...payload.lines.map(({ redemptionId }): RowRef => ({ table: 'redemption', key: redemptionId })),
  ],
  check: (input) => {
    const { payload, rows, device } = input;
    const provider = requireRow(rows, 'provider', payload.providerId);
    if (!provider.ok) return provider;
    const program = requireRow(rows, 'program', payload.programId);
    if (!program.ok) return program;
    if (provider.value.officeId !== device.officeId) return refuse('SCOPE', { table: 'provider' });
    const { state, currency } = program.value;
    if (!programAllows(state, 'claim')) return refuse('STATE', { from: state, to: 'claim' });
    if (currency !== payload.currency) return refuse('BAD_FORM', { field: 'currency' });
    const lines = checkLines(input, provider.value);
    if (!lines.ok) return lines;
    const changed = changedInManifest(input);
    if (changed !== undefined) return refuse('MANIFEST_CHANGED', { part: changed });
    const redemptionIds = includedLines(input).map((line) => line.redemptionId);
    return ok({ effects: [{ kind: 'claim', claimId: payload.claimId, redemptionIds }] });
  },
};

function includedLines({ payload }: Input): Input['payload']['lines'] {
  return payload.lines.filter((line) => line.included);
}

function checkLines(input: Input, provider: RowOf<'provider'>): Result<Accepted, Refusal> {
  const { payload, rows, correctedDay } = input;
  const lines = includedLines(input);
  const vouchers = new Set(lines.map((line) => line.voucherId));
  // The digest of the lines knows each voucher once.
  if (lines.length === 0 || vouchers.size < lines.length) return refuse('BAD_FORM', { field: 'lines' });
  const facts: ClaimLineFacts[] = [];
  for (const line of lines) {
    const redemption = requireRow(rows, 'redemption', line.redemptionId);
    if (!redemption.ok) return redemption;
    if (redemption.value.state !== 'accepted') {
      return refuse('STATE', {
        from: redemption.value.state,
        to: 'claimed',
        redemptionId: line.redemptionId,
      });
    }
    if (redemption.value.voucherId !== line.voucherId) return refuse('CONFLICT', { field: 'voucherId' });
    facts.push({
      ...{ lineId: line.claimLineId, voucherId: line.voucherId, claimedMinor: line.amountMinor },
      ...{ isSignatureVerified: true, isKnownHere: true, claimedInClaimNo: null, isDocumentMissing: false },
      redemption: { ...redemption.value, redeemerPersonId: redemption.value.personId },
      serviceDate: line.serviceDate,
    });
  }
  const verdicts = checkClaimLines(facts, {
    provider: { ...provider, isActive: provider.status === 'active' },
    programId: payload.programId,
    periodFrom: payload.periodFrom,
    periodTo: payload.periodTo,
    today: correctedDay,
  });
  const rejected = verdicts.find(({ verdict }) => verdict === 'reject');
  return rejected === undefined
    ? ACCEPTED
    : refuse('CONFLICT', { field: rejected.lineId, reason: rejected.codes.join(',') });
}

/** The first thing on which the signed manifest and the claim differ. */
function changedInManifest(input: Input): string | undefined {
  const { payload, actor } = input;
  const lines = includedLines(input);
  const json = parseStrictJson(payload.manifest);
  if (!json.ok || !isClaimManifest(json.value)) return 'manifest';
  const manifest = json.value;
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  if (manifest.claim_id !== payload.claimId || manifest.currency !== payload.currency) return 'claim';
  if (manifest.line_count !== String(lines.length)) return 'count';
  if (totalMinor !== payload.totalMinor || manifest.total_minor !== String(totalMinor)) return 'total';
  if (digestClaimLines(lines.map(manifestLine), nodeSha256).merkleRoot !== manifest.merkle_root)
    return 'list';
  return manifest.prepared_by === personName(actor) ? undefined : 'preparer';
}

/** A line as the approvers sign it; the receipt stands for its redemption by SHA-256 over its id. */
export function manifestLine(line: Input['payload']['lines'][number] | RowOf<'claimLine'>): ClaimLine {
  const { voucherId, redemptionId, serviceDate, amountMinor } = line;
  return { voucherId, receiptSha256: sha256Hex(redemptionId), serviceDate, amountMinor };
}

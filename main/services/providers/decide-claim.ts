import type { ErrorCodeOf, Failure, ParsedOf } from '#contract/contract';
import { type ClaimManifest, isClaimManifest } from '#domain/approvals/claim-manifest';
import type { ClaimStatement } from '#domain/approvals/claim-statement';
import { hexToBytes } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import { parseStrictJson } from '#domain/codec/strict-json';
import { err, ok, type Result } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { handlePrepared } from '#host/handlers';
import type { Actor, ReadTx, WriteTx } from '#ports/store';
import { readStatement } from '#sync/protocol/projections/signed-text';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { signDecision } from '../cycles/sign-decision.ts';
import type { Stage } from '../cycles/slice-facts.ts';
import { type WhyNot, whyNotSign } from '../cycles/why-not.ts';
import { claimStages, isClaimUnchanged, personOf } from './claim-facts.ts';

type Input = ParsedOf<'claims.decide'>;
type Refusal = Failure<ErrorCodeOf<'claims.decide'>>;
export type ClaimFacts = {
  readonly claim: RowOf<'claim'>;
  readonly lines: readonly RowOf<'claimLine'>[];
  readonly approvals: readonly RowOf<'claimApproval'>[];
  readonly stages: readonly Stage[];
};
type ClaimBar =
  | WhyNot
  | { readonly code: 'approval/redeemer'; readonly data: Readonly<Record<string, never>> };

export function findClaim(
  tx: ReadTx,
  claimId: string,
): Result<ClaimFacts, { readonly code: 'claims/not-found' }> {
  const claim = tx.rows.get('claim', claimId);
  if (claim === undefined) return err({ code: 'claims/not-found' });
  const approvals = tx.rows
    .list('claimApproval', 'claimId', claimId)
    .toSorted((left, right) => left.stage - right.stage);
  return ok({
    claim,
    lines: tx.rows.list('claimLine', 'claimId', claimId),
    approvals,
    stages: claimStages(tx.rows.get('program', claim.programId)),
  });
}

/** Two distinct persons, in order, neither the clerk who made the claim nor anyone who redeemed one of its vouchers. */
export function whyNotDecideClaim(
  tx: ReadTx,
  { claim, lines, approvals, stages }: ClaimFacts,
  actor: Actor,
): ClaimBar | undefined {
  const signed = approvals.filter((approval) => approval.decision === 'approve');
  const bar = whyNotSign({
    stages,
    totalMinor: claim.totalMinor,
    preparedBy: personOf(tx, claim.preparedBy),
    signed,
    actor,
  });
  if (bar !== undefined) return bar;
  const isRedeemer = lines.some(
    (line) => tx.rows.get('redemption', line.redemptionId)?.personId === actor.personId,
  );
  return isRedeemer ? { code: 'approval/redeemer', data: {} } : undefined;
}

/** One stage's word on a claim, signed over its manifest; the last one makes the provider's money due. */
export const decideClaim = handlePrepared('claims.decide', {
  auditObject: (input) => input.claimId,
  prepare: async (input, ctx) => {
    const pin = await ctx.checkPin(input.pin);
    return pin.ok ? ok(undefined) : err(pin.error);
  },
  run: (tx, input, ctx) => {
    const checked = check(tx, input, ctx);
    if (!checked.ok) return checked;
    record(tx, ctx, input, checked.value);
    return ok({ state: tx.rows.get('claim', input.claimId)?.state ?? 'submitted' });
  },
});

type Checked = ClaimFacts & { readonly stage: Stage; readonly stageNo: number };
function check(tx: ReadTx, input: Input, ctx: CallContext): Result<Checked, Refusal> {
  const found = findClaim(tx, input.claimId);
  if (!found.ok) return found;
  const facts = found.value;
  const { claim, stages, approvals } = facts;
  if (!['submitted', 'under_review', 'accountant_approved'].includes(claim.state))
    return err({ code: 'claims/wrong-state', data: { state: claim.state } });
  if (input.decision !== 'approve' && input.reason.trim() === '')
    return err({ code: 'claims/reason-missing' });
  const bar = whyNotDecideClaim(tx, facts, ctx.actor);
  if (bar !== undefined) return err({ code: bar.code, data: bar.data });
  const manifest = readClaimManifest(claim);
  const isAsSeen =
    input.seen.manifestSha256 === claim.manifestSha256 && input.seen.totalMinor === claim.totalMinor;
  if (manifest === undefined || !isAsSeen || !isClaimUnchanged(facts.lines, manifest))
    return err({ code: 'approval/manifest-changed' });
  const signedCount = approvals.filter((approval) => approval.decision === 'approve').length;
  const stage = stages[signedCount];
  return stage === undefined
    ? err({ code: 'claims/wrong-state' })
    : ok({ ...facts, stage, stageNo: signedCount + 1 });
}

function record(
  tx: WriteTx,
  ctx: CallContext,
  input: Input,
  { claim, approvals, stages, stage, stageNo }: Checked,
): void {
  const signedAt = new Date(ctx.clock.correctedMs()).toISOString();
  const signed = signDecision(tx, ctx, {
    type: 'claim-approval',
    manifestSha256: claim.manifestSha256,
    stage: stageNo,
    of: stages.length,
    decision: input.decision,
    previous: previousStatement(approvals),
    role: stage.role,
    count: String(claim.lineCount),
    totalMinor: String(claim.totalMinor),
    currency: claim.currency,
    change: null,
    comment: input.reason,
    signedAt,
  });
  tx.operations.record({
    type: 'claim.decide',
    entity: claim.claimId,
    actor: ctx.actor,
    payload: {
      claimApprovalId: ctx.ids.next(),
      claimId: claim.claimId,
      stage: stageNo,
      decision: input.decision,
      statement: canonicalJson({ ...signed.statement }),
      userSignature: hexToBytes(signed.user_signature),
      deviceSignature: hexToBytes(signed.device_signature),
      reason: input.reason,
      signedAt,
    },
  });
}

function previousStatement(approvals: readonly RowOf<'claimApproval'>[]): ClaimStatement | null {
  const last = approvals.filter((approval) => approval.decision === 'approve').at(-1);
  if (last === undefined) return null;
  return readStatement('claim-approval', {
    statement: last.statement,
    userSignature: hexToBytes(last.userSignature),
    deviceSignature: hexToBytes(last.deviceSignature),
  }).statement;
}

function readClaimManifest(claim: RowOf<'claim'>): ClaimManifest | undefined {
  const json = parseStrictJson(claim.manifest);
  return json.ok && isClaimManifest(json.value) ? json.value : undefined;
}

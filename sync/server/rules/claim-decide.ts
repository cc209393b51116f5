import { isClaimManifest } from '#domain/approvals/claim-manifest';
import { verifyClaimApprovals } from '#domain/approvals/claim-statement';
import { parseStrictJson } from '#domain/codec/strict-json';
import { CLAIM_POLICY } from '#domain/providers/claim-approval';
import { ok, type Result } from '#domain/result';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { nodeSha256 } from '../keys/node-signing.ts';
import type { Refusal } from '../push/judgement.ts';
import { approvalRefusal, personName, stageLookups, stagesOf } from './approval-facts.ts';
import { manifestLine } from './claims.ts';
import { ACCEPTED, type Accepted, type OpRule, type RuleInput, refuse, requireRow } from './op-rule.ts';
import { statementsInOrder } from './signed-statements.ts';

type Input = RuleInput<'claim.decide'>;

/** States in which a stage may be signed, by the number of stages signed before. */
const BEFORE_STAGE: Readonly<Record<number, readonly RowOf<'claim'>['state'][]>> = {
  1: ['submitted', 'under_review'],
  2: ['accountant_approved'],
};

/**
 * One stage's word on a claim: distinct persons, none of whom prepared it or redeemed one of its vouchers. A claim
 * that is returned or rejected lets its redemptions go.
 */
export const claimDecide: OpRule<'claim.decide'> = {
  permissions: ['claim.approve.accountant', 'claim.approve.cash'],
  creates: ['claimApproval'],
  reads: (payload) => [
    { table: 'claimApproval', column: 'claimId', value: payload.claimId },
    { table: 'claimLine', column: 'claimId', value: payload.claimId },
  ],
  check: (input) => {
    const { payload, rows } = input;
    const claim = requireRow(rows, 'claim', payload.claimId);
    if (!claim.ok) return claim;
    if (BEFORE_STAGE[payload.stage]?.includes(claim.value.state) !== true) {
      const isOpen = claim.value.state === 'submitted' || claim.value.state === 'accountant_approved';
      return isOpen
        ? refuse('STAGE_ORDER', { stage: payload.stage })
        : refuse('STATE', { from: claim.value.state, to: payload.decision });
    }
    if (payload.decision !== 'approve' && payload.reason.trim() === '')
      return refuse('BAD_FORM', { field: 'reason' });
    const separate = checkRedeemers(input);
    if (!separate.ok) return separate;
    const verified = verifyStage(input, claim.value);
    if (!verified.ok || payload.decision === 'approve') return verified;
    return ok({ effects: [{ kind: 'release-claim', claimId: payload.claimId }] });
  },
};

/** Who handed goods out does not approve paying for them (forbidden pairs of security §3). */
function checkRedeemers({ payload, rows, actor }: Input): Result<Accepted, Refusal> {
  const lines = rows.list('claimLine', 'claimId', payload.claimId).filter((line) => line.included);
  const isRedeemer = lines.some(
    (line) => rows.get('redemption', line.redemptionId)?.personId === actor.personId,
  );
  return isRedeemer ? refuse('SAME_OFFICER', { reason: 'redeemer' }) : ACCEPTED;
}

function verifyStage(input: Input, claim: RowOf<'claim'>): Result<Accepted, Refusal> {
  const { payload, rows, actor, device } = input;
  const program = requireRow(rows, 'program', claim.programId);
  if (!program.ok) return program;
  const stages = stagesOf(program.value.claimPolicy ?? CLAIM_POLICY, claim.totalMinor);
  const manifest = parseStrictJson(claim.manifest);
  const preparer = rows.list('officer', 'userNo', String(claim.preparedBy))[0];
  if (stages === undefined || preparer === undefined || !manifest.ok || !isClaimManifest(manifest.value)) {
    return refuse('MANIFEST_CHANGED', { part: 'manifest' });
  }
  const earlier = rows
    .list('claimApproval', 'claimId', claim.claimId)
    .filter((row) => row.claimApprovalId !== payload.claimApprovalId);
  const statements = statementsInOrder('claim-approval', earlier, payload);
  const current = statements?.at(-1)?.statement;
  if (statements === undefined || current === undefined) return refuse('BAD_FORM', { field: 'statement' });
  if (current.person !== personName(actor)) return refuse('NO_AUTHORITY', { reason: 'another-person' });
  if (current.device_id !== device.deviceId) return refuse('BAD_SIGNATURE', { signer: 'device' });
  if (current.decision !== payload.decision) return refuse('BAD_FORM', { field: 'decision' });
  const preparedBy = personName(preparer);
  const lines = rows.list('claimLine', 'claimId', claim.claimId).filter((line) => line.included);
  const verified = verifyClaimApprovals({
    ...stageLookups(input),
    ...{ manifest: manifest.value, lines: lines.map(manifestLine), statements, preparedBy, stages },
    sha256: nodeSha256,
  });
  if (verified.ok) return ACCEPTED;
  const { error } = verified;
  const missing = payload.decision === 'approve' ? payload.stage + 1 : payload.stage;
  if (error.code === 'approval/missing-stage' && error.stage === missing) return ACCEPTED;
  const { code, data = {} } = approvalRefusal(error);
  return refuse(code, data);
}

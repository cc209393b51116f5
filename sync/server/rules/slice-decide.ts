import { decodeManifest } from '#domain/approvals/manifest';
import { type ApprovalChain, verifyApprovalChain } from '#domain/approvals/verify-approvals';
import { ok, type Result } from '#domain/result';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { nodeSha256 } from '../keys/node-signing.ts';
import type { Refusal } from '../push/judgement.ts';
import { approvalRefusal, personName, programOfManifest, stageLookups, stagesOf } from './approval-facts.ts';
import { leavesOfSlice } from './entitlement-leaves.ts';
import { ACCEPTED, type Accepted, type OpRule, type RuleInput, refuse, requireRow } from './op-rule.ts';
import { statementsInOrder } from './signed-statements.ts';

/**
 * One stage's word on a slice. The whole chain is verified again from signatures and from our own rows; with the last
 * stage the money is taken from the device's grants, which the database refuses to overdraw.
 */
export const sliceDecide: OpRule<'slice.decide'> = {
  permissions: ['cycle.approve'],
  creates: ['approval'],
  reads: (payload) => [{ table: 'approval', column: 'sliceId', value: payload.sliceId }],
  check: (input) => {
    const { payload, rows } = input;
    const slice = requireRow(rows, 'cycleSlice', payload.sliceId);
    if (!slice.ok) return slice;
    const { state, preparation, stagesSigned } = slice.value;
    if (state !== 'submitted') return refuse('STATE', { from: state, to: payload.decision });
    if (preparation !== payload.preparation) return refuse('MANIFEST_CHANGED', { part: 'preparation' });
    if (payload.stage !== stagesSigned + 1) return refuse('STAGE_ORDER', { stage: payload.stage });
    if (payload.decision !== 'approve' && payload.reason.trim() === '')
      return refuse('BAD_FORM', { field: 'reason' });
    const verified = verifyStage(input, slice.value);
    if (!verified.ok) return verified;
    return payload.stage >= slice.value.stagesRequired && payload.decision === 'approve'
      ? ok(spendingOf(input, slice.value))
      : ACCEPTED;
  },
};

function spendingOf({ device }: RuleInput<'slice.decide'>, slice: RowOf<'cycleSlice'>): Accepted {
  const { programId, cycleId, officeId, totalMinor } = slice;
  const spending = { programId, cycleId, officeId, deviceNo: device.deviceNo, amountMinor: totalMinor };
  return { effects: [{ kind: 'spend-escrow', spending }] };
}

function verifyStage(
  input: RuleInput<'slice.decide'>,
  slice: RowOf<'cycleSlice'>,
): Result<Accepted, Refusal> {
  const { payload, rows, actor, device } = input;
  const manifest = decodeManifest(slice.manifest ?? '');
  const program = manifest.ok ? programOfManifest(input, slice.programId, manifest.value) : undefined;
  const stages = stagesOf(program?.approvalPolicy, slice.totalMinor);
  const preparer = rows.list('officer', 'userNo', String(slice.preparedBy))[0];
  if (stages === undefined || !manifest.ok || preparer === undefined)
    return refuse('MANIFEST_CHANGED', { part: 'manifest' });
  const earlier = rows
    .list('approval', 'sliceId', slice.sliceId)
    .filter((row) => row.preparation === slice.preparation && row.approvalId !== payload.approvalId);
  const statements = statementsInOrder('cycle-approval', earlier, payload);
  const current = statements?.at(-1);
  if (statements === undefined || current === undefined) return refuse('BAD_FORM', { field: 'statement' });
  const { person, device_id, decision } = current.statement;
  if (person !== personName(actor)) return refuse('NO_AUTHORITY', { reason: 'another-person' });
  if (device_id !== device.deviceId) return refuse('BAD_SIGNATURE', { signer: 'device' });
  if (decision !== payload.decision) return refuse('BAD_FORM', { field: 'decision' });
  const leaves = leavesOfSlice(rows, slice);
  if (!leaves.ok) return leaves;
  return judgeChain(
    {
      ...stageLookups(input),
      manifest: manifest.value,
      leaves: leaves.value,
      statements,
      policy: { stages },
      preparedBy: personName(preparer),
      sha256: nodeSha256,
    },
    payload,
  );
}

/**
 * All stages so far good is what `missing-stage` of the next stage means; a return or a rejection is well signed when
 * only its own stage is missing.
 */
function judgeChain(
  chain: ApprovalChain,
  payload: { readonly stage: number; readonly decision: string },
): Result<Accepted, Refusal> {
  const verified = verifyApprovalChain(chain);
  if (verified.ok) return ACCEPTED;
  const { error } = verified;
  const missing = payload.decision === 'approve' ? payload.stage + 1 : payload.stage;
  if (error.code === 'approval/missing-stage' && error.stage === missing) return ACCEPTED;
  const { code, data = {} } = approvalRefusal(error);
  return refuse(code, data);
}

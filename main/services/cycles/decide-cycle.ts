import type { ErrorCodeOf, Failure, ParsedOf } from '#contract/contract';
import { digestEntitlements } from '#domain/approvals/entitlement-leaf';
import { type CycleManifest, decodeManifest } from '#domain/approvals/manifest';
import type { ApprovalStatement } from '#domain/approvals/statement';
import { hexToBytes } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import { err, ok, type Result } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { handleCommand, handlePrepared } from '#host/handlers';
import type { ReadTx, WriteTx } from '#ports/store';
import { readStatement } from '#sync/protocol/projections/signed-text';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { leafOfEntitlement } from '#sync/protocol/slice-manifest';
import { signDecision } from './sign-decision.ts';
import { findSliceFacts, officerByNo, type SliceFacts } from './slice-facts.ts';
import { whyNotDecide } from './why-not.ts';

type Input = ParsedOf<'cycles.decide'>;
type Refusal = Failure<ErrorCodeOf<'cycles.decide'>>;
type Decided = {
  readonly facts: SliceFacts;
  readonly slice: RowOf<'cycleSlice'>;
  readonly stage: number;
  readonly role: string;
};

/** Sends the prepared list to its approvers; the number of stages is fixed from here on. */
export const submitCycle = handleCommand('cycles.submit', {
  auditObject: (input) => input.cycleId,
  run: (tx, input, ctx) => {
    const found = findSliceFacts(tx, input.cycleId, ctx.office);
    if (!found.ok) return found;
    const { slice, stages, sliceId } = found.value;
    if (slice === undefined || slice.state !== 'prepared' || stages.length === 0)
      return err({ code: 'cycles/wrong-state' });
    if (!isListUnchanged(tx, slice, ctx.office.officeNo)) return err({ code: 'approval/manifest-changed' });
    tx.operations.record({
      type: 'slice.submit',
      entity: sliceId,
      actor: ctx.actor,
      payload: { sliceId, preparation: slice.preparation, stagesRequired: stages.length },
    });
    return ok({ sliceState: 'submitted' });
  },
});

/**
 * One stage of the approval: approve, return or reject, signed over the manifest of exactly the rows that stand now.
 * The PIN is asked again, the numbers the person saw must be the numbers signed, and the money must still be there.
 */
export const decideCycle = handlePrepared('cycles.decide', {
  auditObject: (input) => input.cycleId,
  prepare: async (input, ctx) => {
    const pin = await ctx.checkPin(input.pin);
    return pin.ok ? ok(undefined) : err(pin.error);
  },
  run: (tx, input, ctx) => {
    const decided = checkDecision(tx, input, ctx);
    if (!decided.ok) return decided;
    record(tx, ctx, input, decided.value);
    const { stages, sliceId } = decided.value.facts;
    const after = tx.rows.get('cycleSlice', sliceId);
    return ok({ sliceState: after?.state ?? 'open', stage: decided.value.stage, stages: stages.length });
  },
});

function checkDecision(tx: ReadTx, input: Input, ctx: CallContext): Result<Decided, Refusal> {
  const found = findSliceFacts(tx, input.cycleId, ctx.office);
  if (!found.ok) return found;
  const facts = found.value;
  const { slice, stages } = facts;
  if (slice === undefined || slice.state !== 'submitted')
    return err({ code: 'cycles/wrong-state', data: { state: slice?.state ?? 'open' } });
  if (input.decision !== 'approve' && input.reason.trim() === '')
    return err({ code: 'cycles/reason-missing' });
  const preparer = slice.preparedBy === null ? undefined : officerByNo(tx, slice.preparedBy);
  const barred = whyNotDecide(facts, ctx.actor, preparer?.personId);
  if (barred !== undefined) return err({ code: barred.code, data: barred.data });
  const { seen } = input;
  const isAsSeen =
    seen.manifestSha256 === slice.manifestSha256 &&
    seen.entitlementCount === slice.entitlementCount &&
    seen.totalMinor === slice.totalMinor;
  if (!isAsSeen || !isListUnchanged(tx, slice, ctx.office.officeNo))
    return err({ code: 'approval/manifest-changed' });
  const stage = stages[slice.stagesSigned];
  if (stage === undefined) return err({ code: 'cycles/wrong-state' });
  const isLast = slice.stagesSigned + 1 === slice.stagesRequired;
  if (input.decision === 'approve' && isLast && slice.totalMinor > facts.reservation.leftMinor) {
    return err({
      code: 'cycles/above-reservation',
      data: {
        totalMinor: slice.totalMinor,
        leftMinor: facts.reservation.leftMinor,
        currency: slice.currency,
      },
    });
  }
  return ok({ facts, slice, stage: slice.stagesSigned + 1, role: stage.role });
}

function record(tx: WriteTx, ctx: CallContext, input: Input, { facts, slice, stage, role }: Decided): void {
  const signedAt = new Date(ctx.clock.correctedMs()).toISOString();
  const signed = signDecision(tx, ctx, {
    type: 'cycle-approval',
    manifestSha256: slice.manifestSha256 ?? '',
    stage,
    of: facts.stages.length,
    decision: input.decision,
    previous: previousStatement(facts),
    role,
    count: String(slice.entitlementCount),
    totalMinor: String(slice.totalMinor),
    currency: slice.currency,
    change: null,
    comment: input.reason,
    signedAt,
  });
  tx.operations.record({
    type: 'slice.decide',
    entity: facts.sliceId,
    actor: ctx.actor,
    payload: {
      approvalId: ctx.ids.next(),
      sliceId: facts.sliceId,
      preparation: slice.preparation,
      stage,
      decision: input.decision,
      statement: canonicalJson({ ...signed.statement }),
      userSignature: hexToBytes(signed.user_signature),
      deviceSignature: hexToBytes(signed.device_signature),
      reason: input.reason,
      signedAt,
    },
  });
}

function previousStatement(facts: SliceFacts): ApprovalStatement | null {
  const last = facts.approvals.filter((approval) => approval.decision === 'approve').at(-1);
  if (last === undefined) return null;
  return readStatement('cycle-approval', {
    statement: last.statement,
    userSignature: hexToBytes(last.userSignature),
    deviceSignature: hexToBytes(last.deviceSignature),
  }).statement;
}

/** Do the rows still make the root, count and total that the manifest names? Asked before every signature and print. */
export function isListUnchanged(tx: ReadTx, slice: RowOf<'cycleSlice'>, officeNo: number): boolean {
  const manifest = readManifest(slice);
  if (manifest === undefined) return false;
  const rows = tx.rows
    .list('entitlement', 'sliceId', slice.sliceId)
    .filter((row) => row.preparation === slice.preparation);
  const digest = digestEntitlements(rows.map((row) => leafOfEntitlement(row, officeNo)));
  return (
    digest.merkleRoot === manifest.merkle_root &&
    String(digest.count) === manifest.entitlement_count &&
    String(digest.totalMinor) === manifest.total_minor
  );
}

export function readManifest(slice: RowOf<'cycleSlice'>): CycleManifest | undefined {
  if (slice.manifest === null) return undefined;
  const read = decodeManifest(slice.manifest);
  return read.ok ? read.value : undefined;
}

import { hexToBytes } from '#domain/codec/bytes';
import { prepareSlice, type SliceLine, type SliceMember } from '#domain/entitlements/prepare-slice';
import { err, ok, type Result } from '#domain/result';
import { decodeEntitlementManager } from '#domain/setup/program-config';
import { addDays } from '#domain/time/plain-date';
import { jobKind, type RunningJob } from '#host/jobs';
import type { ReadTx, WriteTx } from '#ports/store';
import { sliceManifest } from '#sync/protocol/slice-manifest';
import { readWorld } from '../eligibility/load-program.ts';
import type { RuleWorld } from '../eligibility/rule-subject.ts';
import { amountSubjects } from './amount-subjects.ts';
import { entitlementIdOf, findSliceFacts, type SliceFacts } from './slice-facts.ts';

/** Lines per operation and transaction: a scan at the counter never waits for a long list. */
const linesPerChunk = 150;
type Input = { readonly cycleId: string };
type Problem = {
  readonly code:
    | 'cycles/not-found'
    | 'cycles/wrong-state'
    | 'cycles/nobody-enrolled'
    | 'cycles/no-reservation'
    | 'cycles/above-reservation'
    | 'programs/bad-rules';
};
type Plan = {
  readonly facts: SliceFacts;
  readonly preparation: number;
  readonly lines: readonly SliceLine[];
  readonly putAside: readonly string[];
};

/** May this list be prepared (again)? Not while it is with the approvers and never after. */
export function checkPreparable(facts: SliceFacts): Problem | undefined {
  const state = facts.slice?.state ?? 'open';
  if (!['open', 'preparing', 'prepared', 'returned'].includes(state)) return { code: 'cycles/wrong-state' };
  if (facts.reservation.grants.length === 0) return { code: 'cycles/no-reservation' };
  return undefined;
}

/**
 * Makes the office's list of a cycle within its reservation: entitlements in chunks, then the manifest with the Merkle
 * root over exactly these rows. Until the last step the slice is `preparing` and used by nothing; a run that was
 * interrupted starts a new preparation, which voids the unfinished one.
 */
export const prepareCycleJob = jobKind<Input>({
  kind: 'cycles.prepare',
  access: 'cycle.prepare',
  run: async (job) => {
    const plan = job.store.read((tx) => planSlice(tx, job));
    if (!plan.ok) return plan;
    const { lines } = plan.value;
    for (let at = 0; at < lines.length; at += linesPerChunk) {
      job.store.write((tx) => recordChunk(tx, job, plan.value, lines.slice(at, at + linesPerChunk)));
      await job.pause(Math.min(at + linesPerChunk, lines.length), lines.length);
    }
    const finished = job.store.write((tx) => recordManifest(tx, job, plan.value));
    if (!finished.ok) return finished;
    return ok({ ...finished.value, putAside: plan.value.putAside.length });
  },
});

function planSlice(tx: ReadTx, job: RunningJob<Input>): Result<Plan, Problem> {
  const found = findSliceFacts(tx, job.input.cycleId, job.office);
  if (!found.ok) return found;
  const facts = found.value;
  const barred = checkPreparable(facts);
  if (barred !== undefined) return err(barred);
  const manager = decodeEntitlementManager(facts.program.entitlement);
  if (!manager.ok) return err({ code: 'programs/bad-rules' });
  const members = sliceMembers(tx, facts, readWorld(tx, job));
  if (members.length === 0) return err({ code: 'cycles/nobody-enrolled' });
  const prepared = prepareSlice({
    members,
    manager: manager.value,
    reservationMinor: facts.reservation.leftMinor,
    context: { today: job.clock.today() },
  });
  if (prepared.lines.length === 0) return err({ code: 'cycles/above-reservation' });
  return ok({
    facts,
    preparation: (facts.slice?.preparation ?? 0) + 1,
    lines: prepared.lines,
    putAside: prepared.exceptions.map((exception) => exception.registrantId),
  });
}

/** The enrolled, poorest first, so that a short reservation reaches those who need it most. */
function sliceMembers(tx: ReadTx, facts: SliceFacts, world: RuleWorld): readonly SliceMember[] {
  const { programId, targetType } = facts.program;
  const enrolled = tx.payments.enrolledMembers(programId);
  const scores = new Map(
    tx.rows.list('enrolment', 'programId', programId).map((row) => [row.enrolmentId, row.score]),
  );
  // Found to be the same person as somebody else: one of the two is paid, the other waits for the merge at the centre.
  const twins = new Set(
    tx.rows.all('duplicateDecision').flatMap((row) => (row.decision === 'same' ? [row.secondId] : [])),
  );
  const subjects = amountSubjects(tx, enrolled, scores, world);
  return enrolled.flatMap((member) => {
    const subject = subjects.get(member.registrantId);
    if (subject === undefined) return [];
    return [
      {
        registrantId: member.registrantId,
        enrolmentId: member.enrolmentId,
        enrolmentState: 'enrolled' as const,
        hasOpenDuplicate: twins.has(member.registrantId),
        isRecordUsable: true,
        rank: scores.get(member.enrolmentId) ?? Number.MAX_SAFE_INTEGER,
        subject,
        memberCount: targetType === 'group' ? member.memberCount : null,
      },
    ];
  });
}

function recordChunk(tx: WriteTx, job: RunningJob<Input>, plan: Plan, lines: readonly SliceLine[]): void {
  const { program, cycle, sliceId } = plan.facts;
  const validFrom = job.clock.today();
  tx.operations.record({
    type: 'entitlements.prepare',
    entity: sliceId,
    actor: job.actor,
    payload: {
      sliceId,
      cycleId: cycle.cycleId,
      programId: program.programId,
      officeId: job.office.officeId,
      preparation: plan.preparation,
      validFrom,
      validUntil: addDays(validFrom, program.voucherValidityDays),
      currency: program.currency,
      lines: lines.map((line) => ({
        entitlementId: entitlementIdOf(cycle.cycleId, line.registrantId, plan.preparation),
        registrantId: line.registrantId,
        enrolmentId: line.enrolmentId,
        amountMinor: line.amountMinor,
      })),
    },
  });
}

function recordManifest(
  tx: WriteTx,
  job: RunningJob<Input>,
  plan: Plan,
): Result<{ readonly entitlementCount: number; readonly totalMinor: number }, Problem> {
  const { program, cycle, sliceId, reservation } = plan.facts;
  const [grant] = reservation.grants;
  if (grant === undefined) return err({ code: 'cycles/no-reservation' });
  const entitlements = tx.rows
    .list('entitlement', 'sliceId', sliceId)
    .filter((row) => row.preparation === plan.preparation);
  const preparedAt = new Date(job.clock.correctedMs()).toISOString();
  const { manifest, text } = sliceManifest({
    program,
    cycle,
    officeNo: job.office.officeNo,
    entitlements,
    reservation: grant,
    preparedByPerson: job.actor.personId,
    preparedAt,
  });
  const totalMinor = Number(manifest.total_minor);
  tx.operations.record({
    type: 'slice.prepare',
    entity: sliceId,
    actor: job.actor,
    payload: {
      sliceId,
      cycleId: cycle.cycleId,
      programId: program.programId,
      officeId: job.office.officeId,
      preparation: plan.preparation,
      entitlementCount: entitlements.length,
      totalMinor,
      currency: program.currency,
      manifest: text,
      merkleRoot: hexToBytes(manifest.merkle_root),
      preparedAt,
    },
  });
  return ok({ entitlementCount: entitlements.length, totalMinor });
}

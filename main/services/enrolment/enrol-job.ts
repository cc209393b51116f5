import { ok } from '#domain/result';
import type { Sha256 } from '#domain/signing/sha256';
import { type JobKind, jobKind, type RunningJob } from '#host/jobs';
import type { RuleTarget } from '#ports/registry-queries';
import type { ReadTx, WriteTx } from '#ports/store';
import { inputsSha256 } from '../eligibility/judge.ts';
import { type LoadedProgram, loadActiveProgram, readWorld } from '../eligibility/load-program.ts';
import type { RuleWorld } from '../eligibility/rule-subject.ts';
import { decideOne, type EnrolDecision } from './enrol-one.ts';

export type EnrolInput = {
  readonly programId: string;
  readonly registrantIds: 'all-eligible' | readonly string[];
};
type Reason = { readonly registrantId: string; readonly code: string };
type Tally = { enrolled: number; notEligible: number; already: number; refused: number; reasons: Reason[] };

/** Signed operations per transaction: about ten milliseconds of work. */
const CHUNK = 40;
/** The first so many are named; the rest is counted. */
const MOST_REASONS = 100;

/**
 * Enrols people one by one, each by the rules as they stand at that moment. Those asked for by name get a decision
 * either way; of "all eligible" only the eligible are touched. A job begun again meets the enrolled and passes on.
 */
export function enrolJob(sha256: Sha256): JobKind<EnrolInput> {
  return jobKind<EnrolInput>({
    kind: 'enrolment.enrol',
    access: 'enrolment.decide',
    changes: ['enrolment', 'programs', 'eligibility', 'registry', 'home'],
    run: async (job) => {
      const tally: Tally = { enrolled: 0, notEligible: 0, already: 0, refused: 0, reasons: [] };
      const { world, total } = job.store.read((tx) => ({
        world: readWorld(tx, job),
        total: countOf(tx, job.input),
      }));
      let done = 0;
      let afterId: string | null = null;
      for (;;) {
        const ids: readonly string[] = nextIds(job, done, afterId);
        if (ids.length === 0) return ok(tally);
        const chunk = job.store.write((tx) => enrolChunk(tx, job, { ids, world, tally, sha256 }));
        if (!chunk.ok) return chunk;
        done += ids.length;
        afterId = ids.at(-1) ?? null;
        await job.pause(done, Math.max(done, total));
      }
    },
  });
}

function nextIds(
  { input, store }: RunningJob<EnrolInput>,
  done: number,
  afterId: string | null,
): readonly string[] {
  const { programId, registrantIds } = input;
  if (registrantIds !== 'all-eligible') return registrantIds.slice(done, done + CHUNK);
  return store.read((tx) => tx.registry.eligibleNotEnrolled(programId, afterId, CHUNK));
}

function countOf(tx: ReadTx, { programId, registrantIds }: EnrolInput): number {
  return registrantIds === 'all-eligible'
    ? tx.registry.countEligibleNotEnrolled(programId)
    : registrantIds.length;
}

type Chunk = {
  readonly ids: readonly string[];
  readonly world: RuleWorld;
  readonly tally: Tally;
  readonly sha256: Sha256;
};

function enrolChunk(tx: WriteTx, job: RunningJob<EnrolInput>, chunk: Chunk) {
  const { programId, registrantIds } = job.input;
  const { ids, world, tally } = chunk;
  const loaded = loadActiveProgram(tx, programId);
  if (!loaded.ok) return loaded;
  const consenting = tx.registry.withConsent(ids);
  const targets = new Map(tx.registry.targetsOf(ids).map((target) => [target.registrantId, target]));
  for (const registrantId of ids) {
    const target = targets.get(registrantId);
    if (target === undefined) {
      count(tally, registrantId, { kind: 'refused', code: 'registry/not-found' });
      continue;
    }
    const decision = decideOne({ target, ...loaded.value, world, hasConsent: consenting.has(registrantId) });
    const isWanted =
      registrantIds !== 'all-eligible' || (decision.kind === 'record' && decision.state === 'enrolled');
    if (decision.kind === 'record' && isWanted) record(tx, job, target, decision, loaded.value, chunk);
    count(tally, registrantId, decision);
  }
  return ok(undefined);
}

function count(tally: Tally, registrantId: string, decision: EnrolDecision): void {
  if (decision.kind === 'refused') tally.refused += 1;
  else if (decision.state === 'not_eligible') tally.notEligible += 1;
  else if (decision.kind === 'record') tally.enrolled += 1;
  else tally.already += 1;
  const code = decision.kind === 'record' ? null : decision.code;
  if (code !== null && tally.reasons.length < MOST_REASONS) tally.reasons.push({ registrantId, code });
}

function record(
  tx: WriteTx,
  { actor, ids, office }: RunningJob<EnrolInput>,
  { registrantId }: RuleTarget,
  { enrolmentId: known, state, reason, judgement }: Extract<EnrolDecision, { kind: 'record' }>,
  { rules }: LoadedProgram,
  { world, sha256 }: Chunk,
): void {
  const enrolmentId = known ?? ids.next();
  const scoreMicro = judgement.pmt?.scoreMicro ?? null;
  tx.operations.record({
    type: 'enrolment.enrol',
    entity: enrolmentId,
    actor,
    payload: {
      enrolmentId,
      programId: rules.programId,
      registrantId,
      officeId: office.officeId,
      enrolledOn: world.today,
      programVersion: rules.version,
      ...(scoreMicro === null ? {} : { scoreMicro }),
      inputsSha256: inputsSha256(rules, judgement.subject, world, sha256),
      state,
      ...(reason === null ? {} : { reason }),
    },
  });
}

import { bytesToHex } from '#domain/codec/bytes';
import { compactTrace } from '#domain/eligibility/eligibility-trace';
import { ok } from '#domain/result';
import type { Sha256 } from '#domain/signing/sha256';
import { type JobKind, jobKind, type RunningJob } from '#host/jobs';
import type { EligibilityAnswer, EligibilityResult } from '#ports/eligibility-results';
import type { RuleTarget } from '#ports/registry-queries';
import { inputsSha256, judge } from './judge.ts';
import { loadProgram, readWorld } from './load-program.ts';
import type { CompiledRules } from './read-rules.ts';
import type { RuleWorld } from './rule-subject.ts';

export type EligibilityRunInput = { readonly programId: string };

/** So many are loaded, judged and stored at once: about ten milliseconds, so that a scan between them never waits. */
const CHUNK = 200;

/**
 * Asks the rules of a programme about every registrant of its kind in this office and keeps each answer with its
 * reasons. Begun again it starts over: answers carry the hash of what they saw, so a mixture of old and new is true.
 */
export function eligibilityRunJob(sha256: Sha256): JobKind<EligibilityRunInput> {
  return jobKind<EligibilityRunInput>({
    kind: 'eligibility.run',
    access: 'eligibility.run',
    changes: ['eligibility', 'programs', 'home'],
    run: async (job) => {
      const start = job.store.read((tx) => {
        const loaded = loadProgram(tx, job.input.programId);
        const world = readWorld(tx, job);
        return loaded.ok
          ? ok({
              rules: loaded.value.rules,
              world,
              total: tx.registry.countTargets(loaded.value.rules.targetKind),
            })
          : loaded;
      });
      if (!start.ok) return start;
      const { rules, world, total } = start.value;
      const counts = await judgeEverybody(job, { rules, world, total }, sha256);
      finish(job, rules, counts);
      return ok(counts);
    },
  });
}

type Task = { readonly rules: CompiledRules; readonly world: RuleWorld; readonly total: number };
type Counts = Record<EligibilityAnswer, number>;

async function judgeEverybody(
  job: RunningJob<EligibilityRunInput>,
  task: Task,
  sha256: Sha256,
): Promise<Counts> {
  const { programId, targetKind: kind } = task.rules;
  const counts: Counts = { pass: 0, fail: 0, unknown: 0 };
  let afterId: string | null = null;
  let done = 0;
  for (;;) {
    const page: readonly RuleTarget[] = readPage(job, { kind, afterId, limit: CHUNK });
    const results = page.map((target) => resultOf(target, task, sha256));
    for (const { answer } of results) counts[answer] += 1;
    job.store.write((tx) => tx.office.eligibility.putResults(programId, job.jobId, results));
    done += page.length;
    await job.pause(done, Math.max(done, task.total));
    afterId = page.at(-1)?.registrantId ?? null;
    if (page.length < CHUNK) return counts;
  }
}

function readPage(
  job: RunningJob<EligibilityRunInput>,
  query: { readonly kind: 'group' | 'individual'; readonly afterId: string | null; readonly limit: number },
): readonly RuleTarget[] {
  return job.store.read((tx) => tx.registry.targets(query));
}

function resultOf(target: RuleTarget, { rules, world }: Task, sha256: Sha256): EligibilityResult {
  const { answer, trace, score, subject } = judge(target, rules, world);
  return {
    registrantId: target.registrantId,
    answer,
    score,
    trace: JSON.parse(compactTrace(trace)),
    inputsSha256: bytesToHex(inputsSha256(rules, subject, world, sha256)),
  };
}

function finish(
  job: RunningJob<EligibilityRunInput>,
  { programId, version }: CompiledRules,
  counts: Counts,
): void {
  const ranAt = new Date(job.clock.correctedMs()).toISOString();
  job.store.write((tx) =>
    tx.office.eligibility.finishRun({
      runId: job.jobId,
      programId,
      programVersion: version,
      ranAt,
      counts: { ...counts },
      byNo: job.actor.userNo,
    }),
  );
}

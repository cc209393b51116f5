import type { PmtScore } from '#domain/eligibility/pmt';
import { MICRO } from '#domain/eligibility/pmt-model';
import { err, ok } from '#domain/result';
import { type HandlerTable, handleCommand, handleQuery } from '#host/handlers';
import type { JobKind } from '#host/jobs';
import { judge } from './judge.ts';
import { loadActiveProgram, loadProgram, readWorld } from './load-program.ts';
import type { EligibilityRunInput } from './run-eligibility.ts';
import { firstReason, toTraceLines } from './trace-lines.ts';

/** Who fits a programme, and why. */
export function eligibilityHandlers(runJob: JobKind<EligibilityRunInput>) {
  return {
    'eligibility.run': handleCommand('eligibility.run', {
      run: (tx, { programId }, { jobs }) => {
        const loaded = loadActiveProgram(tx, programId);
        if (!loaded.ok) return loaded;
        return jobs.start(tx, runJob, { programId }, tx.registry.countTargets(loaded.value.rules.targetKind));
      },
      auditObject: ({ programId }) => programId,
    }),
    'eligibility.results': handleQuery('eligibility.results', {
      run: (tx, { programId, answer, cursor, limit }) => {
        const loaded = loadProgram(tx, programId);
        const criteria = loaded.ok ? loaded.value.rules.compiled.criteria : new Map();
        const found = tx.office.eligibility.page({ programId, answer, afterId: cursor, limit: limit + 1 });
        const page = found.slice(0, limit);
        const cards = tx.registry.resultCards(
          programId,
          page.map(({ registrantId }) => registrantId),
        );
        return ok({
          counts: tx.office.eligibility.counts(programId),
          ranAt: tx.office.eligibility.lastRun(programId)?.ranAt ?? null,
          rows: page.flatMap(({ registrantId, score, trace }) => {
            const card = cards.get(registrantId);
            return card === undefined
              ? []
              : [{ registrantId, score, ...card, firstReason: firstReason(trace, criteria) }];
          }),
          next: found.length > limit ? (page.at(-1)?.registrantId ?? null) : null,
        });
      },
    }),
    'eligibility.explain': handleQuery('eligibility.explain', {
      run: (tx, { programId, registrantId }, ctx) => {
        const loaded = loadProgram(tx, programId);
        if (!loaded.ok) return loaded;
        const [target] = tx.registry.targetsOf([registrantId]);
        if (target === undefined || target.kind !== loaded.value.rules.targetKind)
          return err({ code: 'registry/not-found' });
        const { answer, score, trace, pmt } = judge(target, loaded.value.rules, readWorld(tx, ctx));
        return ok({
          answer,
          score,
          trace: toTraceLines(trace),
          contributions: contributionsOf(pmt),
          name: target.name,
        });
      },
    }),
  } satisfies Partial<HandlerTable>;
}

/** How a score was made: where it starts and what each answer adds. */
function contributionsOf(pmt: PmtScore | null): { term: string; value: number }[] {
  if (pmt === null) return [];
  const terms = pmt.contributions.map(({ term, contributionMicro }) => ({
    term,
    value: contributionMicro / MICRO,
  }));
  return [{ term: 'intercept', value: pmt.interceptMicro / MICRO }, ...terms];
}

import { and, count, desc, eq, gt, ne } from 'drizzle-orm';
import type { EligibilityCounts, EligibilityReads, EligibilityWrites } from '#ports/eligibility-results';
import type { ReadTx } from '../open.ts';
import { eligibilityResult, eligibilityRun } from '../schema/office-tables.ts';
import { putEligibilityResult } from './eligibility.sql.ts';

/** Answers of eligibility runs: the latest per programme and registrant. */
export function createEligibility(database: ReadTx): EligibilityReads & EligibilityWrites {
  const { registrantId, answer, score, trace, inputsSha256 } = eligibilityResult;
  const fields = { registrantId, answer, score, trace, inputsSha256 };
  const put = database.$client.prepare(putEligibilityResult);
  return {
    lastRun: (programId) => lastRun(database, programId),
    get: (programId, id) =>
      database
        .select(fields)
        .from(eligibilityResult)
        .where(and(eq(eligibilityResult.programId, programId), eq(registrantId, id)))
        .get(),
    page: (query) =>
      database
        .select(fields)
        .from(eligibilityResult)
        .where(
          and(
            eq(eligibilityResult.programId, query.programId),
            eq(answer, query.answer),
            gt(registrantId, query.afterId ?? ''),
          ),
        )
        .orderBy(registrantId)
        .limit(query.limit)
        .all(),
    counts: (programId) => countAnswers(database, programId),
    putResults: (programId, runId, results) => {
      for (const result of results) {
        put.run(
          programId,
          result.registrantId,
          result.answer,
          result.score,
          JSON.stringify(result.trace),
          result.inputsSha256,
          runId,
        );
      }
    },
    finishRun: ({ counts, ...run }) => {
      const { pass: passCount, fail: failCount, unknown: unknownCount } = counts;
      database
        .insert(eligibilityRun)
        .values({ ...run, passCount, failCount, unknownCount })
        .run();
      const isEarlier = and(
        eq(eligibilityResult.programId, run.programId),
        ne(eligibilityResult.runId, run.runId),
      );
      database.delete(eligibilityResult).where(isEarlier).run();
    },
  };
}

function lastRun(database: ReadTx, programId: string): ReturnType<EligibilityReads['lastRun']> {
  const row = database
    .select()
    .from(eligibilityRun)
    .where(eq(eligibilityRun.programId, programId))
    .orderBy(desc(eligibilityRun.ranAt), desc(eligibilityRun.runId))
    .limit(1)
    .get();
  if (row === undefined) return undefined;
  const { passCount, failCount, unknownCount, ...run } = row;
  return { ...run, counts: { pass: passCount, fail: failCount, unknown: unknownCount } };
}

function countAnswers(database: ReadTx, programId: string): EligibilityCounts {
  const rows = database
    .select({ answer: eligibilityResult.answer, n: count() })
    .from(eligibilityResult)
    .where(eq(eligibilityResult.programId, programId))
    .groupBy(eligibilityResult.answer)
    .all();
  return { pass: 0, fail: 0, unknown: 0, ...Object.fromEntries(rows.map(({ answer, n }) => [answer, n])) };
}

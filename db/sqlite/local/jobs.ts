import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { JobReads, JobWrites } from '#ports/job-store';
import type { ReadTx } from '../open.ts';
import { job } from '../schema/office-tables.ts';

/** Long work of this PC, whichever process runs it. */
export function createJobs(database: ReadTx): JobReads & JobWrites {
  const isRunning = (jobId: string) => and(eq(job.jobId, jobId), eq(job.state, 'running'));
  return {
    get: (jobId) => database.select().from(job).where(eq(job.jobId, jobId)).get(),
    recent: (limit) =>
      database.select().from(job).orderBy(desc(job.startedAt), desc(job.jobId)).limit(limit).all(),
    inState: (state) => database.select().from(job).where(eq(job.state, state)).orderBy(job.startedAt).all(),
    start: (started) => {
      database
        .insert(job)
        .values({ ...started, state: 'running', beatAt: started.startedAt })
        .run();
    },
    beat: (jobId, { done, total, at }) =>
      database.update(job).set({ done, total, beatAt: at }).where(isRunning(jobId)).run().changes > 0,
    finish: (jobId, { state, result, error, at }) =>
      database
        .update(job)
        .set({ state, result: result ?? null, error: error ?? null, beatAt: at })
        .where(and(eq(job.jobId, jobId), inArray(job.state, ['running', 'interrupted'])))
        .run().changes > 0,
    resume: (jobId, at) =>
      database
        .update(job)
        .set({ state: 'running', beatAt: at })
        .where(and(eq(job.jobId, jobId), eq(job.state, 'interrupted')))
        .run().changes > 0,
    interrupt: (beatBefore) =>
      database
        .update(job)
        .set({ state: 'interrupted' })
        .where(and(eq(job.state, 'running'), lt(job.beatAt, beatBefore)))
        .returning({ jobId: job.jobId })
        .all()
        .map(({ jobId }) => jobId),
  };
}

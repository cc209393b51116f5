import { err, ok, type Result } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { type HandlerTable, handleCommand, handleQuery } from '#host/handlers';
import { isAllowed } from '#host/is-allowed';
import { storedJson } from '#host/stored-json';
import type { Job } from '#ports/job-store';
import type { ReadTx } from '#ports/store';

const SHOWN = 50;

/** Long work: what runs and ran, and steering it. */
export function jobHandlers() {
  return {
    'jobs.list': handleQuery('jobs.list', {
      run: (tx) => ok({ jobs: tx.office.jobs.recent(SHOWN).map(outlineOf) }),
    }),
    'jobs.get': handleQuery('jobs.get', {
      run: (tx, { jobId }, ctx) => {
        const job = tx.office.jobs.get(jobId);
        if (job === undefined) return err({ code: 'jobs/not-found' });
        // A result may tell more than that the job ran: only for those who could have started it.
        return ok({ ...outlineOf(job), result: maySteer(job, ctx) ? storedJson(job.result) : null });
      },
    }),
    'jobs.cancel': handleCommand('jobs.cancel', {
      run: (tx, { jobId }, ctx) => {
        const job = steerable(tx, jobId, ctx);
        return job.ok ? ctx.jobs.cancel(tx, jobId) : job;
      },
      auditObject: ({ jobId }) => jobId,
    }),
    'jobs.settle': handleCommand('jobs.settle', {
      run: (tx, { jobId, choice }, ctx) => {
        const job = steerable(tx, jobId, ctx);
        return job.ok ? ctx.jobs.settle(tx, jobId, choice) : job;
      },
      auditObject: ({ jobId }) => jobId,
    }),
  } satisfies Partial<HandlerTable>;
}

function outlineOf({ jobId, kind, state, done, total, startedAt, error }: Job) {
  return { jobId, kind, state, done, total, startedAt, error };
}

/** Who continues a job signs what it does: nobody may do that with a job they could not have started. */
function maySteer({ kind }: Job, { actor, jobs }: CallContext): boolean {
  const access = jobs.accessOf(kind);
  return access !== undefined && isAllowed(actor.roles, access);
}

function steerable(
  tx: ReadTx,
  jobId: string,
  ctx: CallContext,
): Result<Job, { readonly code: 'jobs/not-found' | 'host/not-allowed' }> {
  const job = tx.office.jobs.get(jobId);
  if (job === undefined) return err({ code: 'jobs/not-found' });
  return maySteer(job, ctx) ? ok(job) : err({ code: 'host/not-allowed' });
}

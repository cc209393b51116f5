import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#contract/contract';
import { useCore } from '../../client/use-core.ts';

export type JobState = OutputOf<'jobs.get'>;
const pollMs = 500;

/**
 * Follows the job of one kind: the one just started (`follow`), else one that still runs or was interrupted when the
 * PC went off. When it ends, everything on the screen is asked anew.
 */
export function useJob(kind: string): {
  readonly job: JobState | null;
  readonly running: boolean;
  readonly follow: (jobId: string) => void;
} {
  const queries = useQueryClient();
  const [jobId, follow] = useState<string | null>(null);
  const list = useCore('jobs.list', {});
  const open = list.data?.jobs.find(
    (job) => job.kind === kind && (job.state === 'running' || job.state === 'interrupted'),
  );
  useEffect(() => {
    if (open !== undefined) follow((now) => now ?? open.jobId);
  }, [open]);
  const [polling, setPolling] = useState(true);
  const reply = useCore(
    'jobs.get',
    { jobId: jobId ?? '' },
    { enabled: jobId !== null, ...(polling ? { refetchMs: pollMs } : {}) },
  );
  const job = jobId === null ? null : (reply.data ?? null);
  const state = job?.state;
  useEffect(() => {
    setPolling(state === undefined || state === 'running');
    if (state === 'done' || state === 'cancelled') void queries.invalidateQueries();
  }, [state, queries]);
  return { job, running: state === 'running', follow };
}

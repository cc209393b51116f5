import { randomUUID } from 'node:crypto';
import { contract, type Failure, type InputOf, type MethodName, type OutputOf } from '#contract/contract';
import { ok, type Result } from '#domain/result';
import type { CoreApi } from '#host/core-api';

/** Input of a method without its request id, which the client makes. */
export type Asked<N extends MethodName> = Omit<InputOf<N>, 'requestId'>;

/** Typed calls over one channel, as the renderer has them. */
export type CoreClient = {
  readonly call: <N extends MethodName>(name: N, input: Asked<N>) => Promise<Result<OutputOf<N>, Failure>>;
  /** Waits until a job has ended; a job that failed is a failure with its code. `onProgress` hears of each step. */
  readonly job: (
    jobId: string,
    onProgress?: (done: number, total: number) => void,
  ) => Promise<Result<OutputOf<'jobs.get'>, Failure>>;
};

/** A job is looked at this often; short ones are done by then. */
const LOOK_EVERY_MS = 50;

export function createCoreClient(core: Pick<CoreApi, 'invoke'>, channel: string): CoreClient {
  const call: CoreClient['call'] = async <N extends MethodName>(name: N, input: Asked<N>) => {
    const body = contract[name].kind === 'command' ? { ...input, requestId: randomUUID() } : input;
    // The dispatcher's reply to this name; the cast of a transport, as in the renderer's client.
    return (await core.invoke(name, body, channel)) as Result<OutputOf<N>, Failure>;
  };
  return { call, job: (jobId, onProgress) => waitFor(call, jobId, onProgress) };
}

async function waitFor(
  call: CoreClient['call'],
  jobId: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): ReturnType<CoreClient['job']> {
  for (;;) {
    const job = await call('jobs.get', { jobId });
    if (!job.ok) return job;
    const { state, done, total, error } = job.value;
    onProgress(done, total);
    if (state === 'done') return ok(job.value);
    if (state !== 'running') return { ok: false, error: { code: error ?? `jobs/${state}` } };
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}

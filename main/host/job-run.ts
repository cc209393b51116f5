import type { Store } from '#ports/store';
import { describeFailure } from './describe-failure.ts';
import { type AnyJobKind, JobStopped } from './jobs.ts';
import type { Emit, OfficeContext } from './office-context.ts';
import type { LentActor } from './session.ts';
import type { Timers } from './timers.ts';

/** Progress is stored and told at most this often. */
const TELL_EVERY_MS = 250;
/** A job that is busy inside one chunk still shows that its process lives. */
const BEAT_EVERY_MS = 3000;

export type ActiveJob = {
  readonly jobId: string;
  readonly kind: AnyJobKind;
  readonly input: unknown;
  readonly resumed: boolean;
  readonly lent: LentActor;
  stop: 'cancelled' | 'parked' | undefined;
  done: number;
  total: number;
  ended: Promise<void>;
};

export type JobDesk = {
  readonly store: Store;
  readonly office: OfficeContext;
  readonly timers: Timers;
  readonly emit: Emit;
  readonly newRef: () => string;
  readonly nowIso: () => string;
};

type End =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'cancelled' }
  | { readonly state: 'interrupted' };

/** One job from its start to its last row. Never rejects: what goes wrong becomes the job's state. */
export async function runJob(desk: JobDesk, job: ActiveJob): Promise<void> {
  const stopBeat = keepBeating(desk, job);
  let end: End = { state: 'interrupted' };
  try {
    end = await work(desk, job);
  } finally {
    stopBeat();
    try {
      end = storeEnd(desk, job, end);
    } catch (error) {
      // The row stays without a beat and becomes `interrupted`; saying so must not take the process down.
      desk.office.log.error('job.end-not-stored', { jobId: job.jobId, ...describeFailure(error) });
    }
    job.lent.giveBack();
    tell(desk, job, end.state);
    desk.emit('data.changed', { features: ['jobs', ...job.kind.changes] });
  }
}

async function work(desk: JobDesk, job: ActiveJob): Promise<End> {
  const { office, store, emit } = desk;
  const { jobId, input, resumed } = job;
  const pause = pauseOf(desk, job);
  try {
    const answer = await job.kind.run({
      ...office,
      jobId,
      input,
      resumed,
      actor: job.lent.actor,
      store,
      emit,
      pause,
    });
    return answer.ok
      ? { state: 'done', result: answer.value }
      : { state: 'failed', error: answer.error.code };
  } catch (error) {
    if (error instanceof JobStopped)
      return { state: error.reason === 'cancelled' ? 'cancelled' : 'interrupted' };
    office.log.error('job.failed', {
      ref: desk.newRef(),
      jobId,
      jobKind: job.kind.kind,
      ...describeFailure(error),
    });
    return { state: 'failed', error: 'host/internal' };
  }
}

function pauseOf(desk: JobDesk, job: ActiveJob): (done: number, total: number) => Promise<void> {
  let toldMs = 0;
  return async (done, total) => {
    Object.assign(job, { done, total });
    const now = desk.office.clock.nowMs();
    if (now - toldMs >= TELL_EVERY_MS || now < toldMs) {
      toldMs = now;
      beat(desk, job);
      tell(desk, job, 'running');
    }
    if (job.stop !== undefined) throw new JobStopped(job.stop);
    await desk.timers.yieldToOthers();
  };
}

/** Stores progress; when the row is no longer running, another process cancelled the job or took it for dead. */
function beat({ store, nowIso }: JobDesk, job: ActiveJob): void {
  const { jobId, done, total } = job;
  store.write((tx) => {
    if (tx.office.jobs.beat(jobId, { done, total, at: nowIso() })) return;
    job.stop ??= tx.office.jobs.get(jobId)?.state === 'cancelled' ? 'cancelled' : 'parked';
  });
}

function keepBeating(desk: JobDesk, job: ActiveJob): () => void {
  let stop: () => void = () => undefined;
  const again = (): void => {
    stop = desk.timers.after(BEAT_EVERY_MS, () => {
      try {
        beat(desk, job);
      } catch (error) {
        desk.office.log.warn('job.beat-not-stored', { jobId: job.jobId, ...describeFailure(error) });
      }
      again();
    });
  };
  again();
  return () => {
    stop();
  };
}

/** Returns the end that the row now shows: a job that finished while somebody cancelled it is done. */
function storeEnd({ store, nowIso }: JobDesk, job: ActiveJob, end: End): End {
  const { jobId, kind, input } = job;
  return store.write((tx) => {
    const at = nowIso();
    if (end.state === 'interrupted') {
      tx.office.jobs.interrupt('9999-12-31T00:00:00.000Z');
      return end;
    }
    tx.office.jobs.finish(jobId, { ...end, at });
    if (end.state === 'cancelled') kind.discard(tx, jobId, input);
    tx.office.audit.append({
      at,
      actorNo: job.lent.actor.userNo,
      action: `job.${end.state}`,
      object: jobId,
      purpose: end.state === 'failed' ? end.error : null,
    });
    return end;
  });
}

function tell(
  { emit }: JobDesk,
  { jobId, kind, done, total }: ActiveJob,
  state: End['state'] | 'running',
): void {
  emit('job.progress', { jobId, kind: kind.kind, state, done, total });
}

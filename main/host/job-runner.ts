import { err, ok } from '#domain/result';
import type { WriteTx } from '#ports/store';
import { type ActiveJob, type JobDesk, runJob } from './job-run.ts';
import type { AnyJobKind, JobStarter } from './jobs.ts';
import type { LentActor } from './session.ts';

/** A job without a sign of life for this long belongs to a process that is gone. */
const DEAD_AFTER_MS = 10_000;

/** Who calls, and the means to lend that person's key to a job. */
export type JobCaller = { readonly userNo: number; readonly lend: () => LentActor | undefined };
/** What one call started; it begins after the commit and never if the call is rolled back. */
export type CallJobs = { readonly starter: JobStarter; readonly launch: () => void };

export type JobRunner = {
  readonly forCall: (caller: JobCaller) => CallJobs;
  /** Jobs of processes that are gone become `interrupted`: now, and once more when the last beat is old enough. */
  readonly markInterrupted: () => void;
  /** Stops what runs at its next pause and waits for it; it becomes `interrupted`. */
  readonly stop: () => Promise<void>;
  /** Resolves when nothing runs any more. */
  readonly idle: () => Promise<void>;
};

type Launch = Pick<ActiveJob, 'jobId' | 'kind' | 'input' | 'resumed' | 'total'>;
type Table = {
  readonly desk: JobDesk;
  readonly kinds: ReadonlyMap<string, AnyJobKind>;
  readonly active: Map<string, ActiveJob>;
  stopping: boolean;
};

/** Runs long work in this process's own thread, one job per lane, and keeps its row in step. */
export function createJobRunner(desk: Omit<JobDesk, 'nowIso'>, kinds: readonly AnyJobKind[]): JobRunner {
  const nowIso = (): string => new Date(desk.office.clock.nowMs()).toISOString();
  const table: Table = {
    desk: { ...desk, nowIso },
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
    active: new Map(),
    stopping: false,
  };
  const ended = async (): Promise<void> => {
    await Promise.all([...table.active.values()].map((job) => job.ended));
  };
  const markDead = (): void => {
    if (!table.stopping) desk.store.write((tx) => interruptDead(table, tx));
  };
  return {
    forCall: (caller) => callJobs(table, caller),
    markInterrupted: () => {
      markDead();
      desk.timers.after(DEAD_AFTER_MS + 1000, markDead);
    },
    stop: async () => {
      table.stopping = true;
      for (const job of table.active.values()) job.stop ??= 'parked';
      await ended();
    },
    idle: async () => {
      while (table.active.size > 0) await ended();
    },
  };
}

function callJobs(table: Table, { userNo, lend }: JobCaller): CallJobs {
  const launches: Launch[] = [];
  const starter: JobStarter = {
    start: (tx, kind, input, total = 0) => {
      const busy = busyIn(table, tx, kind.lane);
      if (busy !== undefined) return err({ code: 'host/busy', data: { kind: busy } });
      const jobId = table.desk.office.ids.next();
      const stored = kind.stored(input);
      tx.office.jobs.start({
        jobId,
        kind: kind.kind,
        input: stored,
        total,
        startedAt: table.desk.nowIso(),
        startedBy: userNo,
      });
      launches.push({ jobId, kind, input: stored, resumed: false, total });
      return ok({ jobId });
    },
    cancel: (tx, jobId) => cancelJob(table, tx, jobId),
    settle: (tx, jobId, choice) => settleJob(table, launches, tx, jobId, choice),
    accessOf: (kind) => table.kinds.get(kind)?.access,
  };
  return {
    starter,
    launch: () => {
      for (const next of launches) begin(table, next, lend());
    },
  };
}

function begin(table: Table, launch: Launch, lent: LentActor | undefined): void {
  // Locked in the same instant: the row shows no sign of life and becomes `interrupted`.
  if (lent === undefined) return;
  const job: ActiveJob = {
    ...launch,
    lent,
    done: 0,
    stop: table.stopping ? 'parked' : undefined,
    ended: Promise.resolve(),
  };
  table.active.set(job.jobId, job);
  job.ended = runJob(table.desk, job).finally(() => table.active.delete(job.jobId));
}

const cancelJob = (table: Table, tx: WriteTx, jobId: string): ReturnType<JobStarter['cancel']> => {
  const row = tx.office.jobs.get(jobId);
  if (row === undefined) return err({ code: 'jobs/not-found' });
  if (row.state !== 'running' && row.state !== 'interrupted') return ok({ cancelled: false });
  const active = table.active.get(jobId);
  if (active !== undefined) {
    // Its own thread ends it, at the next pause; if it is done before, it is done.
    active.stop ??= 'cancelled';
    return ok({ cancelled: true });
  }
  endUnfinished(table, tx, jobId, row.kind, row.input);
  return ok({ cancelled: true });
};

const settleJob = (
  table: Table,
  launches: Launch[],
  tx: WriteTx,
  jobId: string,
  choice: 'continue' | 'discard',
): ReturnType<JobStarter['settle']> => {
  const row = tx.office.jobs.get(jobId);
  const kind = row === undefined ? undefined : table.kinds.get(row.kind);
  if (row === undefined || kind === undefined) return err({ code: 'jobs/not-found' });
  if (row.state !== 'interrupted' || table.active.has(jobId)) return err({ code: 'jobs/not-interrupted' });
  if (choice === 'discard') {
    endUnfinished(table, tx, jobId, row.kind, row.input);
    return ok({ state: 'cancelled' });
  }
  const busy = busyIn(table, tx, kind.lane);
  if (busy !== undefined) return err({ code: 'host/busy', data: { kind: busy } });
  tx.office.jobs.resume(jobId, table.desk.nowIso());
  launches.push({ jobId, kind, input: row.input, resumed: true, total: row.total });
  return ok({ state: 'running' });
};

function endUnfinished(
  { kinds, desk }: Table,
  tx: WriteTx,
  jobId: string,
  kind: string,
  input: unknown,
): void {
  tx.office.jobs.finish(jobId, { state: 'cancelled', at: desk.nowIso() });
  kinds.get(kind)?.discard(tx, jobId, input);
}

/** The kind of the job that holds a lane, in this process or another one on the same database. */
function busyIn(table: Table, tx: WriteTx, lane: string): string | undefined {
  interruptDead(table, tx);
  const here = [...table.active.values()].map((job) => job.kind.kind);
  const running = [...here, ...tx.office.jobs.inState('running').map((job) => job.kind)];
  // A kind that this version does not know is taken to be heavy.
  return running.find((kind) => (table.kinds.get(kind)?.lane ?? lane) === lane);
}

function interruptDead({ active, desk }: Table, tx: WriteTx): void {
  if (active.size > 0) return;
  tx.office.jobs.interrupt(new Date(desk.office.clock.nowMs() - DEAD_AFTER_MS).toISOString());
}

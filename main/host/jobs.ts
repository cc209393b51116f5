import type { Access } from '#contract/define';
import type { Result } from '#domain/result';
import type { Job } from '#ports/job-store';
import type { Actor, Store, WriteTx } from '#ports/store';
import type { Emit, OfficeContext } from './office-context.ts';
import type { Refused } from './refused.ts';

/** What a job sees while it runs. */
export type RunningJob<Input> = OfficeContext & {
  readonly jobId: string;
  readonly input: Input;
  /** True when an interrupted job goes on: skip what is done already. */
  readonly resumed: boolean;
  /** Who started or continued it; may sign to the job's end although the session is locked meanwhile. */
  readonly actor: Actor;
  readonly store: Store;
  readonly emit: Emit;
  /**
   * Call it after every chunk (at most 200 rows or 20 ms of work): it tells how far the job is, lets scans and other
   * calls through, and throws {@link JobStopped} when the job was cancelled or the office closes. Not to be caught.
   */
  readonly pause: (done: number, total: number) => Promise<void>;
};

/** Long work of one kind. Long = more than 50 ms: it runs in chunks, each in a transaction of its own. */
export type JobHandler<Input> = {
  /** Unique, `feature.verb`, e.g. `eligibility.run`. */
  readonly kind: string;
  /** Who may start, continue or cancel it and see its result; checked again for the person who continues. */
  readonly access: Access;
  /** Jobs of one lane exclude each other on this PC. Absent: the lane of all heavy work. */
  readonly lane?: string;
  /** Features whose screens ask again when it ends; absent: the feature in `kind`. */
  readonly changes?: readonly string[];
  /** The value is kept as JSON for `jobs.get`; a refusal makes the job `failed` with its code. */
  readonly run: (job: RunningJob<Input>) => Promise<Result<unknown, Refused>>;
  /** Removes what an unfinished run left, when it is cancelled or discarded. */
  readonly discard?: (tx: WriteTx, jobId: string, input: Input) => void;
};

/** A kind of job with its input type closed over; `stored` carries the type to {@link JobStarter.start}. */
export type JobKind<Input> = AnyJobKind & { readonly stored: (input: Input) => unknown };
/** Any kind, as the runner keeps them. */
export type AnyJobKind = {
  readonly kind: string;
  readonly access: Access;
  readonly lane: string;
  readonly changes: readonly string[];
  readonly run: (job: RunningJob<unknown>) => Promise<Result<unknown, Refused>>;
  readonly discard: (tx: WriteTx, jobId: string, input: unknown) => void;
};

export type JobBusy = { readonly code: 'host/busy'; readonly data: { readonly kind: string } };
export type JobNotFound = { readonly code: 'jobs/not-found' };
export type JobNotInterrupted = { readonly code: 'jobs/not-interrupted' };

/** Starts and steers jobs from inside a command; they begin after its commit and never if it is rolled back. */
export type JobStarter = {
  /** `total` is what the progress bar counts to; 0 = not known yet. */
  readonly start: <Input>(
    tx: WriteTx,
    kind: JobKind<Input>,
    input: Input,
    total?: number,
  ) => Result<{ readonly jobId: string }, JobBusy>;
  /** Asks a running job to stop at its next pause, or ends an interrupted one. False: it had ended. */
  readonly cancel: (tx: WriteTx, jobId: string) => Result<{ readonly cancelled: boolean }, JobNotFound>;
  readonly settle: (
    tx: WriteTx,
    jobId: string,
    choice: 'continue' | 'discard',
  ) => Result<{ readonly state: Job['state'] }, JobNotFound | JobNotInterrupted | JobBusy>;
  /** Who may steer jobs of a kind; undefined for a kind this version does not know. */
  readonly accessOf: (kind: string) => Access | undefined;
};

/** Leaves a job's code from inside `pause`: cancelled by a person, or parked because the office closes. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  readonly reason: 'cancelled' | 'parked';
  constructor(reason: 'cancelled' | 'parked') {
    super(`job ${reason}`);
    this.reason = reason;
  }
}

const HEAVY_LANE = 'heavy';

/**
 * Declares a kind of job. The input must be plain JSON. The casts are this module's codec: a row's input was
 * written by `stored` of the same kind, and JSON gives it back as it was.
 */
export function jobKind<Input>(handler: JobHandler<Input>): JobKind<Input> {
  const [feature = handler.kind] = handler.kind.split('.');
  return {
    kind: handler.kind,
    access: handler.access,
    lane: handler.lane ?? HEAVY_LANE,
    changes: handler.changes ?? [feature],
    stored: (input) => input,
    run: (job) => handler.run({ ...job, input: job.input as Input }),
    discard: (tx, jobId, input) => handler.discard?.(tx, jobId, input as Input),
  };
}

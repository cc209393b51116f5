import { err, type Result } from '#domain/result';
import type { Clock } from '#ports/clock';
import type { Log } from '#ports/log';
import type { SyncFailure, SyncFailureCode } from './sync-failure.ts';
import type { Timers } from './timers.ts';

/** Waits after the first, second … failure in a row, each shortened at random so that offices do not knock together. */
export const RETRY_MS = [300, 1_000, 3_000, 10_000, 30_000, 60_000] as const;
const SHORTEST_RETRY_MS = 100;

export type LaneName = 'send' | 'fetch' | 'documents';
export type LaneStatus = {
  readonly running: boolean;
  readonly lastSuccessAt: string | null;
  readonly lastErrorCode: SyncFailureCode | null;
  /** When the next try is due after a failure; null while all is well. */
  readonly nextTryAt: string | null;
};
export type LaneOptions<T> = {
  readonly name: LaneName;
  /** One run: ends by itself, or soon after `shouldStop` turns true, between two of its steps. */
  readonly work: (shouldStop: () => boolean) => Promise<Result<T, SyncFailure>>;
  readonly timers: Timers;
  /** Number from 0 up to 1. */
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly lastSuccessAt: string | null;
  /** After every beginning and end of a run. */
  readonly onChange: () => void;
};
export type Lane<T> = {
  /** Runs now, or once more after the run under way. */
  readonly kick: () => void;
  /** As `kick`, unless a retry is already due: the supervisor's call. */
  readonly rearm: () => void;
  /** A fresh run, begun after the one under way, and its outcome. */
  readonly runNow: () => Promise<Result<T, SyncFailure>>;
  readonly status: () => LaneStatus;
  /** No new run begins; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
};

/**
 * One direction of the sync with its own retries: a document that cannot be sent never holds up an operation. A run
 * that throws is our own fault; it is logged and tried again like any failure, so that no queue is stuck for good.
 */
export function createLane<T>(options: LaneOptions<T>): Lane<T> {
  const lane = new LaneMachine(options);
  return {
    kick: () => lane.kick(),
    rearm: () => lane.rearm(),
    runNow: () => lane.runNow(),
    status: () => lane.status(),
    stop: () => lane.stop(),
  };
}

class LaneMachine<T> {
  private readonly options: LaneOptions<T>;
  private running: Promise<Result<T, SyncFailure>> | null = null;
  private wantsAnother = false;
  private isStopped = false;
  private failures = 0;
  private cancelRetry: () => void = () => {};
  private nextTryAt: string | null = null;
  private lastSuccessAt: string | null;
  private lastErrorCode: SyncFailureCode | null = null;

  constructor(options: LaneOptions<T>) {
    this.options = options;
    this.lastSuccessAt = options.lastSuccessAt;
  }

  kick(): void {
    if (this.running === null) void this.begin();
    else this.wantsAnother = true;
  }

  rearm(): void {
    if (this.running === null && this.nextTryAt === null) this.kick();
  }

  async runNow(): Promise<Result<T, SyncFailure>> {
    while (this.running !== null) await this.running;
    return this.begin();
  }

  status(): LaneStatus {
    const { lastSuccessAt, lastErrorCode, nextTryAt } = this;
    return { running: this.running !== null, lastSuccessAt, lastErrorCode, nextTryAt };
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.clearRetry();
    if (this.running !== null) await this.running;
  }

  private begin(): Promise<Result<T, SyncFailure>> {
    if (this.isStopped) return Promise.resolve(err({ code: 'sync/no-line', reason: 'stopping' }));
    this.clearRetry();
    const run = this.execute();
    this.running = run;
    this.options.onChange();
    return run;
  }

  /** Never rejects. `running` is cleared before the promise settles, so that a waiter can begin at once. */
  private async execute(): Promise<Result<T, SyncFailure>> {
    const outcome = await this.guardedWork();
    this.running = null;
    if (outcome.ok) {
      this.failures = 0;
      this.lastErrorCode = null;
      this.lastSuccessAt = this.instant(0);
    } else {
      this.lastErrorCode = outcome.error.code;
      this.scheduleRetry();
    }
    this.options.onChange();
    if (this.wantsAnother && outcome.ok) this.kick();
    this.wantsAnother = false;
    return outcome;
  }

  private async guardedWork(): Promise<Result<T, SyncFailure>> {
    const { name, log, work } = this.options;
    try {
      const outcome = await work(() => this.isStopped);
      if (!outcome.ok) {
        log.warn('sync.lane-failed', {
          lane: name,
          code: outcome.error.code,
          reason: outcome.error.reason ?? null,
        });
      }
      return outcome;
    } catch (failure) {
      const kind = failure instanceof Error ? `${failure.name}: ${failure.message}` : 'unknown';
      log.error('sync.lane-broken', { lane: name, kind });
      return err({ code: 'sync/internal' });
    }
  }

  private scheduleRetry(): void {
    if (this.isStopped) return;
    const longest = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)] ?? SHORTEST_RETRY_MS;
    this.failures += 1;
    const delayMs = Math.max(SHORTEST_RETRY_MS, Math.round(longest * this.options.random()));
    this.nextTryAt = this.instant(delayMs);
    this.cancelRetry = this.options.timers.after(delayMs, () => {
      this.nextTryAt = null;
      this.kick();
    });
  }

  private clearRetry(): void {
    this.cancelRetry();
    this.nextTryAt = null;
  }

  private instant(afterMs: number): string {
    return new Date(this.options.clock.correctedMs() + afterMs).toISOString();
  }
}

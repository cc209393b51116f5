/** How often one person has mistyped the PIN in a row, and when last (milliseconds since 1970, UTC). */
export type FailedAttempts = { readonly failures: number; readonly lastFailureAtMs: number };

/** After this many only a reset through the head office helps (SEC-07). */
export const MAX_FAILURES = 15;

const FIRST_LOCK_AT = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;
const SHORT_WAITS_MS: readonly number[] = [0, 0, 1_000, 2_000, 4_000];

/**
 * How long to wait after the n-th wrong PIN in a row: 0, 1, 2, 4 s, from the fifth on 1 minute doubling to 1 hour,
 * from the fifteenth on for ever (null).
 */
export function delayAfter(failures: number): number | null {
  if (failures >= MAX_FAILURES) return null;
  const short = SHORT_WAITS_MS[failures];
  return short ?? Math.min(FIRST_LOCK_MS * 2 ** (failures - FIRST_LOCK_AT), LONGEST_LOCK_MS);
}

export type Gate =
  | { readonly open: true }
  /** `untilMs` null: only a reset opens it. `startsOver`: the clock went back; the wait counts from now again. */
  | { readonly open: false; readonly untilMs: number | null; readonly startsOver: boolean };

/** Whether the next attempt may be made at `nowMs`. A clock set back never shortens nor endlessly lengthens a wait. */
export function unlockGate({ failures, lastFailureAtMs }: FailedAttempts, nowMs: number): Gate {
  const delayMs = delayAfter(failures);
  if (delayMs === null) return { open: false, untilMs: null, startsOver: false };
  if (delayMs === 0) return { open: true };
  const startsOver = nowMs < lastFailureAtMs;
  const untilMs = (startsOver ? nowMs : lastFailureAtMs) + delayMs;
  return nowMs >= untilMs ? { open: true } : { open: false, untilMs, startsOver };
}

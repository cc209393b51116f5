import { todayIn } from '#domain/time/plain-date';
import type { Clock } from '#ports/clock';

/** How far this PC's clock may stand before the last time the centre vouched for (security §3, SEC-14). */
const MAX_BEHIND_MS = 5 * 60_000;

/** What is remembered between starts, in the `setting` table. */
export type ClockMemory = {
  /** Corrected = PC + offset, as last measured against the centre. */
  readonly offsetMs: number;
  /** Latest instant the centre vouched for, in ms since 1970 of its clock; 0 before the first contact. */
  readonly vouchedMs: number;
};

export type OfficeClock = Clock & {
  /** Takes the centre's time from a reply of `roundTripMs`; returns what to remember. Never moves `vouchedMs` back. */
  readonly measure: (serverMs: number, roundTripMs: number) => ClockMemory;
  /** Takes what was remembered from earlier measurements. */
  readonly recall: (memory: ClockMemory) => void;
  /** The tenant's IANA zone, once the policy row is known. */
  readonly setZone: (timeZone: string) => void;
};

/**
 * The PC's clock corrected by the centre's. A clock set back after the last contact is noticed by the vouched
 * time; one set back and forth in between is the lease's and the operation chain's business.
 */
export function createClock(
  memory: ClockMemory,
  timeZone: string,
  nowMs: () => number = Date.now,
): OfficeClock {
  let { offsetMs, vouchedMs } = memory;
  let zone = timeZone;
  const correctedMs = (): number => nowMs() + offsetMs;
  return {
    nowMs,
    correctedMs,
    today: () => todayIn(correctedMs(), zone),
    isBehind: () => correctedMs() < vouchedMs - MAX_BEHIND_MS,
    measure: (serverMs, roundTripMs) => {
      offsetMs = Math.round(serverMs + roundTripMs / 2 - nowMs());
      vouchedMs = Math.max(vouchedMs, serverMs);
      return { offsetMs, vouchedMs };
    },
    recall: (earlier) => {
      ({ offsetMs, vouchedMs } = earlier);
    },
    setZone: (ianaZone) => {
      zone = ianaZone;
    },
  };
}

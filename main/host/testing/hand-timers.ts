import type { Timers } from '../timers.ts';

export type HandTimers = Timers & {
  readonly nowMs: () => number;
  /** Moves time and calls what falls due, in order. */
  readonly advance: (ms: number) => void;
  /** Moves the wall clock only, as a sleeping PC does. */
  readonly sleep: (ms: number) => void;
};

type Due = { readonly at: number; readonly work: () => void };

/** Timers moved by hand; yielding is real, so that promises settle. */
export function handTimers(startMs = Date.UTC(2026, 10, 20, 9)): HandTimers {
  let elapsed = 0;
  let slept = 0;
  const waiting = new Set<Due>();
  return {
    nowMs: () => startMs + elapsed + slept,
    after: (delayMs, work) => {
      const due: Due = { at: elapsed + delayMs, work };
      waiting.add(due);
      return () => {
        waiting.delete(due);
      };
    },
    yieldToOthers: () => new Promise((resolve) => setImmediate(resolve)),
    advance: (ms) => {
      const end = elapsed + ms;
      for (;;) {
        const next = [...waiting].filter((due) => due.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        waiting.delete(next);
        elapsed = Math.max(elapsed, next.at);
        next.work();
      }
      elapsed = end;
    },
    sleep: (ms) => {
      slept += ms;
    },
  };
}

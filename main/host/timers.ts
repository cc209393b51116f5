/** Waiting, as an argument: tests move time by hand. */
export type Timers = {
  /** Calls once after `delayMs`; the returned function calls it off. Never keeps the process alive. */
  readonly after: (delayMs: number, work: () => void) => () => void;
  /** Lets pending calls and I/O run before going on. */
  readonly yieldToOthers: () => Promise<void>;
};

export const systemTimers: Timers = {
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
  yieldToOthers: () => new Promise((resolve) => setImmediate(resolve)),
};

import { uuidV8 } from '#domain/codec/uuid';
import type { Ids } from '#ports/ids';

/** Numbers taken from the device's counter at once; what is left of them at a stop is never used. */
export const COUNTER_BLOCK = 65_536;
const COUNTER_LIMIT = 0x1_0000_0000;

export type IdsOptions = {
  readonly deviceNo: number;
  readonly incarnation: number;
  readonly nowMs: () => number;
  /**
   * Moves the device's stored counter on by `count` in a transaction of its own and returns the first number taken
   * (0 to 2^32 - 1; the counter wraps). On disk before it returns.
   */
  readonly reserve: (count: number) => number;
  /** Runs work after the current transaction; a block taken inside one would be given back by its rollback. */
  readonly later?: (work: () => void) => void;
};

/**
 * UUIDv8 of time, device and counter (sync design 3.1). Two processes over one database never share a number,
 * because each takes its own block; ids of one process sort in the order they were made, even if the clock goes back.
 */
export function createIds(options: IdsOptions): Ids {
  const { deviceNo, incarnation, nowMs } = options;
  const nextNumber = deviceNumbers(options.reserve, options.later ?? setImmediate);
  let lastMs = 0;
  let within = 0;
  return {
    next: () => {
      const ms = Math.max(nowMs(), lastMs);
      within = ms === lastMs ? within + 1 : 0;
      // More than 4,096 ids in a millisecond borrow from the next one.
      lastMs = within === 0x1000 ? ms + 1 : ms;
      within &= 0xfff;
      return uuidV8({
        msSinceEpoch: lastMs,
        counter12: within,
        deviceNo24: deviceNo,
        incarnation6: incarnation & 63,
        deviceCounter32: nextNumber(),
      });
    },
  };
}

function deviceNumbers(reserve: IdsOptions['reserve'], later: (work: () => void) => void): () => number {
  let next = reserve(COUNTER_BLOCK);
  let left = COUNTER_BLOCK;
  let spare: number | undefined;
  return () => {
    if (left === 0) {
      next = spare ?? reserve(COUNTER_BLOCK);
      spare = undefined;
      left = COUNTER_BLOCK;
    }
    if (left === COUNTER_BLOCK / 2) {
      later(() => {
        spare ??= reserve(COUNTER_BLOCK);
      });
    }
    const number = next;
    next = (next + 1) % COUNTER_LIMIT;
    left -= 1;
    return number;
  };
}

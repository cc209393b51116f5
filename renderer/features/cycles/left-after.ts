import type { OutputOf } from '#contract/contract';
import { isMoneyTaken } from './cycle-words.ts';

type Cycle = OutputOf<'cycles.get'>;

/** What remains of the reservation once this list is paid, in minor units; negative = not enough. */
export const leftAfter = (cycle: Cycle, reservation: NonNullable<Cycle['reservation']>): number =>
  isMoneyTaken(cycle.sliceState) ? reservation.leftMinor : reservation.leftMinor - cycle.totalMinor;

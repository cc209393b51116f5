import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { todayIn } from '#domain/time/plain-date';
import { createDayLookup } from './tenant-day.ts';

describe('createDayLookup', () => {
  it.each(['Africa/Nairobi', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'UTC'])(
    'says of every instant in %s what the calendar says',
    (zone) => {
      const dayOf = createDayLookup(zone);
      const aroundMidnight = fc
        .integer({ min: -200, max: 200 })
        .chain((minutes) =>
          fc.integer({ min: 0, max: 40 }).map((day) => Date.UTC(2026, 10, day, 18, minutes, 29, 999)),
        );
      fc.assert(
        fc.property(aroundMidnight, (ms) => {
          expect(dayOf(new Date(ms).toISOString())).toBe(todayIn(ms, zone));
        }),
        { numRuns: 60 },
      );
    },
  );
});

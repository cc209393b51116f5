import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delayAfter, MAX_FAILURES, unlockGate } from './unlock-delay.ts';

describe('delayAfter', () => {
  it('grows from nothing over seconds and a minute to an hour, then needs a reset', () => {
    const minutes = (count: number) => count * 60_000;
    expect(Array.from({ length: 16 }, (_, failures) => delayAfter(failures))).toEqual([
      ...[0, 0, 1000, 2000, 4000],
      ...[1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map(minutes),
      null,
    ]);
  });
});

describe('unlockGate', () => {
  const lastFailureAtMs = 1_000_000;

  it.each([
    ['before the wait is over', 5, 59_999, { open: false, untilMs: 1_060_000, startsOver: false }],
    ['when it is over', 5, 60_000, { open: true }],
    ['after one slip', 1, 0, { open: true }],
    ['when the clock went back', 5, -500_000, { open: false, untilMs: 560_000, startsOver: true }],
    ['after too many', 15, 10 ** 12, { open: false, untilMs: null, startsOver: false }],
  ])('%s', (_name, failures, laterMs, expected) => {
    expect(unlockGate({ failures, lastFailureAtMs }, lastFailureAtMs + laterMs)).toEqual(expected);
  });

  it('lets no more than 15 wrong attempts through, however the clock is moved', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 200 }), (jumpsMs) => {
        let nowMs = 10 ** 12;
        let state = { failures: 0, lastFailureAtMs: 0 };
        let tried = 0;
        for (const jumpMs of jumpsMs) {
          nowMs += jumpMs;
          const gate = unlockGate(state, nowMs);
          if (gate.open) {
            tried += 1;
            state = { failures: state.failures + 1, lastFailureAtMs: nowMs };
          } else if (gate.startsOver) state = { ...state, lastFailureAtMs: nowMs };
        }
        expect(tried).toBeLessThanOrEqual(MAX_FAILURES);
      }),
    );
  });
});

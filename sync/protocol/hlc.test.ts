import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '#domain/invariant';
import { compareHlc, HLC_START, type Hlc, hlcFromBigint, hlcToBigint, mergeHlc, tickHlc } from './hlc.ts';

const seed = 14;
const wall = fc.integer({ min: 0, max: 2 ** 41 });
const reading = fc.record({ ms: wall, counter: fc.nat(0xffff) });

describe('hybrid clock', () => {
  it.each<readonly [string, Hlc, number, Hlc]>([
    ['follows the wall clock', { ms: 5, counter: 3 }, 9, { ms: 9, counter: 0 }],
    ['counts within a millisecond', { ms: 5, counter: 3 }, 5, { ms: 5, counter: 4 }],
    ['goes on when the wall clock is set back', { ms: 5, counter: 3 }, 1, { ms: 5, counter: 4 }],
    [
      'moves one millisecond on when its counter is full',
      { ms: 5, counter: 0xffff },
      5,
      { ms: 6, counter: 0 },
    ],
    ['starts', HLC_START, 1_763_600_000_000, { ms: 1_763_600_000_000, counter: 0 }],
  ])('%s', (_name, previous, wallMs, next) => {
    expect(tickHlc(previous, wallMs)).toEqual(next);
  });

  it('never stands still or goes back, whatever it hears', () => {
    fc.assert(
      fc.property(reading, reading, wall, (previous, remote, wallMs) => {
        expect(compareHlc(tickHlc(previous, wallMs), previous)).toBeGreaterThan(0);
        const merged = mergeHlc(previous, remote, wallMs);
        expect(compareHlc(merged, previous)).toBeGreaterThan(0);
        if (remote.ms <= wallMs + 60_000) expect(compareHlc(merged, remote)).toBeGreaterThan(0);
        else expect(merged).toEqual(tickHlc(previous, wallMs));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('is pulled ahead of the wall clock by a minute at most', () => {
    const now = { ms: 1_000_000, counter: 0 };
    expect(mergeHlc(now, { ms: 1_060_000, counter: 7 }, 1_000_000)).toEqual({ ms: 1_060_000, counter: 8 });
    expect(mergeHlc(now, { ms: 1_060_001, counter: 7 }, 1_000_000)).toEqual({ ms: 1_000_000, counter: 1 });
  });

  it('has a 64-bit form that sorts alike and reads back', () => {
    fc.assert(
      fc.property(reading, reading, (left, right) => {
        const [a, b] = [hlcToBigint(left), hlcToBigint(right)];
        expect(hlcFromBigint(a)).toEqual({ ok: true, value: left });
        expect(a < b).toBe(compareHlc(left, right) < 0);
      }),
      { seed },
    );
    expect(hlcToBigint({ ms: 2 ** 48 - 1, counter: 0xffff })).toBe(2n ** 64n - 1n);
    const bad = { ok: false, error: { code: 'sync/bad-hlc' } };
    expect([hlcFromBigint(-1n), hlcFromBigint(2n ** 64n)]).toEqual([bad, bad]);
  });

  it.each([
    { ms: 2 ** 48, counter: 0 },
    { ms: -1, counter: 0 },
    { ms: 0.5, counter: 0 },
    { ms: 0, counter: 0x10000 },
  ])('has no form for %j', (wrong) => {
    expect(() => hlcToBigint(wrong)).toThrow(InvariantError);
  });
});

import { describe, expect, it } from 'vitest';
import { correctedInstant } from './corrected-time.ts';

const ARRIVED = '2026-11-20T09:00:00.000Z';
const hlcAt = (text: string) => BigInt(Date.parse(text)) * 65_536n + 7n;

describe('correctedInstant', () => {
  it.each([
    ['a right clock', '2026-11-19T09:00:00.000Z', 0, '2026-11-19T09:00:00.000Z'],
    ['a clock two hours behind', '2026-11-19T07:00:00.000Z', 7_200_000, '2026-11-19T09:00:00.000Z'],
    ['a clock a year ahead', '2027-11-19T09:00:00.000Z', -31_536_000_000, '2026-11-19T09:00:00.000Z'],
    ['a time after its arrival', '2026-11-21T09:00:00.000Z', 0, ARRIVED],
    ['a dead battery: 1970', '1970-01-01T00:00:05.000Z', -10_000, '1970-01-01T00:00:00.000Z'],
  ])('takes %s for what it is', (_, made, offset, expected) => {
    expect(correctedInstant(hlcAt(made), offset, ARRIVED)).toBe(expected);
  });

  it('never fails, whatever the device sends', () => {
    expect(correctedInstant(0xffff_ffff_ffff_ffffn, Number.MAX_SAFE_INTEGER, ARRIVED)).toBe(ARRIVED);
    expect(correctedInstant(0n, -Number.MAX_SAFE_INTEGER, ARRIVED)).toBe('1970-01-01T00:00:00.000Z');
  });
});

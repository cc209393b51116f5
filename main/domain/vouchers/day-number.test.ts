import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { dateOfVoucherDay, tryVoucherDayOf, voucherDayOf } from './day-number.ts';

describe('voucher days', () => {
  it.each([
    [0, '2020-01-01'],
    [59, '2020-02-29'],
    [2512, '2026-11-17'],
    [65535, '2199-06-06'],
    [2914634, '9999-12-31'],
  ])('number %i is %s', (day, date) => {
    expect(voucherDayOf(date)).toBe(day);
    expect(dateOfVoucherDay(day)).toBe(date);
  });

  it('count every calendar day once and in order', () => {
    fc.assert(
      fc.property(fc.nat(2_914_633), (day) => {
        expect(voucherDayOf(dateOfVoucherDay(day))).toBe(day);
        expect(dateOfVoucherDay(day) < dateOfVoucherDay(day + 1)).toBe(true);
      }),
      { seed: 9 },
    );
  });

  it.each(['2019-12-31', '2026-02-29', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T00:00:00Z'])(
    'do not know %j',
    (date) => {
      expect(tryVoucherDayOf(date)).toBeUndefined();
      expect(() => voucherDayOf(date)).toThrow(InvariantError);
    },
  );

  it.each([-1, 0.5, 2_914_635])('have no number %d', (day) => {
    expect(() => dateOfVoucherDay(day)).toThrow(InvariantError);
  });
});

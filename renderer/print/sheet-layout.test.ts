import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, placesOnSheet } from './sheet-layout.ts';

describe('vouchers on sheets', () => {
  it('fill eight places from the first free one', () => {
    expect(layOut(['a', 'b', 'c'], 7)).toEqual([
      { no: 1, places: [null, null, null, null, null, null, 'a', 'b'] },
      { no: 2, places: ['c', null, null, null, null, null, null, null] },
    ]);
  });

  it('need no sheet when there are none', () => {
    expect(layOut([], 1)).toEqual([]);
  });

  it('stand each exactly once and in order, whatever the start', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: 60 }),
        fc.integer({ min: -3, max: 12 }),
        (vouchers, start) => {
          const sheets = layOut(vouchers, start);
          expect(sheets.flatMap((sheet) => sheet.places).filter((place) => place !== null)).toEqual(vouchers);
          expect(sheets.every((sheet) => sheet.places.length === placesOnSheet)).toBe(true);
        },
      ),
    );
  });
});

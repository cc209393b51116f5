import { expect, test } from 'vitest';
import { foldDigits } from './digits.ts';

test.each([
  ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
  ['Eastern Arabic-Indic', '۰۱۲۳۴۵۶۷۸۹'],
  ['Devanagari', '०१२३४५६७८९'],
  ['Bengali', '০১২৩৪৫৬৭৮৯'],
  ['fullwidth', '０１２３４５６７８９'],
  ['Latin', '0123456789'],
])('%s digits become 0 to 9', (_script, digits) => {
  expect(foldDigits(digits)).toBe('0123456789');
});

test('direction marks vanish, letters and Ethiopic numerals stay', () => {
  expect(foldDigits('\u200f+٢٥١ ab\u202c ፩፪')).toBe('+251 ab ፩፪');
});

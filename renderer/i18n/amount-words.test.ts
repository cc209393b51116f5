import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInWords } from './amount-words.ts';
import { arabicNumber } from './number-words-ar.ts';
import { englishNumber } from './number-words-en.ts';
import { frenchNumber } from './number-words-fr.ts';

describe('a number in words', () => {
  it.each([
    [0, 'zero'],
    [13, 'thirteen'],
    [45, 'forty-five'],
    [100, 'one hundred'],
    [4500, 'four thousand five hundred'],
    [6_020_000, 'six million twenty thousand'],
    [1_000_000_001, 'one billion one'],
  ])('is %i in English: %s', (value, words) => {
    expect(englishNumber(value)).toBe(words);
  });

  it.each([
    [0, 'zéro'],
    [21, 'vingt et un'],
    [70, 'soixante-dix'],
    [71, 'soixante et onze'],
    [79, 'soixante-dix-neuf'],
    [80, 'quatre-vingts'],
    [81, 'quatre-vingt-un'],
    [91, 'quatre-vingt-onze'],
    [200, 'deux cents'],
    [201, 'deux cent un'],
    [1000, 'mille'],
    [1981, 'mille neuf cent quatre-vingt-un'],
    [80_000, 'quatre-vingt mille'],
    [200_000, 'deux cent mille'],
    [200_000_000, 'deux cents millions'],
    [6_020_000, 'six millions vingt mille'],
  ])('is %i in French: %s', (value, words) => {
    expect(frenchNumber(value)).toBe(words);
  });

  it('agrees with a feminine noun in French, but never before mille', () => {
    expect([frenchNumber(21, true), frenchNumber(21_000, true)]).toEqual([
      'vingt et une',
      'vingt et un mille',
    ]);
  });

  it.each([
    [0, 'صفر'],
    [3, 'ثلاثة'],
    [11, 'أحد عشر'],
    [12, 'اثنا عشر'],
    [25, 'خمسة وعشرون'],
    [100, 'مائة'],
    [200, 'مائتا'],
    [350, 'ثلاثمائة وخمسون'],
    [1000, 'ألف'],
    [2000, 'ألفا'],
    [5000, 'خمسة آلاف'],
    [12_000, 'اثنا عشر ألفًا'],
    [100_000, 'مائة ألف'],
    [200_000, 'مائتا ألف'],
    [4500, 'أربعة آلاف وخمسمائة'],
    [6_020_000, 'ستة ملايين وعشرون ألفًا'],
  ])('is %i in Arabic: %s', (value, words) => {
    expect(arabicNumber(value)).toBe(words);
  });

  it('agrees with a feminine noun in Arabic', () => {
    expect([arabicNumber(3, true), arabicNumber(15, true)]).toEqual(['ثلاث', 'خمس عشرة']);
  });

  it('differs for different numbers and is never empty, up to the greatest amount', () => {
    const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(whole, whole, (left, right) => {
        for (const write of [englishNumber, frenchNumber, arabicNumber]) {
          expect(write(left)).not.toMatch(/^$|undefined| {2}|^ | $/);
          expect(write(left) === write(right)).toBe(left === right);
        }
      }),
    );
  });
});

describe('an amount in words', () => {
  it.each([
    ['en', 'five thousand Ethiopian birrs'],
    ['fr', 'cinq mille birrs éthiopiens'],
    ['ar', 'خمسة آلاف بير أثيوبي'],
    ['am', 'five thousand Ethiopian birrs'],
  ])('is written in %s', (language, words) => {
    expect(amountInWords(500_000, 'ETB', language)).toBe(words);
  });

  it.each([
    ['one in the singular', 100, 'ETB', 'en', 'one Ethiopian birr'],
    ['cents as a fraction', 123_45, 'USD', 'en', 'one hundred twenty-three US dollars and 45/100'],
    ['three decimals', 1_005, 'JOD', 'en', 'one Jordanian dinar and 005/1000'],
    ['no minor unit', 5000, 'XOF', 'fr', 'cinq mille francs CFA'],
    ['de after whole millions', 200_000_000, 'ETB', 'fr', 'deux millions de birrs éthiopiens'],
    ['a feminine currency', 21_00, 'INR', 'fr', 'vingt et une roupies indiennes'],
    ['a dual before its noun', 2000_00, 'ETB', 'ar', 'ألفا بير أثيوبي'],
    ['one after its noun', 1_00, 'ETB', 'ar', 'بير أثيوبي واحد'],
  ])('has %s', (_, amountMinor, currency, language, words) => {
    expect(amountInWords(amountMinor, currency, language)).toBe(words);
  });
});

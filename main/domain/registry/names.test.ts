import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayName, foldName, nameTokens, searchTokens, splitFullName } from './names.ts';

describe('folding', () => {
  test.each([
    ['accents and case', 'Aïcha NOÛR', 'aicha nour'],
    ['apostrophes join', "N'Diaye Nur’aini", 'ndiaye nuraini'],
    ['hyphens separate', 'Abdel-Rahman', 'abdel rahman'],
    ['African letters', 'Ɓala Ɗan Ŋozi', 'bala dan ngozi'],
    ['fullwidth forms', 'Ａｌｉ', 'ali'],
    ['alef forms and hamza', 'أحمد إبراهيم آدم', 'احمد ابراهيم ادم'],
    ['ya, ta marbuta, tatweel, harakat', 'هُدى فاطـمة', 'هدي فاطمه'],
    ['Persian letters', 'علی کریم', 'علي كريم'],
    ['Ethiopic stays', 'አልማዝ ተስፋዬ', 'አልማዝ ተስፋዬ'],
    ['Devanagari vowel signs stay', 'कृष्ण कुमारी', 'कृष्ण कुमारी'],
    ['Devanagari nukta goes', 'फ़ातिमा', 'फातिमा'],
    ['invisible marks', '\u200fAli\u00a0 Omar\u200b', 'ali omar'],
    ['punctuation only', ' .-, ', ''],
  ])('%s', (_what, text, folded) => {
    expect(foldName(text)).toBe(folded);
  });

  test('is idempotent, and tokens rejoin to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = foldName(text);
        expect(foldName(once)).toBe(once);
        expect(nameTokens(text).join(' ')).toBe(once);
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['Maria Cristina Gonzales', { givenName: 'Maria', additionalName: 'Cristina', familyName: 'Gonzales' }],
    ['Juan  Santos', { givenName: 'Juan', additionalName: '', familyName: 'Santos' }],
    ['Abebe', { givenName: 'Abebe', additionalName: '', familyName: '' }],
    [' A B C D ', { givenName: 'A', additionalName: 'B C', familyName: 'D' }],
    ['', { givenName: '', additionalName: '', familyName: '' }],
  ])('%s is split as OpenG2P splits it', (fullName, name) => {
    expect(splitFullName(fullName)).toEqual(name);
    expect(displayName(name)).toBe(fullName.trim().replace(/\s+/g, ' '));
  });

  test('the search index holds every word once, in all scripts', () => {
    const name = {
      givenName: 'Almaz',
      additionalName: 'Tesfaye',
      familyName: 'Almaz',
      localName: 'አልማዝ ተስፋዬ',
    };
    expect(searchTokens(name)).toEqual(['almaz', 'tesfaye', 'አልማዝ', 'ተስፋዬ']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jaroWinkler } from './jaro-winkler.ts';
import { type Comparable, compareRegistrants, nameSimilarity } from './similarity.ts';

describe('Jaro-Winkler', () => {
  test.each([
    ['martha', 'marhta', 0.9611],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.8133],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
    ['same', 'same', 1],
  ])('%s and %s: %d', (left, right, expected) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(expected, 4);
  });

  test('is symmetric and within 0 and 1', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-e]{0,9}$/), fc.stringMatching(/^[a-e]{0,9}$/), (left, right) => {
        const score = jaroWinkler(left, right);
        expect(jaroWinkler(right, left)).toBe(score);
        expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });
});

const almaz: Comparable = {
  givenName: 'Almaz',
  additionalName: '',
  familyName: 'Tesfaye',
  localName: '',
  gender: 'female',
  birthDate: '1990-03-12',
  birthDateExact: true,
  phone: '+251911552012',
  identifiers: [{ idType: 'national', value: '2363', expiryDate: null }],
  areaId: 'v1',
};
const other = { phone: '', identifiers: [], areaId: 'v2' } as const;

describe('pairs of people', () => {
  test.each([
    [
      'herself',
      {},
      1,
      'very-likely',
      ['same-id', 'name-same', 'same-phone', 'same-birth-date', 'same-sex', 'same-village'],
    ],
    [
      'the same ID under another name',
      { givenName: 'Hirut', familyName: 'Bekele', phone: '', areaId: 'v2', birthDate: null },
      0.9,
      'very-likely',
      ['same-id', 'same-sex'],
    ],
    ['same name and birth', { ...other }, 0.85, 'very-likely', ['name-same', 'same-birth-date', 'same-sex']],
    [
      'names swapped',
      { ...other, givenName: 'Tesfaye', familyName: 'Almaz' },
      0.85,
      'very-likely',
      ['name-same', 'same-birth-date', 'same-sex'],
    ],
    [
      'another script',
      { ...other, givenName: 'አልማዝ', familyName: 'ተስፋዬ' },
      0.75,
      'possible',
      ['name-sounds-alike', 'same-birth-date', 'same-sex'],
    ],
    [
      'another spelling with the phone',
      { ...other, givenName: 'Almaaz', familyName: 'Tesfay', phone: almaz.phone },
      0.95,
      'very-likely',
      ['name-sounds-alike', 'same-phone', 'same-birth-date', 'same-sex'],
    ],
    [
      'a typing slip',
      { ...other, familyName: 'Tesfave' },
      0.65,
      'possible',
      ['name-similar', 'same-birth-date', 'same-sex'],
    ],
    [
      'day and month swapped',
      { ...other, birthDate: '1990-12-03' },
      0.8,
      'very-likely',
      ['name-same', 'birth-day-month-swapped', 'same-sex'],
    ],
    [
      'only the year known',
      { ...other, birthDate: '1991-01-01', birthDateExact: false },
      0.72,
      'possible',
      ['name-same', 'same-birth-year', 'same-sex'],
    ],
    ['only the name', { ...other, birthDate: null, gender: null }, 0.55, 'possible', ['name-same']],
    [
      'a namesake of another age',
      { ...other, birthDate: '1970-03-12' },
      0.35,
      'unlikely',
      ['name-same', 'different-birth-date', 'same-sex'],
    ],
    [
      'a namesake of the other sex',
      { ...other, gender: 'male' },
      0.55,
      'possible',
      ['name-same', 'same-birth-date', 'different-sex'],
    ],
    [
      'the family phone only',
      {
        ...other,
        givenName: 'Bekele',
        familyName: 'Alemu',
        gender: 'male',
        birthDate: '1980-01-01',
        phone: almaz.phone,
      },
      0,
      'unlikely',
      ['same-phone', 'different-birth-date', 'different-sex'],
    ],
    [
      'one word in common',
      { ...other, familyName: 'Bekele', birthDate: null },
      0.05,
      'unlikely',
      ['same-sex'],
    ],
  ] satisfies readonly (readonly [string, Partial<Comparable>, number, string, readonly string[]])[])(
    '%s',
    (_what, changes, score, band, reasons) => {
      expect(compareRegistrants(almaz, { ...almaz, ...changes })).toEqual({
        score,
        band,
        reasons: reasons.map((code) => ({ code })),
      });
    },
  );

  test('the comparison is symmetric', () => {
    const word = fc.constantFrom(
      'Almaz',
      'Tesfaye',
      'Tesfay',
      'አልማዝ',
      'Abdul',
      'Rahman',
      'عبدالرحمن',
      'Fatuma',
      '',
    );
    const person = fc.record({
      givenName: word,
      additionalName: word,
      familyName: word,
      localName: word,
      gender: fc.constantFrom('female' as const, 'male' as const, null),
      birthDate: fc.constantFrom('1990-03-12', '1990-12-03', '1991-01-01', '1960-05-05', null),
      birthDateExact: fc.boolean(),
      phone: fc.constantFrom('', '+251911552012'),
      identifiers: fc.constant([]),
      areaId: fc.constantFrom('v1', 'v2', null),
    });
    fc.assert(
      fc.property(person, person, (left, right) => {
        expect(compareRegistrants(left, right)).toEqual(compareRegistrants(right, left));
      }),
    );
  });

  test('name similarity ignores order and script', () => {
    expect(nameSimilarity('Almaz Tesfaye', 'Tesfaye Almaz')).toBe(1);
    expect(nameSimilarity('Jamal Ali', 'جمال علي')).toBeGreaterThan(0.8);
    expect(nameSimilarity('', 'Almaz')).toBe(0);
  });
});

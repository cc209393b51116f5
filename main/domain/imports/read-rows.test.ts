import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPENG2P_QUESTIONS } from '../registry/openg2p-questions.ts';
import type { ImportContext, ImportedRow } from './imported-row.ts';
import { readRegistrantRows } from './read-rows.ts';

const context: ImportContext = {
  today: '2026-11-20',
  dateOrder: 'day-first',
  idTypes: [
    { code: 'national', pattern: '', checksum: 'none' },
    { code: 'token', pattern: '\\d{6,40}', checksum: 'none' },
    { code: 'account', pattern: '', checksum: 'none' },
  ],
  identifierTypes: { idNumber: 'national', tokenId: 'token', accountNumber: 'account' },
  questions: OPENG2P_QUESTIONS.questions,
  phoneDefaults: { callingCode: '251', trunkPrefix: '0' },
};

function read(header: readonly string[], ...rows: readonly (readonly string[])[]): readonly ImportedRow[] {
  const result = readRegistrantRows({ header, rows }, context);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.rows;
}

function issues(header: readonly string[], ...rows: readonly (readonly string[])[]) {
  return read(header, ...rows).map((row) =>
    'issues' in row ? row.issues.map(({ column, code }) => `${row.rowNo} ${column}: ${code}`) : [],
  );
}

const HEADER = [
  'Registrant ID',
  'ID',
  'Token ID',
  'Full Name',
  'Date of Birth',
  'Phone Number',
  'Gender',
  'Home Owned',
  'Vehicles Owned',
  'Account Number',
  'Region',
  'Village',
];
const MARIA = [
  '0066013056',
  '0037286382',
  '068130455742',
  'Maria Cristina Gonzales',
  '01-07-1974',
  '+745 5218119193',
  'Female',
  'yes',
  'four_wheeler',
  '0117875761',
  'ET-OR',
  'Sabian',
];

function maria(changes: Readonly<Record<string, string>>): readonly string[] {
  return HEADER.map((title, at) => changes[title] ?? MARIA[at] ?? '');
}

describe('a good row', () => {
  test('becomes a draft with leading zeros, day-first dates and answers', () => {
    expect(read(HEADER, MARIA)).toEqual([
      {
        rowNo: 2,
        key: 'registrantKey:0066013056',
        draft: {
          kind: 'individual',
          groupKind: null,
          givenName: 'Maria',
          additionalName: 'Cristina',
          familyName: 'Gonzales',
          localName: '',
          gender: 'female',
          birthDate: '1974-07-01',
          birthDateExact: true,
          phone: '+7455218119193',
          email: '',
          address: '',
          identifiers: [
            { idType: 'national', value: '0037286382', expiryDate: null },
            { idType: 'token', value: '068130455742', expiryDate: null },
            { idType: 'account', value: '0117875761', expiryDate: null },
          ],
          facts: { home_owned: true, vehicles_owned: 'four_wheeler' },
          regionText: 'ET-OR',
          villageText: 'Sabian',
          householdKey: '',
          relationship: null,
        },
      },
    ]);
  });

  test.each([
    ['1974', '1974-01-01', false],
    ['١٩٧٤', '1974-01-01', false],
    ['01/07/1974', '1974-07-01', true],
    ['', null, false],
  ])('birth %s is %s, exact: %s', (text, birthDate, birthDateExact) => {
    expect(read(HEADER, maria({ 'Date of Birth': text }))).toMatchObject([
      { draft: { birthDate, birthDateExact } },
    ]);
  });

  test('may give separate names, household, relationship and words of other languages', () => {
    const header = [
      'Given Name',
      'Family Name',
      'Local Name',
      'DOB',
      'Sex',
      'Household Id',
      'Relationship',
      'Home Owned',
    ];
    const row = ['Almaz', 'Tesfaye', 'አልማዝ ተስፋዬ', '12.03.1990', 'ሴት', '0012', 'Other relative', 'oui'];
    expect(read(header, row)).toMatchObject([
      {
        key: 'content:["almaz tesfaye አልማዝ ተስፋዬ","1990-03-12","female","","0012",""]',
        draft: {
          givenName: 'Almaz',
          additionalName: '',
          householdKey: '0012',
          relationship: 'other-relative',
          facts: { home_owned: true },
        },
      },
    ]);
  });

  test('blank rows are left out and do not shift the row numbers', () => {
    const rows = read(
      HEADER,
      ['', ' '],
      MARIA,
      [],
      maria({ 'Registrant ID': '1', ID: '2', 'Token ID': '3333333' }),
    );
    expect(rows.map((row) => row.rowNo)).toEqual([3, 5]);
  });
});

describe('a bad row', () => {
  test.each([
    [{ 'Date of Birth': '31-02-1974' }, ['2 Date of Birth: date/no-such-day']],
    [{ 'Date of Birth': '01-07-74' }, ['2 Date of Birth: date/two-digit-year']],
    [{ 'Date of Birth': '01-07-2031' }, ['2 Date of Birth: registry/birth-date-in-future']],
    [{ 'Full Name': '' }, ['2 Full Name: registry/name-missing']],
    [{ 'Full Name': 'Maria 4711' }, ['2 Full Name: registry/name-unreadable']],
    [{ Gender: 'queen' }, ['2 Gender: import/gender-unknown']],
    [{ 'Phone Number': 'none' }, ['2 Phone Number: registry/phone-invalid']],
    [{ 'Token ID': '12' }, ['2 Token ID: registry/id-value-invalid']],
    [{ 'Vehicles Owned': 'rocket' }, ['2 Vehicles Owned: facts/not-a-choice']],
    [{ 'Home Owned': 'perhaps' }, ['2 Home Owned: facts/wrong-kind']],
    [{ ID: '9.93729E+09' }, ['2 ID: import/number-mangled']],
    [{ Region: 'x\u0000y' }, ['2 Region: import/cell-not-text']],
    [
      { Gender: 'queen', 'Date of Birth': 'soon' },
      ['2 Date of Birth: date/not-a-date', '2 Gender: import/gender-unknown'],
    ],
  ])('%o is reported by column', (changes, expected) => {
    expect(issues(HEADER, maria(changes))).toEqual([expected]);
  });

  test('a cell of ten million characters is reported without being carried along', () => {
    const [row] = read(HEADER, maria({ Village: 'x'.repeat(10_000_000) }));
    expect(row).toEqual({
      rowNo: 2,
      key: 'registrantKey:0066013056',
      issues: [
        {
          column: 'Village',
          value: 'x'.repeat(80),
          code: 'import/cell-too-long',
          data: { limit: 2000, length: 10_000_000 },
        },
      ],
    });
  });

  test('cells beyond the header are reported', () => {
    expect(issues(HEADER, [...MARIA, '', 'more'])).toEqual([['2 : import/row-too-wide']]);
  });
});

describe('duplicates inside the file', () => {
  test('a key, an ID and a token met before are flagged with the first row; an account is not', () => {
    const again = read(HEADER, MARIA, maria({ ID: '00-37286382', 'Token ID': '7777777' }));
    expect(again[1]).toMatchObject({
      issues: [
        { column: 'Registrant ID', code: 'import/duplicate-key', data: { firstRow: 2 } },
        { column: 'ID', code: 'import/duplicate-id', data: { firstRow: 2, idType: 'national' } },
      ],
    });
    expect(issues(HEADER, MARIA, maria({ 'Registrant ID': '1', ID: '2', 'Token ID': '3333333' }))).toEqual([
      [],
      [],
    ]);
  });

  test('two people with the same leading-zero-stripped number are two people', () => {
    expect(
      issues(
        HEADER,
        MARIA,
        maria({ 'Registrant ID': '66013056', ID: '37286382', 'Token ID': '68130455742' }),
      ),
    ).toEqual([[], []]);
  });

  test('rows without any number are compared by what they say', () => {
    const header = ['Full Name', 'DOB', 'Sex', 'Phone'];
    const row = ['Almaz Tesfaye', '12-03-1990', 'F', ''];
    expect(
      issues(
        header,
        row,
        ['ALMAZ  TESFAYE', '12/3/1990', 'female', ''],
        ['Almaz Tesfaye', '13-03-1990', 'F', ''],
      ),
    ).toEqual([[], ['3 : import/duplicate-key'], []]);
  });
});

test('any cells give a draft or issues, never a throw, and the same key twice', () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...MARIA));
  fc.assert(
    fc.property(fc.array(cell, { maxLength: HEADER.length + 1 }), (cells) => {
      const [first] = read(HEADER, cells);
      const [second] = read(HEADER, cells);
      expect(second).toEqual(first);
      expect(first === undefined || 'draft' in first !== 'issues' in first).toBe(true);
    }),
  );
});

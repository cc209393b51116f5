import { describe, expect, test } from 'vitest';
import { OPENG2P_QUESTIONS } from '../registry/openg2p-questions.ts';
import { recogniseColumns } from './registrant-columns.ts';

const OPENG2P_HEADER =
  'Registrant ID,ID,Token ID,Full Name,Date of Birth,Email ID,Address,Region,Phone Number,Gender,Home Owned,' +
  'Employement Status,Annual Household Income (USD),Vehicles Owned,Account Number,Disability Status,Immigration Status';

function targets(header: readonly string[]): readonly string[] | unknown {
  const result = recogniseColumns(header, OPENG2P_QUESTIONS.questions);
  if (!result.ok) return result.error;
  return result.value.columns.map((column) =>
    'field' in column ? column.field : `? ${column.question.code}`,
  );
}

describe('OpenG2P headers', () => {
  const expected = [
    'registrantKey',
    'idNumber',
    'tokenId',
    'fullName',
    'birthDate',
    'email',
    'address',
    'region',
    'phone',
    'gender',
    '? home_owned',
    '? employment_status',
    '? annual_income',
    '? vehicles_owned',
    'accountNumber',
    '? disability_status',
    '? immigration_status',
  ];

  test('are all recognised', () => {
    expect(targets(OPENG2P_HEADER.split(','))).toEqual(expected);
  });

  test('are recognised in capitals, with dots, underscores and a byte order mark', () => {
    const careless = OPENG2P_HEADER.toUpperCase()
      .split(',')
      .map((title) => ` ${title.replaceAll(' ', '_.')} `);
    expect(targets([`\ufeff${careless[0]}`, ...careless.slice(1)])).toEqual(expected);
  });
});

test.each([
  [
    ['Given Name', 'Family Name', 'DOB', 'Sex', 'Household Id', 'Village'],
    ['givenName', 'familyName', 'birthDate', 'gender', 'householdKey', 'village'],
  ],
  [
    ['Nom complet', 'Date de naissance', 'Sexe', 'Téléphone'],
    ['fullName', 'birthDate', 'gender', 'phone'],
  ],
  [
    ['الاسم الكامل', 'تاريخ الميلاد', 'الجنس', 'القرية'],
    ['fullName', 'birthDate', 'gender', 'village'],
  ],
  [
    ['ሙሉ ስም', 'የትውልድ ቀን', 'ፆታ', 'ቀበሌ'],
    ['fullName', 'birthDate', 'gender', 'village'],
  ],
  [
    ['Name', 'Birth Date', 'Gender', 'No. of children', 'home_size'],
    ['fullName', 'birthDate', 'gender', '? children', '? home_size'],
  ],
])('%j is recognised', (header, fields) => {
  expect(targets(header)).toEqual(fields);
});

describe('refusals and reports', () => {
  test('a missing required column is one refusal naming what is missing and what was found', () => {
    expect(targets(['Registrant ID', 'Region'])).toEqual({
      code: 'import/header-missing',
      missing: ['Full Name', 'Date of Birth', 'Gender'],
      found: ['Registrant ID', 'Region'],
    });
  });

  test('a column that stands twice is refused, whatever its spelling', () => {
    expect(targets(['Name', 'Full Name', 'DOB', 'Sex'])).toEqual({
      code: 'import/column-twice',
      column: 'Full Name',
    });
    expect(targets(['Name', 'DOB', 'Sex', 'Children', 'No. of children'])).toEqual({
      code: 'import/column-twice',
      column: 'No. of children',
    });
  });

  test('unknown columns are reported and empty ones are not', () => {
    const result = recogniseColumns(['Name', 'DOB', 'Sex', 'Shoe size', ' '], []);
    expect(result.ok && [result.value.unknownColumns, result.value.width]).toEqual([['Shoe size'], 5]);
  });

  test('a binary file gives a short refusal', () => {
    const refusal = recogniseColumns(['\u0000'.repeat(1_000_000), ...Array(5000).fill('x')], []);
    expect(JSON.stringify(refusal).length).toBeLessThan(1500);
  });
});

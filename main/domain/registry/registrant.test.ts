import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../time/plain-date.ts';
import { checkRegistrant, type RegistrantContext, type RegistrantDraft } from './registrant.ts';

const today = '2026-11-20';
const context: RegistrantContext = {
  today,
  idTypes: [
    { code: 'national', pattern: '\\d{4}', checksum: 'verhoeff' },
    { code: 'voter', pattern: '[A-Z]{2}-?\\d+', checksum: 'none' },
    { code: 'card', pattern: '', checksum: 'luhn' },
    { code: 'broken', pattern: '(', checksum: 'none' },
  ],
  questions: [
    { code: 'schooling', kind: 'choice', subject: 'person', required: false, choices: ['none', 'some'] },
  ],
  phoneDefaults: { callingCode: '251', trunkPrefix: '0' },
};
const person: RegistrantDraft = {
  registrantId: 'a',
  kind: 'individual',
  groupKind: null,
  givenName: 'Almaz',
  additionalName: '',
  familyName: 'Tesfaye',
  localName: 'አልማዝ ተስፋዬ',
  gender: 'female',
  birthDate: '1990-03-12',
  birthDateExact: true,
  phone: '',
  email: '',
  address: '',
  areaId: null,
  officeId: 'o',
  identifiers: [],
  facts: {},
};

function issuesOf(changes: Partial<RegistrantDraft>): readonly (readonly [string, string])[] {
  const result = checkRegistrant({ ...person, ...changes }, context);
  return result.ok ? [] : result.error.issues.map((found) => [found.field, found.code]);
}

describe('a sound registrant', () => {
  test('comes back tidied', () => {
    const typed: RegistrantDraft = {
      ...person,
      givenName: ' Almaz\u200f ',
      phone: '0911 55 20 12',
      email: ' a@b.et ',
      identifiers: [
        { idType: 'national', value: ' ٢٣٦ 3', expiryDate: null },
        { idType: 'voter', value: 'ab-0012', expiryDate: '2030-01-01' },
      ],
      facts: { schooling: 'some' },
    };
    expect(checkRegistrant(typed, context)).toEqual({
      ok: true,
      value: {
        ...typed,
        givenName: 'Almaz',
        phone: '+251911552012',
        email: 'a@b.et',
        identifiers: [
          { idType: 'national', value: '2363', expiryDate: null },
          { idType: 'voter', value: 'AB-0012', expiryDate: '2030-01-01' },
        ],
      },
    });
  });

  test.each([
    ['single-name', { familyName: '', localName: '' }],
    ['without birth date or sex', { birthDate: null, gender: null }],
    ['born today', { birthDate: today }],
    ['aged 120', { birthDate: '1906-11-20' }],
    ['of approximate age', { birthDateExact: false }],
    [
      'a household',
      { kind: 'group', groupKind: 'household', givenName: 'Household 7', birthDate: null, gender: null },
    ],
  ] as const)('may be %s', (_what, changes) => {
    expect(issuesOf(changes)).toEqual([]);
  });

  test('checking what was checked changes nothing', () => {
    const phone = fc.constantFrom('', '0911552012', '+254700111222');
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z' -]{1,30}[a-z]$/), phone, (givenName, number) => {
        const once = checkRegistrant({ ...person, givenName: `x${givenName}`, phone: number }, context);
        expect(once.ok && checkRegistrant(once.value, context)).toEqual(once);
      }),
    );
  });
});

describe('faults', () => {
  test.each([
    [{ givenName: ' ' }, 'givenName', 'registry/name-missing'],
    [{ givenName: '1234' }, 'givenName', 'registry/name-unreadable'],
    [{ familyName: 'Tesf4ye' }, 'familyName', 'registry/name-unreadable'],
    [{ familyName: '!!' }, 'familyName', 'registry/name-unreadable'],
    [{ address: 'x'.repeat(501) }, 'address', 'registry/text-too-long'],
    [{ birthDate: addDays(today, 1) }, 'birthDate', 'registry/birth-date-in-future'],
    [{ birthDate: '1906-11-19' }, 'birthDate', 'registry/birth-date-too-early'],
    [{ birthDate: '2023-02-29' }, 'birthDate', 'registry/birth-date-invalid'],
    [{ phone: 'none' }, 'phone', 'registry/phone-invalid'],
    [{ email: 'a@b' }, 'email', 'registry/email-invalid'],
    [{ email: 'a b@c.et' }, 'email', 'registry/email-invalid'],
    [{ kind: 'group' }, 'groupKind', 'registry/group-kind-missing'],
    [{ facts: { roof: 'straw' } }, 'facts.roof', 'facts/unknown-question'],
  ] satisfies readonly (readonly [Partial<RegistrantDraft>, string, string])[])(
    '%o: %s %s',
    (changes, field, code) => {
      expect(issuesOf(changes)).toEqual([[field, code]]);
    },
  );

  test.each([
    ['passport', '1', 'identifiers.0.value', 'registry/id-type-unknown'],
    ['national', '', 'identifiers.0.value', 'registry/id-value-missing'],
    ['national', '23630', 'identifiers.0.value', 'registry/id-value-invalid'],
    ['national', '2364', 'identifiers.0.value', 'registry/id-checksum-wrong'],
    ['card', '79927398710', 'identifiers.0.value', 'registry/id-checksum-wrong'],
    ['card', '7'.repeat(101), 'identifiers.0.value', 'registry/id-value-too-long'],
    ['broken', '1', 'identifiers.0.value', 'registry/id-pattern-broken'],
  ])('ID %s %s: %s %s', (idType, value, field, code) => {
    expect(issuesOf({ identifiers: [{ idType, value, expiryDate: null }] })).toEqual([[field, code]]);
  });

  test('two documents of one type, a bad expiry and a missing name are all told at once', () => {
    const identifiers = [
      { idType: 'voter', value: 'AB1', expiryDate: null },
      { idType: 'voter', value: 'AB2', expiryDate: '2026-02-30' },
    ];
    expect(issuesOf({ givenName: '', identifiers })).toEqual([
      ['givenName', 'registry/name-missing'],
      ['identifiers.1.idType', 'registry/id-type-twice'],
      ['identifiers.1.expiryDate', 'registry/id-expiry-invalid'],
    ]);
  });
});

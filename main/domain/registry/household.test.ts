import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConsentDraft,
  changeHead,
  checkHousehold,
  type HouseholdDraft,
  RELATIONSHIPS,
} from './household.ts';

const today = '2026-11-20';
const consent: ConsentDraft = {
  textVersion: '3',
  language: 'am',
  purposes: ['registration'],
  method: 'thumbprint',
  witness: '',
  givenOn: today,
};
const household: HouseholdDraft = {
  groupId: 'h',
  members: [
    { registrantId: 'a', relationship: 'head' },
    { registrantId: 'b', relationship: 'spouse' },
  ],
  consent,
};

test('a household with one head and a consent is saved', () => {
  expect(checkHousehold(household, { today })).toEqual({ ok: true, value: household });
});

test.each([
  ['nobody', { members: [] }, [['members', 'household/no-member']]],
  [
    'no head',
    { members: [{ registrantId: 'a', relationship: 'child' }] },
    [['members', 'household/no-head']],
  ],
  [
    'two heads and one person twice',
    {
      members: [
        { registrantId: 'a', relationship: 'head' },
        { registrantId: 'a', relationship: 'head' },
      ],
    },
    [
      ['members.1', 'household/member-twice'],
      ['members', 'household/several-heads'],
    ],
  ],
  [
    'itself',
    { members: [{ registrantId: 'h', relationship: 'head' }] },
    [['members.0', 'household/member-of-itself']],
  ],
  ['no consent', { consent: null }, [['consent', 'household/consent-missing']]],
  [
    'an empty consent',
    { consent: { ...consent, textVersion: '' } },
    [['consent', 'household/consent-missing']],
  ],
  [
    'no purpose',
    { consent: { ...consent, purposes: [] } },
    [['consent.purposes', 'household/purpose-missing']],
  ],
  [
    'no witness',
    { consent: { ...consent, method: 'verbal-with-witness', witness: ' ' } },
    [['consent.witness', 'household/witness-missing']],
  ],
  [
    'a consent of tomorrow',
    { consent: { ...consent, givenOn: '2026-11-21' } },
    [['consent.givenOn', 'household/consent-date-invalid']],
  ],
] satisfies readonly (readonly [string, Partial<HouseholdDraft>, readonly (readonly [string, string])[]])[])(
  'a household with %s is refused',
  (_what, changes, expected) => {
    const result = checkHousehold({ ...household, ...changes }, { today });
    expect(result.ok ? [] : result.error.issues.map((found) => [found.field, found.code])).toEqual(expected);
  },
);

test('after a change of head there is exactly one, and nobody came or went', () => {
  const relationship = fc.constantFrom(...RELATIONSHIPS.filter((word) => word !== 'head'));
  fc.assert(
    fc.property(fc.array(relationship, { minLength: 1, maxLength: 8 }), fc.nat(), (others, place) => {
      const members = [
        { registrantId: 'head', relationship: 'head' as const },
        ...others.map((word, at) => ({ registrantId: `m${at}`, relationship: word })),
      ];
      const next = members[place % members.length]?.registrantId ?? '';
      const changed = changeHead(members, next, 'parent');
      expect(
        changed.filter((member) => member.relationship === 'head').map((member) => member.registrantId),
      ).toEqual([next]);
      expect(changed.map((member) => member.registrantId)).toEqual(
        members.map((member) => member.registrantId),
      );
    }),
  );
  expect(changeHead(household.members, 'stranger', 'parent')).toBe(household.members);
});

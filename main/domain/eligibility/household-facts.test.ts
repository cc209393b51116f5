import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HouseholdMember, householdFacts } from './household-facts.ts';

const today = '2026-11-20';
const mother: HouseholdMember = {
  relationship: 'head',
  gender: 'female',
  birthDate: '1990-11-21',
  facts: { disability_status: 'not_disabled' },
};
const grandfather: HouseholdMember = {
  relationship: 'parent',
  gender: 'male',
  birthDate: '1966-11-20',
  facts: { disability_status: 'disabled' },
};
const baby: HouseholdMember = {
  relationship: 'child',
  gender: 'male',
  birthDate: '2021-11-21',
  facts: { disability_status: 'not_disabled' },
};
const schoolchild: HouseholdMember = { ...baby, gender: 'female', birthDate: '2021-11-20' };

test('a household of four', () => {
  expect(householdFacts([mother, grandfather, baby, schoolchild], today)).toEqual({
    member_count: 4,
    females: 2,
    males: 2,
    children_under_5: 1,
    children_under_18: 2,
    adults_18_to_59: 1,
    elderly_60_plus: 1,
    dependents_per_100_adults: 300,
    disabled_members: 1,
    head_age: 35,
    head_is_female: true,
  });
});

test('what a missing birth date, sex or answer leaves open is absent, the rest is there', () => {
  const stranger: HouseholdMember = { relationship: 'not-related', gender: null, birthDate: null, facts: {} };
  expect(householdFacts([mother, stranger], today)).toEqual({
    member_count: 2,
    head_age: 35,
    head_is_female: true,
  });
  expect(householdFacts([baby], today)).toEqual({
    member_count: 1,
    females: 0,
    males: 1,
    children_under_5: 1,
    children_under_18: 1,
    adults_18_to_59: 0,
    elderly_60_plus: 0,
    disabled_members: 0,
  });
});

test('the age groups add up to the members, in any order of members', () => {
  const birthDate = fc
    .date({ min: new Date('1910-01-01'), max: new Date(today), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.array(birthDate, { maxLength: 12 }), (dates) => {
      const members = dates.map((date): HouseholdMember => ({ ...baby, birthDate: date }));
      const facts = householdFacts(members, today);
      expect(
        Number(facts.children_under_18) + Number(facts.adults_18_to_59) + Number(facts.elderly_60_plus),
      ).toBe(members.length);
      expect(householdFacts([...members].reverse(), today)).toEqual(facts);
    }),
  );
});

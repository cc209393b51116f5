import type { Relationship } from '../registry/household.ts';
import type { Facts } from '../registry/question-pack.ts';
import type { Gender } from '../registry/registrant.ts';
import { ageOn, type PlainDate } from '../time/plain-date.ts';

/** What is derived from: active members only, ended memberships and disabled persons left out by the caller. */
export type HouseholdMember = {
  readonly relationship: Relationship;
  readonly gender: Gender | null;
  readonly birthDate: PlainDate | null;
  readonly facts: Facts;
};

/** Names of the derived facts, for rule builders and for checking the fields of an expression. */
export const HOUSEHOLD_FACTS = [
  'member_count',
  'females',
  'males',
  'children_under_5',
  'children_under_18',
  'adults_18_to_59',
  'elderly_60_plus',
  'dependents_per_100_adults',
  'disabled_members',
  'head_age',
  'head_is_female',
] as const;
export type HouseholdFact = (typeof HOUSEHOLD_FACTS)[number];

/**
 * Facts of a household computed from its members on a day, for rules and PMT alike. What cannot be told because a
 * member's birth date, sex or answer is missing is left out, so that rules see it as unknown and never as 0.
 */
export function householdFacts(
  members: readonly HouseholdMember[],
  today: PlainDate,
): Readonly<Partial<Record<HouseholdFact, number | boolean>>> {
  const head = members.find((member) => member.relationship === 'head');
  const facts: readonly (readonly [HouseholdFact, number | boolean | null])[] = [
    ['member_count', members.length],
    ...sexFacts(members),
    ...ageFacts(members, today),
    ['disabled_members', countDisabled(members)],
    ['head_age', head === undefined || head.birthDate === null ? null : ageOn(head.birthDate, today)],
    ['head_is_female', head === undefined || head.gender === null ? null : head.gender === 'female'],
  ];
  return Object.fromEntries(facts.filter(([, value]) => value !== null));
}

function sexFacts(members: readonly HouseholdMember[]): readonly (readonly [HouseholdFact, number | null])[] {
  const isKnown = members.every((member) => member.gender !== null);
  const count = (gender: Gender) =>
    isKnown ? members.filter((member) => member.gender === gender).length : null;
  return [
    ['females', count('female')],
    ['males', count('male')],
  ];
}

function ageFacts(
  members: readonly HouseholdMember[],
  today: PlainDate,
): readonly (readonly [HouseholdFact, number | null])[] {
  const ages = members.flatMap(({ birthDate }) => (birthDate === null ? [] : [ageOn(birthDate, today)]));
  const isKnown = ages.length === members.length;
  const count = (from: number, to: number) =>
    isKnown ? ages.filter((age) => age >= from && age <= to).length : null;
  const adults = count(18, 59);
  return [
    ['children_under_5', count(0, 4)],
    ['children_under_18', count(0, 17)],
    ['adults_18_to_59', adults],
    ['elderly_60_plus', count(60, 200)],
    ['dependents_per_100_adults', dependency(members.length, adults)],
  ];
}

/** Children and elderly per hundred adults, rounded down; unknown where there is no adult to divide by. */
function dependency(memberCount: number, adults: number | null): number | null {
  return adults === null || adults === 0 ? null : Math.floor(((memberCount - adults) * 100) / adults);
}

/** Members whose answer to `disability_status` is anything but `not_disabled`; unknown unless all answered. */
function countDisabled(members: readonly HouseholdMember[]): number | null {
  const answers = members.map((member) => member.facts['disability_status']);
  if (answers.some((answer) => answer === undefined)) return null;
  return answers.filter((answer) => answer !== 'not_disabled').length;
}

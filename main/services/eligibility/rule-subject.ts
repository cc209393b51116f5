import type { EligibilitySubject } from '#domain/eligibility/eligibility-subject';
import { householdFacts } from '#domain/eligibility/household-facts';
import { RELATIONSHIPS } from '#domain/registry/household';
import type { PlainDate } from '#domain/time/plain-date';
import type { RuleGroup, RuleMember, RuleTarget } from '#ports/registry-queries';

/** What rules need to know beside the registrants. */
export type RuleWorld = {
  readonly today: PlainDate;
  /** The area and all above it. */
  readonly pathOf: (areaId: string) => readonly string[];
};

/** What rules look at of a target, before its score is known; the same facts are what a PMT is computed from. */
export type UnscoredSubject = Omit<EligibilitySubject, 'pmtScoreMicro'>;

/**
 * A registrant as rules see it. Facts of a group are its answers and what follows from its members; those of an
 * individual its own answers over those of the household it lives in.
 */
export function subjectOf(target: RuleTarget, world: RuleWorld): UnscoredSubject {
  const { own, group, kind, enrolments } = target;
  const shared = group === null ? {} : groupFacts(group, world.today);
  const programs = enrolments.map(({ programId, state }) => ({ programId, state }));
  if (kind === 'group') {
    return {
      facts: { ...shared, kind },
      birthDate: null,
      areaIds: world.pathOf(own.areaId),
      idTypes: idTypesOf(own, world.today),
      programs,
      members: (group?.members ?? []).map((member) => memberSubject(member, world)),
    };
  }
  const subject = memberSubject(own, world);
  return { ...subject, facts: { ...shared, ...subject.facts, kind }, programs };
}

function groupFacts(group: RuleGroup, today: PlainDate): EligibilitySubject['facts'] {
  const members = group.members.map(({ relationship, gender, birthDate, facts }) => ({
    relationship: RELATIONSHIPS.find((known) => known === relationship) ?? 'not-related',
    gender,
    birthDate,
    facts,
  }));
  return { ...group.facts, ...householdFacts(members, today) };
}

function memberSubject(member: RuleMember, world: RuleWorld): EligibilitySubject {
  const { gender, relationship } = member;
  return {
    facts: {
      ...member.facts,
      ...(gender === null ? {} : { gender }),
      ...(relationship === '' ? {} : { relationship }),
    },
    birthDate: member.birthDate,
    areaIds: world.pathOf(member.areaId),
    idTypes: idTypesOf(member, world.today),
    programs: [],
    pmtScoreMicro: null,
    members: [],
  };
}

/** Types of documents that have not run out. */
function idTypesOf({ identifiers }: RuleMember, today: PlainDate): readonly string[] {
  return identifiers
    .filter(({ expiryDate }) => expiryDate === null || expiryDate >= today)
    .map(({ idType }) => idType);
}

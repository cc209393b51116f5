import { utf8Encode } from '#domain/codec/utf8';
import { uuidFromHash } from '#domain/codec/uuid';
import { formatRegistrationNumber } from '#domain/registry/registration-number';
import { sha256 } from '#domain/signing/sha256';
import { addDays } from '#domain/time/plain-date';
import type { RowWrite } from '#sync/protocol/projection';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { generateHouseholds, type SeedHousehold, type SeedPerson } from './generate-households.ts';
import { practiceConsent } from './practice-policy.ts';
import { createRandom, type Random } from './random.ts';

/** Everything that is not invented: whose people they are, where, and since when. */
export type HouseholdsFor = {
  readonly officeId: string;
  readonly officeCode: string;
  /** Village code -> area id; people are spread over all of them. */
  readonly areaIds: ReadonlyMap<string, string>;
  readonly count: number;
  readonly seed: number;
  /** Running number of the first registrant; each person and household takes one. */
  readonly firstNumber: number;
  /** People were registered in the year before this day, `YYYY-MM-DD`. */
  readonly today: string;
  /** User number of the officer who is said to have registered them. */
  readonly registeredBy: number;
};

/** One household: its rows in an order in which none refers to a later one. */
export type PracticeHousehold = { readonly rows: readonly RowWrite[]; readonly numbersUsed: number };

/** Each office has invented people of its own. */
export const practiceSeed = { A: 4, B: 5 } as const;

/** Registrants made by {@link practiceHouseholds} per household at most: a group and eight people. */
export const MOST_NUMBERS_PER_HOUSEHOLD = 12;

/**
 * Households with people, memberships, identifiers and consents as rows of an office. The same arguments give the
 * same people with the same ids. A few have no consent yet and a few questions are unanswered, as on paper.
 */
export function* practiceHouseholds(office: HouseholdsFor): Generator<PracticeHousehold> {
  const random = createRandom(office.seed);
  let number = office.firstNumber;
  let index = 0;
  for (const household of generateHouseholds(random, [...office.areaIds.keys()], office.count)) {
    const made = householdRows(household, { office, random, index, number });
    yield made;
    number += made.numbersUsed;
    index += 1;
  }
}

type Place = {
  readonly office: HouseholdsFor;
  readonly random: Random;
  readonly index: number;
  readonly number: number;
};

function householdRows(household: SeedHousehold, place: Place): PracticeHousehold {
  const { office, random, index, number } = place;
  const id = (part: string): string =>
    uuidFromHash(sha256(utf8Encode(`practice|${office.officeId}|${office.seed}|${index}|${part}`)));
  const registeredOn = addDays(office.today, -random.int(20, 360));
  const shared: SharedFields = {
    officeId: office.officeId,
    areaId: office.areaIds.get(household.villageCode) ?? '',
    address: `House ${random.int(1, 400)}, Kebele ${random.int(1, 9)}`,
    registeredOn,
    registeredBy: office.registeredBy,
  };
  const numberOf = (at: number): string =>
    formatRegistrationNumber({ officeCode: office.officeCode, running: number + at });
  const groupId = id('group');
  const [head] = household.members;
  const rows: RowWrite[] = [groupRow({ ...shared, groupId, registrationNo: numberOf(0) }, head, household)];
  for (const [at, person] of household.members.entries()) {
    const registrantId = id(`person ${at}`);
    rows.push(personRow({ ...shared, registrantId, registrationNo: numberOf(at + 1) }, person));
    rows.push(membershipRow(id(`membership ${at}`), groupId, registrantId, person, shared));
    if (person.idNumber !== null)
      rows.push(identifierRow(id(`identifier ${at}`), registrantId, person.idNumber, shared));
  }
  if (!random.chance(0.02)) rows.push(consentRow(id('consent'), groupId, shared));
  return { rows, numbersUsed: household.members.length + 1 };
}

type SharedFields = Pick<
  RowOf<'registrant'>,
  'officeId' | 'areaId' | 'address' | 'registeredOn' | 'registeredBy'
>;
type Numbered = SharedFields & { readonly registrationNo: string };

function groupRow(
  { groupId, ...shared }: Numbered & { readonly groupId: string },
  head: SeedPerson | undefined,
  household: SeedHousehold,
): RowWrite {
  // A group bears its head's name as its only one, as the office's own registration does.
  const name = head === undefined ? '' : `${head.givenName} ${head.familyName}`;
  return {
    table: 'registrant',
    row: {
      registrantId: groupId,
      kind: 'group',
      groupKind: 'household',
      ...shared,
      name,
      ...{ givenName: name, additionalName: '', familyName: '', localName: head?.localName ?? '' },
      ...{ gender: null, birthDate: null, birthDateExact: false, phone: null, email: null },
      ...{ state: 'submitted', disabledReason: null, importKey: null },
      facts: { ...household.facts },
    },
  };
}

function personRow(
  { registrantId, ...shared }: Numbered & { readonly registrantId: string },
  person: SeedPerson,
): RowWrite {
  return {
    table: 'registrant',
    row: {
      registrantId,
      kind: 'individual',
      groupKind: null,
      ...shared,
      name: `${person.givenName} ${person.familyName}`,
      ...{ givenName: person.givenName, additionalName: '', familyName: person.familyName },
      localName: person.localName,
      ...{ gender: person.gender, birthDate: person.birthDate, birthDateExact: person.birthDateExact },
      ...{ phone: person.phone, email: null },
      ...{ state: 'submitted', disabledReason: null, importKey: null },
      facts: { ...person.facts },
    },
  };
}

function membershipRow(
  membershipId: string,
  groupId: string,
  individualId: string,
  { isHead, relationship }: SeedPerson,
  { officeId, registeredOn }: SharedFields,
): RowWrite {
  const ended = { endDate: null, endReason: null };
  return {
    table: 'membership',
    row: {
      membershipId,
      groupId,
      individualId,
      officeId,
      isHead,
      relationship,
      startDate: registeredOn,
      ...ended,
    },
  };
}

function identifierRow(
  identifierId: string,
  registrantId: string,
  value: string,
  { officeId }: SharedFields,
): RowWrite {
  return {
    table: 'identifier',
    row: {
      identifierId,
      registrantId,
      officeId,
      idType: 'national',
      value,
      expiryDate: null,
      status: 'valid',
    },
  };
}

function consentRow(
  consentId: string,
  registrantId: string,
  { officeId, registeredOn, registeredBy }: SharedFields,
): RowWrite {
  return {
    table: 'consent',
    row: {
      consentId,
      registrantId,
      officeId,
      ...{ textVersion: practiceConsent.version, language: 'en', method: 'thumbprint', witness: null },
      purposes: [...practiceConsent.purposes],
      documentId: null,
      givenAt: `${registeredOn}T08:00:00.000Z`,
      givenBy: registeredBy,
      withdrawnAt: null,
    },
  };
}

import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import type { OpMark } from './operation-log.ts';

/** Queries of the registry that the plain row reads cannot answer quickly. Values are whole: services mask them. */

type Registrant = RowOf<'registrant'>;
export type RegistrantKind = Registrant['kind'];

/** One line of a list of people. */
export type PersonCard = Pick<
  Registrant,
  | 'registrantId'
  | 'kind'
  | 'name'
  | 'localName'
  | 'registrationNo'
  | 'gender'
  | 'birthDate'
  | 'phone'
  | 'state'
> & {
  readonly areaName: string;
  /** The first valid identifier. */
  readonly identifier: string | null;
  /** Of an individual: the group it belongs to now. */
  readonly householdId: string | null;
  /** Of a group: how many belong to it now. */
  readonly memberCount: number | null;
};

export type SearchQuery = {
  /** As typed: parts of names in any script and order, an identifier, a phone or a registration number. */
  readonly text: string;
  readonly kind?: RegistrantKind | undefined;
  readonly limit: number;
  /** Calling code that phones are stored with, e.g. `251`: national forms are then found while being typed. */
  readonly callingCode: string;
};

export type ListQuery = {
  readonly kind: RegistrantKind;
  /** The area and everything below it. */
  readonly areaId?: string | undefined;
  readonly mark?: OpMark | undefined;
  /** The last registrant of the page before. */
  readonly afterId: string | null;
  readonly limit: number;
};

/** What a person being entered may be found again by. */
export type SimilarQuery = {
  readonly names: readonly string[];
  readonly phone: string;
  readonly identifiers: readonly string[];
  readonly birthYear: number | null;
  readonly limit: number;
};

/** What two people are compared by. */
export type PersonFacts = Pick<
  Registrant,
  | 'registrantId'
  | 'givenName'
  | 'additionalName'
  | 'familyName'
  | 'localName'
  | 'gender'
  | 'birthDate'
  | 'birthDateExact'
  | 'areaId'
> & {
  readonly phone: string;
  readonly identifiers: readonly {
    readonly idType: string;
    readonly value: string;
    readonly expiryDate: string | null;
  }[];
};

/** A person as rules see one; ended memberships and closed records are left out. */
export type RuleMember = Pick<Registrant, 'registrantId' | 'areaId' | 'gender' | 'birthDate' | 'facts'> & {
  readonly relationship: string;
  readonly identifiers: readonly { readonly idType: string; readonly expiryDate: string | null }[];
};
/** A group with its members, in order of their ids. */
export type RuleGroup = Pick<Registrant, 'registrantId' | 'areaId' | 'facts'> & {
  readonly members: readonly RuleMember[];
};
/** One registrant a programme may be for. `household` of an individual is the group it belongs to now. */
export type RuleTarget = Pick<Registrant, 'registrantId' | 'kind' | 'state' | 'name'> & {
  readonly own: RuleMember;
  readonly group: RuleGroup | null;
  readonly enrolments: readonly {
    readonly enrolmentId: string;
    readonly programId: string;
    readonly state: RowOf<'enrolment'>['state'];
  }[];
};

export type ResultCard = {
  readonly name: string;
  readonly areaName: string;
  readonly enrolmentState: string | null;
};

export type RegistryReads = {
  /** Every part typed must match; whole words before beginnings before like sounds, then by name. */
  readonly search: (query: SearchQuery) => { readonly rows: readonly PersonCard[]; readonly more: boolean };
  /** By name. */
  readonly list: (query: ListQuery) => {
    readonly rows: readonly PersonCard[];
    readonly hasMore: boolean;
    readonly total: number;
  };
  /** In the order asked; unknown ids are left out. */
  readonly cards: (registrantIds: readonly string[]) => readonly PersonCard[];
  /** Individuals who share an identifier, a phone or enough sounds of the name; best first, unjudged. */
  readonly candidates: (query: SimilarQuery) => readonly PersonFacts[];
  readonly peopleFacts: (registrantIds: readonly string[]) => readonly PersonFacts[];
  /** Individuals with exactly this identifier, compared without separators. */
  readonly holdersOf: (idType: string, value: string) => readonly string[];
  /** Registrants made of imported rows, by the rows' keys. */
  readonly importedAs: (importKeys: readonly string[]) => ReadonlyMap<string, string>;
  /** Sound keys of individuals with their birth years, page by page, to match a whole file against. */
  readonly soundPage: (after: SoundPlace | null, limit: number) => readonly SoundPlace[];
  readonly birthYearPage: (
    afterId: string | null,
    limit: number,
  ) => readonly { readonly registrantId: string; readonly birthYear: number | null }[];

  /** Registrants of one kind that rules may be asked about, in order of their ids. */
  readonly targets: (query: {
    readonly kind: RegistrantKind;
    readonly afterId: string | null;
    readonly limit: number;
  }) => readonly RuleTarget[];
  /** The same by id, in order of their ids; closed records are left out. */
  readonly targetsOf: (registrantIds: readonly string[]) => readonly RuleTarget[];
  /** How many there are at most: closed records count too. */
  readonly countTargets: (kind: RegistrantKind) => number;
  /** Which of these have given a consent that stands; a household's speaks for its members. */
  readonly withConsent: (registrantIds: readonly string[]) => ReadonlySet<string>;
  readonly enrolmentCounts: () => readonly {
    readonly programId: string;
    readonly state: string;
    readonly count: number;
  }[];
  /** People whose last answer was "pass" and who are not enrolled, in order of their ids. */
  readonly eligibleNotEnrolled: (
    programId: string,
    afterId: string | null,
    limit: number,
  ) => readonly string[];
  readonly countEligibleNotEnrolled: (programId: string) => number;
  readonly resultCards: (
    programId: string,
    registrantIds: readonly string[],
  ) => ReadonlyMap<string, ResultCard>;
  /** Pairs put off ("decide later"). */
  readonly openDuplicates: () => {
    readonly count: number;
    readonly oldestAt: string | null;
    readonly firstName: string | null;
  };
};
export type SoundPlace = { readonly key: string; readonly registrantId: string };

/** Replicated rows change by operations only; the registry keeps nothing else. */
export type RegistryWrites = Readonly<Record<never, never>>;

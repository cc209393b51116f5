import { type Issue, issue } from '../issue.ts';
import { err, ok, type Result } from '../result.ts';
import { addMonths, isPlainDate, type PlainDate } from '../time/plain-date.ts';
import {
  checkIdentifiers,
  type IdentifierDraft,
  type IdentifierIssueCode,
  type IdType,
} from './identifier.ts';
import { tidyName } from './names.ts';
import { normalisePhone, type PhoneDefaults } from './phone.ts';
import { checkFacts, type FactIssueCode, type Facts, type Question } from './question-pack.ts';

/** The sexes of the registry's reference list. */
export const GENDERS = ['female', 'male', 'other'] as const;
export type Gender = (typeof GENDERS)[number];

/** Kinds of group; a household is one of them (decisions: code words follow OpenG2P). */
export const GROUP_KINDS = ['household', 'family', 'association'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/**
 * A person or a group as entered, imported or pulled. Texts are '' when there is none; `birthDateExact` false
 * means that only the year is to be trusted. A group carries its name in `givenName`.
 */
export type RegistrantDraft = {
  readonly registrantId: string;
  readonly kind: 'individual' | 'group';
  readonly groupKind: GroupKind | null;
  readonly givenName: string;
  readonly additionalName: string;
  readonly familyName: string;
  readonly localName: string;
  readonly gender: Gender | null;
  readonly birthDate: PlainDate | null;
  readonly birthDateExact: boolean;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly areaId: string | null;
  readonly officeId: string;
  readonly identifiers: readonly IdentifierDraft[];
  readonly facts: Facts;
};

/** What a check needs to know; nothing is read from the clock or the machine. */
export type RegistrantContext = {
  readonly today: PlainDate;
  readonly idTypes: readonly IdType[];
  readonly questions: readonly Question[];
  readonly phoneDefaults: PhoneDefaults;
};

export type RegistrantIssueCode =
  | 'registry/name-missing'
  | 'registry/name-unreadable'
  | 'registry/text-too-long'
  | 'registry/birth-date-invalid'
  | 'registry/birth-date-in-future'
  | 'registry/birth-date-too-early'
  | 'registry/gender-unknown'
  | 'registry/group-kind-missing'
  | 'registry/phone-invalid'
  | 'registry/email-invalid'
  | IdentifierIssueCode
  | FactIssueCode;

export type RegistrantInvalid = {
  readonly code: 'registry/invalid';
  readonly issues: readonly Issue<RegistrantIssueCode>[];
};

/** Nobody's age is registered above this; older dates are slips of the century. */
const OLDEST_YEARS = 120;
const LONGEST: Readonly<
  Record<'givenName' | 'additionalName' | 'familyName' | 'localName' | 'address' | 'email', number>
> = { givenName: 120, additionalName: 120, familyName: 120, localName: 200, address: 500, email: 254 };

/**
 * The one gate for a registrant from a form, a file or the line (domain §1.1: checks in one layer). On success the
 * draft comes back tidied: blanks, phone in E.164, identifiers normalised. Otherwise all issues, by field path.
 */
export function checkRegistrant(
  draft: RegistrantDraft,
  context: RegistrantContext,
): Result<RegistrantDraft, RegistrantInvalid> {
  const tidy = tidyTexts(draft);
  const phone = checkPhone(tidy.phone, context.phoneDefaults);
  const identifiers = checkIdentifiers(tidy.identifiers, context.idTypes);
  const subject = tidy.kind === 'group' ? 'household' : 'person';
  const issues: readonly Issue<RegistrantIssueCode>[] = [
    ...checkNames(tidy),
    ...checkLengths(tidy),
    ...checkBirth(tidy.birthDate, context.today),
    ...checkKind(tidy),
    ...phone.issues,
    ...checkEmail(tidy.email),
    ...identifiers.issues,
    ...checkFacts(tidy.facts, context.questions, subject),
  ];
  if (issues.length > 0) return err({ code: 'registry/invalid', issues });
  return ok({ ...tidy, phone: phone.value, identifiers: identifiers.value });
}

function tidyTexts(draft: RegistrantDraft): RegistrantDraft {
  return {
    ...draft,
    givenName: tidyName(draft.givenName),
    additionalName: tidyName(draft.additionalName),
    familyName: tidyName(draft.familyName),
    localName: tidyName(draft.localName),
    phone: draft.phone.trim(),
    email: tidyName(draft.email),
    address: tidyName(draft.address),
  };
}

/** Single-name people exist, so only the given name is asked for; a name must hold a letter of some script. */
function checkNames(draft: RegistrantDraft): readonly Issue<RegistrantIssueCode>[] {
  if (draft.givenName === '') return [issue('givenName', 'registry/name-missing')];
  const fields = ['givenName', 'additionalName', 'familyName', 'localName'] as const;
  return fields
    .filter((field) => draft[field] !== '' && !isReadableName(draft[field], draft.kind))
    .map((field) => issue(field, 'registry/name-unreadable'));
}

/** Digits stand in group names ("Group 7"), never in a person's; control characters nowhere. */
function isReadableName(name: string, kind: RegistrantDraft['kind']): boolean {
  if (!/\p{L}/u.test(name) || /\p{Cc}/u.test(name)) return false;
  return kind === 'group' || !/\p{Nd}/u.test(name);
}

function checkLengths(draft: RegistrantDraft): readonly Issue<RegistrantIssueCode>[] {
  const fields = ['givenName', 'additionalName', 'familyName', 'localName', 'address', 'email'] as const;
  return fields
    .filter((field) => draft[field].length > LONGEST[field])
    .map((field) => issue(field, 'registry/text-too-long', { longest: LONGEST[field] }));
}

function checkBirth(birthDate: PlainDate | null, today: PlainDate): readonly Issue<RegistrantIssueCode>[] {
  if (birthDate === null) return [];
  if (!isPlainDate(birthDate)) return [issue('birthDate', 'registry/birth-date-invalid')];
  if (birthDate > today) return [issue('birthDate', 'registry/birth-date-in-future', { today })];
  const earliest = addMonths(today, -12 * OLDEST_YEARS);
  return birthDate < earliest ? [issue('birthDate', 'registry/birth-date-too-early', { earliest })] : [];
}

function checkKind(draft: RegistrantDraft): readonly Issue<RegistrantIssueCode>[] {
  const found: Issue<RegistrantIssueCode>[] = [];
  if (draft.gender !== null && !GENDERS.includes(draft.gender))
    found.push(issue('gender', 'registry/gender-unknown'));
  const hasGroupKind = draft.groupKind !== null && GROUP_KINDS.includes(draft.groupKind);
  if (draft.kind === 'group' && !hasGroupKind) found.push(issue('groupKind', 'registry/group-kind-missing'));
  return found;
}

type CheckedPhone = { readonly value: string; readonly issues: readonly Issue<'registry/phone-invalid'>[] };

function checkPhone(phone: string, defaults: PhoneDefaults): CheckedPhone {
  if (phone === '') return { value: '', issues: [] };
  const normal = normalisePhone(phone, defaults);
  return normal.ok
    ? { value: normal.value, issues: [] }
    : { value: phone, issues: [issue('phone', normal.error.code)] };
}

/** One @, something on both sides, a dot in the domain, no blanks: enough to catch slips, no mailbox is proven. */
function checkEmail(email: string): readonly Issue<RegistrantIssueCode>[] {
  const looksRight = email === '' || /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(email);
  return looksRight ? [] : [issue('email', 'registry/email-invalid')];
}

import { type Issue, issue } from '../issue.ts';
import { err, ok, type Result } from '../result.ts';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';

/** How a member stands to the head of the household. `head` is held by exactly one (OpenG2P's protected kind). */
export const RELATIONSHIPS = [
  'head',
  'spouse',
  'child',
  'parent',
  'sibling',
  'grandchild',
  'grandparent',
  'other-relative',
  'not-related',
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

export type MemberDraft = { readonly registrantId: string; readonly relationship: Relationship };

export const CONSENT_METHODS = ['signature', 'thumbprint', 'verbal-with-witness'] as const;

/** The consent taken before anything is stored or shared (domain §7.2). */
export type ConsentDraft = {
  readonly textVersion: string;
  readonly language: string;
  readonly purposes: readonly string[];
  readonly method: (typeof CONSENT_METHODS)[number];
  readonly witness: string;
  readonly givenOn: PlainDate;
};

export type HouseholdDraft = {
  readonly groupId: string;
  readonly members: readonly MemberDraft[];
  readonly consent: ConsentDraft | null;
};

export type HouseholdIssueCode =
  | 'household/no-member'
  | 'household/no-head'
  | 'household/several-heads'
  | 'household/member-twice'
  | 'household/member-of-itself'
  | 'household/relationship-unknown'
  | 'household/consent-missing'
  | 'household/consent-method-unknown'
  | 'household/witness-missing'
  | 'household/consent-date-invalid'
  | 'household/purpose-missing';

export type HouseholdInvalid = {
  readonly code: 'household/invalid';
  readonly issues: readonly Issue<HouseholdIssueCode>[];
};

/**
 * Whether a household may be saved: at least one member, nobody twice, exactly one head, known relationships, and
 * a consent that names what was read out and how it was given. A draft may be saved without this check.
 */
export function checkHousehold(
  draft: HouseholdDraft,
  context: { readonly today: PlainDate },
): Result<HouseholdDraft, HouseholdInvalid> {
  const issues = [
    ...checkMembers(draft),
    ...checkHead(draft.members),
    ...checkConsent(draft.consent, context.today),
  ];
  return issues.length > 0 ? err({ code: 'household/invalid', issues }) : ok(draft);
}

function checkMembers({ groupId, members }: HouseholdDraft): readonly Issue<HouseholdIssueCode>[] {
  if (members.length === 0) return [issue('members', 'household/no-member')];
  const seen = new Set<string>();
  return members.flatMap((member, at) => {
    const found: Issue<HouseholdIssueCode>[] = [];
    if (seen.has(member.registrantId)) found.push(issue(`members.${at}`, 'household/member-twice'));
    seen.add(member.registrantId);
    if (member.registrantId === groupId) found.push(issue(`members.${at}`, 'household/member-of-itself'));
    if (!RELATIONSHIPS.includes(member.relationship)) {
      found.push(issue(`members.${at}.relationship`, 'household/relationship-unknown'));
    }
    return found;
  });
}

function checkHead(members: readonly MemberDraft[]): readonly Issue<HouseholdIssueCode>[] {
  const heads = members.filter((member) => member.relationship === 'head').length;
  if (heads === 1 || members.length === 0) return [];
  return [
    heads === 0
      ? issue('members', 'household/no-head')
      : issue('members', 'household/several-heads', { heads }),
  ];
}

function checkConsent(consent: ConsentDraft | null, today: PlainDate): readonly Issue<HouseholdIssueCode>[] {
  if (consent === null || consent.textVersion === '' || consent.language === '') {
    return [issue('consent', 'household/consent-missing')];
  }
  const found: Issue<HouseholdIssueCode>[] = [];
  if (consent.purposes.length === 0) found.push(issue('consent.purposes', 'household/purpose-missing'));
  if (!CONSENT_METHODS.includes(consent.method)) {
    found.push(issue('consent.method', 'household/consent-method-unknown'));
  }
  if (consent.method === 'verbal-with-witness' && consent.witness.trim() === '') {
    found.push(issue('consent.witness', 'household/witness-missing'));
  }
  if (!isPlainDate(consent.givenOn) || consent.givenOn > today) {
    found.push(issue('consent.givenOn', 'household/consent-date-invalid'));
  }
  return found;
}

/**
 * Changes the head in one step: the old head takes the relationship `oldHeadBecomes`, the new one becomes head
 * (domain §1.2). Members that are not named stay. Unknown members leave the list unchanged.
 */
export function changeHead(
  members: readonly MemberDraft[],
  newHeadId: string,
  oldHeadBecomes: Exclude<Relationship, 'head'>,
): readonly MemberDraft[] {
  if (!members.some((member) => member.registrantId === newHeadId)) return members;
  return members.map((member) => {
    if (member.registrantId === newHeadId) return { ...member, relationship: 'head' };
    return member.relationship === 'head' ? { ...member, relationship: oldHeadBecomes } : member;
  });
}

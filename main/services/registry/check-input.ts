import type { OutputOf, ParsedOf } from '#contract/contract';
import {
  type ConsentDraft,
  checkHousehold,
  type MemberDraft,
  RELATIONSHIPS,
} from '#domain/registry/household';
import { displayName } from '#domain/registry/names';
import { checkRegistrant, type RegistrantContext, type RegistrantDraft } from '#domain/registry/registrant';
import type { CallContext } from '#host/call-context';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { readAreas } from './area-tree.ts';
import { readPolicy } from './read-policy.ts';

export type HouseholdInput = ParsedOf<'registry.checkHousehold'>['household'];
type MemberInput = HouseholdInput['members'][number];
export type FieldIssue = OutputOf<'registry.checkHousehold'>['issues'][number];

/** A member as it will be stored: somebody new, tidied by the rules, or somebody who is here already. */
export type CheckedMember = { readonly relationship: string } & (
  | { readonly kind: 'new'; readonly draft: RegistrantDraft }
  | { readonly kind: 'known'; readonly row: RowOf<'registrant'> }
);
export type CheckedHousehold = {
  readonly members: readonly CheckedMember[];
  readonly address: string;
  readonly issues: readonly FieldIssue[];
};

/** The longest name a row takes; single parts may be longer than their sum may be. */
const LONGEST_NAME = 200;

/**
 * Holds a household as typed against all rules at once, so that a form can mark every field: paths are those of the
 * input (`members.2.birthDate`, `facts.rooms`, `consent`, `areaId`).
 */
export function checkInput(tx: ReadTx, household: HouseholdInput, ctx: CallContext): CheckedHousehold {
  const { idTypes, questions, phoneDefaults } = readPolicy(tx);
  const today = ctx.clock.today();
  const { officeId } = ctx.office;
  const people = household.members.map((input, at) =>
    checkMember(
      tx,
      input,
      at,
      { officeId, areaId: household.areaId },
      { today, idTypes, questions: [], phoneDefaults },
    ),
  );
  const group = checkRegistrant(groupDraft(household, officeId), {
    today,
    idTypes,
    questions,
    phoneDefaults,
  });
  const whole = checkHousehold(
    {
      groupId: 'group',
      members: household.members.map(memberDraft),
      consent: consentDraft(household, today),
    },
    { today },
  );
  const isOfOffice = readAreas(tx, ctx.office).isOfOffice(household.areaId);
  return {
    members: people.flatMap(({ member }) => (member === null ? [] : [member])),
    address: group.ok ? group.value.address : household.address.trim(),
    issues: [
      ...(isOfOffice ? [] : [{ field: 'areaId', code: 'registry/unknown-area' }]),
      ...people.flatMap(({ issues }) => issues),
      ...(group.ok ? [] : group.error.issues.map(plain)),
      ...(whole.ok ? [] : whole.error.issues.map(plain)),
    ],
  };
}

function relationshipOf({ isHead, relationship }: Pick<MemberInput, 'isHead' | 'relationship'>): string {
  return isHead ? 'head' : relationship;
}

type Checked = { readonly member: CheckedMember | null; readonly issues: readonly FieldIssue[] };
type Place = { readonly officeId: string; readonly areaId: string };

function checkMember(
  tx: ReadTx,
  input: MemberInput,
  at: number,
  place: Place,
  context: RegistrantContext,
): Checked {
  const relationship = relationshipOf(input);
  const isKnown = RELATIONSHIPS.some((known) => known === relationship);
  const unknown = isKnown
    ? []
    : [{ field: `members.${at}.relationship`, code: 'household/relationship-unknown' }];
  if (input.registrantId !== undefined) {
    const row = tx.rows.get('registrant', input.registrantId);
    const fits = row?.kind === 'individual' && row.officeId === place.officeId;
    return fits
      ? { member: { kind: 'known', relationship, row }, issues: unknown }
      : {
          member: null,
          issues: [...unknown, { field: `members.${at}.registrantId`, code: 'registry/not-found' }],
        };
  }
  const checked = checkRegistrant(personDraft(input, place), context);
  if (!checked.ok) {
    const issues = checked.error.issues.map((issue) =>
      plain({ ...issue, field: `members.${at}.${issue.field}` }),
    );
    return { member: null, issues: [...unknown, ...issues] };
  }
  const tooLong = displayName(checked.value).length > LONGEST_NAME;
  const issues = tooLong
    ? [{ field: `members.${at}.givenName`, code: 'registry/text-too-long', data: { longest: LONGEST_NAME } }]
    : [];
  return { member: { kind: 'new', relationship, draft: checked.value }, issues: [...unknown, ...issues] };
}

function personDraft(input: MemberInput, { officeId, areaId }: Place): RegistrantDraft {
  const {
    givenName,
    additionalName = '',
    familyName = '',
    localName = '',
    gender,
    birthDate,
    birthDateExact,
  } = input;
  return {
    ...{ registrantId: '', kind: 'individual', groupKind: null, officeId, areaId },
    ...{ givenName, additionalName, familyName, localName, gender, birthDate, birthDateExact },
    phone: input.phone ?? '',
    email: input.email ?? '',
    address: '',
    identifiers: (input.identifiers ?? []).map(({ idType, value, expiryDate = null }) => ({
      idType,
      value,
      expiryDate,
    })),
    facts: {},
  };
}

/** The group as a registrant: its answers and its address are checked, its name follows from its head. */
function groupDraft(
  { groupKind, areaId, address, facts }: HouseholdInput,
  officeId: string,
): RegistrantDraft {
  return {
    ...{ registrantId: '', kind: 'group', groupKind, officeId, areaId, address, facts },
    ...{ givenName: 'Household', additionalName: '', familyName: '', localName: '' },
    ...{ gender: null, birthDate: null, birthDateExact: false, phone: '', email: '', identifiers: [] },
  };
}

/** An unknown relationship is named by the member's own check; here only heads and repetitions count. */
function memberDraft(input: MemberInput, at: number): MemberDraft {
  const relationship = RELATIONSHIPS.find((known) => known === relationshipOf(input)) ?? 'not-related';
  return { registrantId: input.registrantId ?? `new-${at}`, relationship };
}

function consentDraft({ consent }: HouseholdInput, today: string): ConsentDraft | null {
  if (consent === null) return null;
  const { textVersion, language, purposes, method, witness } = consent;
  return { textVersion, language, purposes, method, witness: witness ?? '', givenOn: today };
}

function plain({
  field,
  code,
  data,
}: {
  readonly field: string;
  readonly code: string;
  readonly data: FieldIssue['data'];
}): FieldIssue {
  return data === undefined || Object.keys(data).length === 0
    ? { field, code }
    : { field, code, data: { ...data } };
}

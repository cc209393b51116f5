import type { InputOf } from '#contract/contract';
import { type HouseholdEntry, type MemberEntry, noId, realMembers } from './household-entry.ts';
import type { ConsentPolicy } from './question-pack.ts';

export type HouseholdInput = InputOf<'registry.checkHousehold'>['household'];
type PersonInput = HouseholdInput['members'][number];

/**
 * The household as the core takes it; null while there is no village, which the core cannot be asked about.
 * `ticketOf` gives the upload of a document of this session; documents without one are left out.
 */
export function toHouseholdInput(
  entry: HouseholdEntry,
  policy: ConsentPolicy | null,
  ticketOf: (documentId: string) => string | undefined,
): HouseholdInput | null {
  if (entry.areaId === '') return null;
  const members = realMembers(entry);
  return {
    groupKind: 'household',
    areaId: entry.areaId,
    address: entry.address.trim(),
    facts: entry.facts,
    members: members.map((member, index) => toPerson(member, index === 0)),
    consent: toConsent(entry, policy),
    documents: entry.documents.flatMap((document) => {
      const ticket = ticketOf(document.documentId);
      const memberIndex = members.findIndex((member) => member.entryId === document.of);
      return ticket === undefined ? [] : [{ ticket, tag: document.tag, memberIndex }];
    }),
  };
}

function toPerson(member: MemberEntry, isHead: boolean): PersonInput {
  const hasId = member.idType !== '' && member.idType !== noId;
  return {
    ...(member.registrantId === null ? {} : { registrantId: member.registrantId }),
    givenName: member.givenName.trim(),
    ...(member.familyName.trim() === '' ? {} : { familyName: member.familyName.trim() }),
    ...(member.localName.trim() === '' ? {} : { localName: member.localName.trim() }),
    gender: member.gender,
    birthDate: member.birthDate,
    birthDateExact: member.birthDate !== null && member.birthDateExact,
    phone: member.phone.trim() === '' ? null : member.phone.trim(),
    ...(hasId ? { identifiers: [{ idType: member.idType, value: member.idValue.trim() }] } : {}),
    relationship: isHead ? 'head' : member.relationship,
    isHead,
  };
}

function toConsent(entry: HouseholdEntry, policy: ConsentPolicy | null): HouseholdInput['consent'] {
  const { method, language, witness } = entry.consent;
  if (method === null || policy === null) return null;
  return {
    textVersion: policy.version,
    language,
    method,
    purposes: policy.purposes,
    witness: witness.trim() === '' ? null : witness.trim(),
  };
}

/** What was decided about similar people, by the place of the member in the household. */
export function toDecisions(entry: HouseholdEntry): InputOf<'registry.saveHousehold'>['duplicateDecisions'] {
  return realMembers(entry).flatMap((member, memberIndex) =>
    member.decisions.map((decision) => ({ memberIndex, ...decision })),
  );
}

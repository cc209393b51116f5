import type { ParsedOf } from '#contract/contract';
import { displayName } from '#domain/registry/names';
import { formatRegistrationNumber } from '#domain/registry/registration-number';
import type { CallContext } from '#host/call-context';
import type { WriteTx } from '#ports/store';
import { attachDocument, type SealedUpload } from '../documents/attach-documents.ts';
import type { CheckedHousehold, CheckedMember, HouseholdInput } from './check-input.ts';
import { recordDecision, recordMembership, recordPerson } from './record-person.ts';

type Decisions = ParsedOf<'registry.saveHousehold'>['duplicateDecisions'];

/** A document of the form, sealed, with whom it belongs to: -1 is the household itself. */
export type PlacedUpload = { readonly sealed: SealedUpload; readonly memberIndex: number };
export type RecordedHousehold = {
  readonly groupId: string;
  readonly registrationNo: string;
  readonly registrantIds: string[];
};
export type HouseholdToRecord = {
  readonly input: HouseholdInput;
  readonly checked: CheckedHousehold;
  readonly uploads: readonly PlacedUpload[];
  readonly decisions: Decisions;
};

/** Records a whole household: group, new people, memberships, documents, consent, decisions about similar people. */
export function recordHousehold(
  tx: WriteTx,
  { input, checked, uploads, decisions }: HouseholdToRecord,
  ctx: CallContext,
): RecordedHousehold {
  const registrationNo = takeRegistrationNo(tx);
  const groupId = recordGroup(tx, input, checked, registrationNo, ctx);
  const registrantIds = checked.members.map((member) =>
    member.kind === 'known'
      ? member.row.registrantId
      : recordPerson(tx, { draft: member.draft, areaId: input.areaId }, ctx),
  );
  const idOf = (memberIndex: number): string => registrantIds[memberIndex] ?? groupId;
  for (const [at, { relationship }] of checked.members.entries()) {
    recordMembership(tx, { groupId, individualId: idOf(at), relationship }, ctx);
  }
  const documents = uploads.map(({ sealed, memberIndex }) => ({
    tag: sealed.tag,
    documentId: attachDocument(tx, sealed, idOf(memberIndex), ctx),
  }));
  const consentForm = documents.find(({ tag }) => tag === 'consent-form')?.documentId;
  recordConsent(tx, input, groupId, consentForm, ctx);
  for (const { memberIndex, registrantId, decision, reason } of decisions) {
    const ownId = registrantIds[memberIndex];
    // Taken into the household instead of registered again: there is no pair.
    if (ownId === undefined || ownId === registrantId) continue;
    recordDecision(tx, { firstId: ownId, secondId: registrantId, decision, reason }, ctx);
  }
  return { groupId, registrationNo: registrationNo ?? '', registrantIds };
}

/** From the device's own range. Without one left the household is registered all the same and numbered later. */
function takeRegistrationNo(tx: WriteTx): string | null {
  const taken = tx.office.numbers.take('registration');
  if (!taken.ok) return null;
  const { prefix, number } = taken.value;
  return formatRegistrationNumber({ officeCode: prefix, running: number });
}

/** A group bears its head's name, in both spellings, and is found by it. */
function recordGroup(
  tx: WriteTx,
  { groupKind, areaId, facts }: HouseholdInput,
  { members, address }: CheckedHousehold,
  registrationNo: string | null,
  { ids, office, clock, actor }: CallContext,
): string {
  const groupId = ids.next();
  const { name, localName } = headName(members);
  tx.operations.record({
    type: 'registrant.create',
    entity: groupId,
    actor,
    payload: {
      ...{
        registrantId: groupId,
        kind: 'group',
        groupKind,
        officeId: office.officeId,
        areaId,
        address,
        facts,
      },
      ...(registrationNo === null ? {} : { registrationNo }),
      ...{ givenName: name, name, localName, birthDateExact: false, registeredOn: clock.today() },
    },
  });
  return groupId;
}

function headName(members: readonly CheckedMember[]): { readonly name: string; readonly localName: string } {
  const head = members.find(({ relationship }) => relationship === 'head') ?? members[0];
  if (head === undefined) return { name: '', localName: '' };
  return head.kind === 'known'
    ? head.row
    : { name: displayName(head.draft), localName: head.draft.localName };
}

function recordConsent(
  tx: WriteTx,
  { consent }: HouseholdInput,
  registrantId: string,
  documentId: string | undefined,
  { ids, office, clock, actor }: CallContext,
): void {
  if (consent === null) return;
  const consentId = ids.next();
  const { textVersion, language, method, purposes, witness } = consent;
  tx.operations.record({
    type: 'consent.give',
    entity: consentId,
    actor,
    payload: {
      ...{ consentId, registrantId, officeId: office.officeId, textVersion, language, method, purposes },
      ...(witness === null || witness === '' ? {} : { witness }),
      ...(documentId === undefined ? {} : { documentId }),
      givenAt: new Date(clock.correctedMs()).toISOString(),
    },
  });
}

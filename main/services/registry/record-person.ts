import { displayName } from '#domain/registry/names';
import type { RegistrantDraft } from '#domain/registry/registrant';
import type { OfficeContext } from '#host/call-context';
import type { Actor, WriteTx } from '#ports/store';

export type Recorder = Pick<OfficeContext, 'ids' | 'office' | 'clock'> & { readonly actor: Actor };
export type NewPerson = {
  readonly draft: RegistrantDraft;
  readonly areaId: string;
  readonly importKey?: string;
};

/** Records a new individual with its identifiers, tidied by the rules before. Returns its id. */
export function recordPerson(tx: WriteTx, { draft, areaId, importKey }: NewPerson, by: Recorder): string {
  const { ids, office, clock, actor } = by;
  const registrantId = ids.next();
  const { givenName, additionalName, familyName, localName, gender, birthDate, birthDateExact, facts } =
    draft;
  tx.operations.record({
    type: 'registrant.create',
    entity: registrantId,
    actor,
    payload: {
      ...{ registrantId, kind: 'individual', officeId: office.officeId, areaId, name: displayName(draft) },
      ...{ givenName, additionalName, familyName, localName, gender, birthDate, birthDateExact, facts },
      phone: draft.phone || null,
      email: draft.email || null,
      address: draft.address,
      ...(importKey === undefined ? {} : { importKey }),
      registeredOn: clock.today(),
    },
  });
  for (const { idType, value, expiryDate } of draft.identifiers) {
    const identifierId = ids.next();
    tx.operations.record({
      type: 'identifier.add',
      entity: identifierId,
      actor,
      payload: { identifierId, registrantId, officeId: office.officeId, idType, value, expiryDate },
    });
  }
  return registrantId;
}

export type NewMembership = {
  readonly groupId: string;
  readonly individualId: string;
  readonly relationship: string;
};

/** Records that somebody belongs to a group from today on. */
export function recordMembership(
  tx: WriteTx,
  { groupId, individualId, relationship }: NewMembership,
  by: Recorder,
): void {
  const { ids, office, clock, actor } = by;
  const membershipId = ids.next();
  const isHead = relationship === 'head';
  tx.operations.record({
    type: 'membership.add',
    entity: membershipId,
    actor,
    payload: {
      ...{ membershipId, groupId, individualId, officeId: office.officeId, isHead, relationship },
      startDate: clock.today(),
    },
  });
}

export type NewDecision = {
  readonly firstId: string;
  readonly secondId: string;
  readonly decision: string;
  readonly reason: string;
};

/** Records what was decided about a pair; a pair decided before keeps its one row. */
export function recordDecision(
  tx: WriteTx,
  { firstId, secondId, decision, reason }: NewDecision,
  by: Recorder,
): void {
  const { ids, office, clock, actor } = by;
  const [smaller, larger] = firstId < secondId ? [firstId, secondId] : [secondId, firstId];
  const earlier = tx.rows
    .list('duplicateDecision', 'firstId', smaller)
    .find((row) => row.secondId === larger);
  const decisionId = earlier?.decisionId ?? ids.next();
  const decidedAt = new Date(clock.correctedMs()).toISOString();
  tx.operations.record({
    type: 'duplicate.decide',
    entity: decisionId,
    actor,
    payload: {
      decisionId,
      officeId: office.officeId,
      firstId: smaller,
      secondId: larger,
      decision,
      reason,
      decidedAt,
    },
  });
}

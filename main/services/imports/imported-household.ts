import { displayName } from '#domain/registry/names';
import type { WriteTx } from '#ports/store';
import { type Recorder, recordMembership } from '../registry/record-person.ts';
import type { CheckedRow } from './checked-row.ts';

const REASON = 'import';

/**
 * Puts an imported person into the household that the file names. The household is made with its first member and takes
 * the head's name when the head comes; a second head of the same household is an other relative.
 */
export function joinHousehold(tx: WriteTx, individualId: string, row: CheckedRow, by: Recorder): void {
  const { householdKey, relationship } = row.person;
  if (householdKey === '') return;
  const importKey = `household:${householdKey}`.slice(0, 120);
  const known = tx.registry.importedAs([importKey]).get(importKey);
  const groupId = known ?? recordGroup(tx, importKey, row, by);
  const hasHead = tx.rows
    .list('membership', 'groupId', groupId)
    .some(({ isHead, endDate }) => isHead && endDate === null);
  const isHead = relationship === 'head' && !hasHead;
  const fallback = relationship === 'head' ? 'other-relative' : (relationship ?? 'not-related');
  recordMembership(tx, { groupId, individualId, relationship: isHead ? 'head' : fallback }, by);
  if (isHead && known !== undefined) nameAfterHead(tx, groupId, row, by);
}

function recordGroup(
  tx: WriteTx,
  importKey: string,
  { person, areaId }: CheckedRow,
  { ids, office, clock, actor }: Recorder,
): string {
  const groupId = ids.next();
  const name = displayName(person);
  tx.operations.record({
    type: 'registrant.create',
    entity: groupId,
    actor,
    payload: {
      ...{ registrantId: groupId, kind: 'group', groupKind: 'household', officeId: office.officeId, areaId },
      ...{ name, givenName: name, localName: person.localName, address: person.address, importKey },
      ...{ birthDateExact: false, registeredOn: clock.today() },
    },
  });
  return groupId;
}

function nameAfterHead(tx: WriteTx, registrantId: string, { person }: CheckedRow, { actor }: Recorder): void {
  const name = displayName(person);
  tx.operations.record({
    type: 'registrant.update',
    entity: registrantId,
    actor,
    payload: { registrantId, name, givenName: name, localName: person.localName, reason: REASON },
  });
}

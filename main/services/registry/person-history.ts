import type { OutputOf } from '#contract/contract';
import type { LoggedOperation, OpMark } from '#ports/operation-log';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

type Line = OutputOf<'registry.person'>['history'][number];

const LONGEST = 30;
/** Parts of a record that change by operations of their own. */
const PARTS = ['identifier', 'consent', 'document', 'enrolment'] as const;

/**
 * What was done to a record and its parts on this PC, newest first. What another PC did is known here only by its
 * result; the registration itself is always told.
 */
export function historyOf(
  tx: ReadTx,
  registrant: RowOf<'registrant'>,
  names: ReadonlyMap<number, string>,
): Line[] {
  const operations = new Map(operationsOn(tx, registrant).map((operation) => [operation.opNo, operation]));
  const lines = [...operations.values()]
    .sort((a, b) => b.opNo - a.opNo)
    .map(
      ({ madeAt, type, actorNo, state }): Line => ({
        at: madeAt,
        action: type,
        byName: names.get(actorNo) ?? '',
        mark: markOf(state),
      }),
    );
  const isTold = lines.some(({ action }) => action === 'registrant.create');
  return isTold ? lines.slice(0, LONGEST) : [...lines.slice(0, LONGEST - 1), registration(registrant, names)];
}

function operationsOn(tx: ReadTx, { registrantId, kind }: RowOf<'registrant'>): readonly LoggedOperation[] {
  const { historyOf: operationsOf } = tx.office.operations;
  const parts = PARTS.flatMap((table) =>
    keysOf(tx, table, registrantId).flatMap((key) => operationsOf({ table, key }, LONGEST)),
  );
  const memberships = tx.rows.list('membership', kind === 'group' ? 'groupId' : 'individualId', registrantId);
  return [
    ...operationsOf({ table: 'registrant', key: registrantId }, LONGEST),
    ...parts,
    ...memberships.flatMap(({ membershipId }) =>
      operationsOf({ table: 'membership', key: membershipId }, LONGEST),
    ),
  ];
}

function keysOf(tx: ReadTx, table: (typeof PARTS)[number], registrantId: string): readonly string[] {
  switch (table) {
    case 'identifier':
      return tx.rows.list(table, 'registrantId', registrantId).map((row) => row.identifierId);
    case 'consent':
      return tx.rows.list(table, 'registrantId', registrantId).map((row) => row.consentId);
    case 'document':
      return tx.rows.list(table, 'registrantId', registrantId).map((row) => row.documentId);
    case 'enrolment':
      return tx.rows.list(table, 'registrantId', registrantId).map((row) => row.enrolmentId);
  }
}

function markOf(state: LoggedOperation['state']): OpMark {
  if (state === 'rejected') return 'refused';
  return state === 'queued' || state === 'sent' || state === 'held' ? 'waiting' : 'sent';
}

function registration(
  { registeredOn, registeredBy }: RowOf<'registrant'>,
  names: ReadonlyMap<number, string>,
): Line {
  return {
    at: `${registeredOn}T00:00:00.000Z`,
    action: 'registrant.create',
    byName: names.get(registeredBy) ?? '',
    mark: 'sent',
  };
}

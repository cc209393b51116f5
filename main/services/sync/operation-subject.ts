import { hasPermission } from '#domain/identity/permissions';
import type { LoggedOperation } from '#ports/operation-log';
import type { Actor, ReadTx } from '#ports/store';

/** What an operation was about, in words the officer knows, and the page that shows it. */
export type Subject = { readonly subject: string; readonly href: string | null };

const NOTHING: Subject = { subject: '', href: null };

/** Names a record by its id, whatever it is. Names of people only for those who may read the registry. */
export function subjectOf(
  tx: ReadTx,
  operation: Pick<LoggedOperation, 'type' | 'entity'>,
  { roles }: Pick<Actor, 'roles'>,
): Subject {
  const { type, entity } = operation;
  const [kind = ''] = type.split('.');
  const mayRead = hasPermission(roles, 'registry.read');
  switch (kind) {
    case 'registrant':
      return person(tx, entity, mayRead);
    case 'identifier':
    case 'consent':
    case 'document':
    case 'enrolment':
      return person(tx, tx.rows.get(kind, entity)?.registrantId, mayRead);
    case 'membership':
      return person(tx, tx.rows.get('membership', entity)?.groupId, mayRead);
    case 'duplicate':
      return person(tx, tx.rows.get('duplicateDecision', entity)?.firstId, mayRead);
    case 'slice':
    case 'entitlements':
    case 'vouchers':
      return cycle(tx, entity);
    case 'voucher':
      return voucher(tx, entity, mayRead);
    case 'claim':
      return { subject: tx.rows.get('claim', entity)?.claimNo ?? '', href: `/providers/claims/${entity}` };
    case 'user-key':
      return { subject: tx.rows.get('officer', entity)?.displayName ?? '', href: null };
    default:
      return NOTHING;
  }
}

function person(tx: ReadTx, registrantId: string | undefined, mayRead: boolean): Subject {
  const row = registrantId === undefined || !mayRead ? undefined : tx.rows.get('registrant', registrantId);
  return row === undefined ? NOTHING : { subject: row.name, href: `/people/${row.registrantId}` };
}

/** By the id of the office's slice, or of the cycle itself. */
function cycle(tx: ReadTx, id: string): Subject {
  const row = tx.rows.get('cycle', tx.rows.get('cycleSlice', id)?.cycleId ?? id);
  return row === undefined ? NOTHING : { subject: row.name, href: `/cycles/${row.cycleId}` };
}

/** Operations on a voucher name the voucher or its redemption. */
function voucher(tx: ReadTx, entity: string, mayRead: boolean): Subject {
  const voucherId = tx.rows.get('redemption', entity)?.voucherId ?? entity;
  const row = tx.rows.get('voucher', voucherId);
  if (row === undefined) return NOTHING;
  return mayRead ? person(tx, row.registrantId, mayRead) : { subject: row.shortCode, href: '/vouchers' };
}

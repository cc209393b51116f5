import { hasPermission } from '#domain/identity/permissions';
import type { HomeQueue, HomeSource } from '../home/home-source.ts';
import { findSliceFacts, officerByNo } from './slice-facts.ts';
import { whyNotDecide } from './why-not.ts';

/** Lists that wait for this person: to prepare or send, to approve, to sign vouchers for, to print. */
export const cycleHome: HomeSource = (tx, ctx) => {
  const { roles } = ctx.actor;
  const queues: HomeQueue[] = [];
  for (const cycle of tx.rows.all('cycle')) {
    const found = findSliceFacts(tx, cycle.cycleId, ctx.office);
    if (!found.ok || ['ended', 'cancelled'].includes(cycle.state)) continue;
    const { slice, reservation } = found.value;
    const state = slice?.state ?? 'open';
    const line = { first: cycle.name, href: `/cycles/${cycle.cycleId}`, oldestAt: slice?.preparedAt ?? null };
    const count = slice?.entitlementCount ?? 0;
    if (
      hasPermission(roles, 'cycle.prepare') &&
      ['open', 'preparing', 'prepared', 'returned'].includes(state) &&
      reservation.grants.length > 0
    ) {
      queues.push({ ...line, kind: state === 'prepared' ? 'cycle-to-send' : 'cycle-to-prepare', count: 1 });
    }
    if (hasPermission(roles, 'cycle.approve') && state === 'submitted') {
      const preparer = slice?.preparedBy == null ? undefined : officerByNo(tx, slice.preparedBy);
      if (whyNotDecide(found.value, ctx.actor, preparer?.personId) === undefined)
        queues.push({ ...line, kind: 'approvals', count });
    }
    if (hasPermission(roles, 'voucher.issue') && state === 'approved')
      queues.push({ ...line, kind: 'vouchers-to-issue', count });
    if (hasPermission(roles, 'voucher.print') && state === 'released') {
      const counts = tx.payments.voucherCounts(found.value.sliceId);
      if (counts.printed < counts.issued)
        queues.push({ ...line, kind: 'vouchers-to-print', count: counts.issued - counts.printed });
    }
  }
  return queues;
};

import { hasPermission } from '#domain/identity/permissions';
import type { HomeQueue, HomeSource } from '../home/home-source.ts';
import { findClaim, whyNotDecideClaim } from './decide-claim.ts';

/** Shops with vouchers to claim for, and claims this person may sign next. */
export const claimHome: HomeSource = (tx, ctx) => {
  const { roles } = ctx.actor;
  const queues: HomeQueue[] = [];
  if (hasPermission(roles, 'claim.prepare')) {
    const open = tx.payments.unclaimedTotals();
    const count = open.reduce((sum, row) => sum + row.count, 0);
    const [first] = open;
    if (first !== undefined) {
      queues.push({
        kind: 'redemptions-to-claim',
        count,
        oldestAt: null,
        first: tx.rows.get('provider', first.providerId)?.name ?? null,
        href: '/providers',
      });
    }
  }
  if (hasPermission(roles, 'claim.approve')) {
    for (const claim of tx.rows.all('claim')) {
      if (!['submitted', 'under_review', 'accountant_approved'].includes(claim.state)) continue;
      const found = findClaim(tx, claim.claimId);
      if (found.ok && whyNotDecideClaim(tx, found.value, ctx.actor) === undefined) {
        queues.push({
          kind: 'claims-to-check',
          count: claim.lineCount,
          oldestAt: claim.preparedAt,
          first: claim.claimNo,
          href: `/providers/claims/${claim.claimId}`,
        });
      }
    }
  }
  return queues;
};

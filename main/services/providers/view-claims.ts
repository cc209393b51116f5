import { hasPermission } from '#domain/identity/permissions';
import { ok } from '#domain/result';
import { formatShortCode } from '#domain/vouchers/short-code';
import { handleQuery } from '#host/handlers';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { officerName } from '../cycles/slice-facts.ts';
import { type ClaimFacts, findClaim, whyNotDecideClaim } from './decide-claim.ts';

export const listProviders = handleQuery('providers.list', {
  run: (tx) => {
    const open = new Map(tx.payments.unclaimedTotals().map((row) => [row.providerId, row]));
    const currency = tx.rows.all('tenantPolicy')[0]?.currency ?? 'XXX';
    return ok({
      providers: tx.rows
        .all('provider')
        .map(({ providerId, providerNo, name, kind, status, contractTo }) => ({
          ...{ providerId, providerNo, name, kind, status, contractTo, currency },
          unclaimedCount: open.get(providerId)?.count ?? 0,
          unclaimedMinor: open.get(providerId)?.totalMinor ?? 0,
        })),
    });
  },
});

export const listClaims = handleQuery('claims.list', {
  run: (tx, input) => {
    const claims =
      input.providerId === undefined
        ? tx.rows.all('claim')
        : tx.rows.list('claim', 'providerId', input.providerId);
    return ok({
      claims: claims
        .toSorted((left, right) => (left.preparedAt < right.preparedAt ? 1 : -1))
        .map(
          ({
            claimId,
            claimNo,
            providerId,
            periodFrom,
            periodTo,
            lineCount,
            totalMinor,
            currency,
            state,
            preparedBy,
          }) => ({
            ...{ claimId, claimNo, periodFrom, periodTo, lineCount, totalMinor, currency, state },
            providerName: tx.rows.get('provider', providerId)?.name ?? '',
            preparedByName: officerName(tx, preparedBy) ?? '',
          }),
        ),
    });
  },
});

export const getClaim = handleQuery('claims.get', {
  run: (tx, input, ctx) => {
    const found = findClaim(tx, input.claimId);
    if (!found.ok) return found;
    const facts = found.value;
    const { claim } = facts;
    const isOpen = ['submitted', 'under_review', 'accountant_approved'].includes(claim.state);
    const mayDecide = hasPermission(ctx.actor.roles, 'claim.approve');
    const bar = !mayDecide
      ? 'host/not-allowed'
      : isOpen
        ? (whyNotDecideClaim(tx, facts, ctx.actor)?.code ?? null)
        : 'claims/wrong-state';
    const { claimId, claimNo, periodFrom, periodTo, totalMinor, currency, state, manifestSha256 } = claim;
    return ok({
      ...{ claimId, claimNo, periodFrom, periodTo, totalMinor, currency, state, manifestSha256 },
      providerName: tx.rows.get('provider', claim.providerId)?.name ?? '',
      programName: tx.rows.get('program', claim.programId)?.name ?? '',
      preparedByName: officerName(tx, claim.preparedBy) ?? '',
      lines: facts.lines.map((line) => lineView(tx, line)),
      stages: stagesView(tx, facts),
      actions: (['approve', 'return', 'reject'] as const).map((action) => ({
        action,
        allowed: bar === null,
        reason: bar,
      })),
    });
  },
});

function lineView(
  tx: ReadTx,
  { claimLineId, voucherId, amountMinor, serviceDate, verdict, codes, included }: RowOf<'claimLine'>,
) {
  const voucher = tx.rows.get('voucher', voucherId);
  const name = voucher === undefined ? '' : (tx.rows.get('registrant', voucher.registrantId)?.name ?? '');
  return {
    ...{ claimLineId, voucherId, amountMinor, serviceDate, verdict, included },
    codes: [...codes],
    name,
    shortCode: voucher === undefined ? '' : formatShortCode(voucher.shortCode),
  };
}

function stagesView(tx: ReadTx, { stages, approvals }: ClaimFacts) {
  return stages.map((stage, index) => {
    const approval = approvals.findLast((row) => row.stage === index + 1);
    const state =
      approval === undefined
        ? 'waiting'
        : { approve: 'signed', return: 'returned', reject: 'rejected' }[approval.decision];
    return {
      no: index + 1,
      role: stage.role,
      state,
      byName: officerName(tx, approval?.userNo ?? null),
      at: approval?.signedAt ?? null,
      reason: approval === undefined || approval.reason === '' ? null : approval.reason,
    };
  });
}

import { type ClaimManifest, digestClaimLines } from '#domain/approvals/claim-manifest';
import { canonicalJson } from '#domain/codec/jcs';
import { err, ok } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { handleCommand, handleQuery } from '#host/handlers';
import type { WriteTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { type CheckedLine, candidatesOf, checkLines, manifestLine } from './claim-facts.ts';

type ClaimedLine = CheckedLine & { readonly redemptionId: string };

/** What a provider hands in, line by line, before anything is written. */
export const checkClaim = handleQuery('claims.check', {
  run: (tx, input, ctx) => {
    const provider = tx.rows.get('provider', input.providerId);
    const program = tx.rows.get('program', input.programId);
    if (provider === undefined) return err({ code: 'providers/not-found' });
    if (program === undefined) return err({ code: 'programs/not-found' });
    const candidates =
      input.codes.length > 0
        ? candidatesOf(tx, input.codes, ctx)
        : tx.payments
            .unclaimed(provider.providerId, program.programId)
            .map(({ voucherId }) => ({ voucherId, isSignatureVerified: true }));
    const lines = checkLines(tx, provider, program.programId, candidates, ctx);
    const dates = lines.map((line) => line.serviceDate).sort();
    const today = ctx.clock.today();
    return ok({
      lines: lines.map(({ redemptionId: _redemption, codes, ...line }) => ({
        ...line,
        codes: [...codes],
        included: line.verdict !== 'reject',
      })),
      totalMinor: lines.reduce((sum, line) => (line.verdict === 'reject' ? sum : sum + line.amountMinor), 0),
      currency: program.currency,
      periodFrom: dates[0] ?? today,
      periodTo: dates.at(-1) ?? today,
    });
  },
});

/** The claim as the clerk sends it: checked again here, refused as a whole when a line must not be paid. */
export const submitClaim = handleCommand('claims.submit', {
  auditObject: (_input, output) => output?.claimId ?? '',
  run: (tx, input, ctx) => {
    const provider = tx.rows.get('provider', input.providerId);
    const program = tx.rows.get('program', input.programId);
    if (provider === undefined) return err({ code: 'providers/not-found' });
    if (program === undefined) return err({ code: 'programs/not-found' });
    const candidates = input.voucherIds.map((voucherId) => ({ voucherId, isSignatureVerified: true }));
    const checked = checkLines(tx, provider, program.programId, candidates, ctx);
    const refused = checked.find((line) => line.verdict === 'reject');
    if (refused !== undefined)
      return err({
        code: 'claims/line-refused',
        data: { shortCode: refused.shortCode, reason: refused.codes[0] ?? '' },
      });
    const lines = checked.flatMap((line) =>
      line.redemptionId === null ? [] : [{ ...line, redemptionId: line.redemptionId }],
    );
    if (lines.length === 0) return err({ code: 'claims/nothing-to-claim' });
    return ok(record(tx, ctx, provider, program, lines));
  },
});

function record(
  tx: WriteTx,
  ctx: CallContext,
  provider: RowOf<'provider'>,
  program: RowOf<'program'>,
  lines: readonly ClaimedLine[],
) {
  const claimId = ctx.ids.next();
  const preparedAt = new Date(ctx.clock.correctedMs()).toISOString();
  const number = tx.office.numbers.take('claim');
  const claimNo = number.ok
    ? `${number.value.prefix}-${number.value.number}`
    : claimId.slice(-12).toUpperCase();
  const digest = digestClaimLines(lines.map(manifestLine));
  const dates = lines.map((line) => line.serviceDate).sort();
  const today = ctx.clock.today();
  const [periodFrom, periodTo] = [dates[0] ?? today, dates.at(-1) ?? today];
  const manifest: ClaimManifest = {
    v: 1,
    type: 'claim-manifest',
    claim_id: claimId,
    programme: program.code,
    provider_no: provider.providerNo,
    period_from: periodFrom,
    period_to: periodTo,
    currency: program.currency,
    line_count: String(digest.count),
    total_minor: String(digest.totalMinor),
    merkle_root: digest.merkleRoot,
    prepared_by: ctx.actor.personId,
    prepared_at: preparedAt,
  };
  const totalMinor = Number(digest.totalMinor);
  tx.operations.record({
    type: 'claim.submit',
    entity: claimId,
    actor: ctx.actor,
    payload: {
      claimId,
      claimNo,
      providerId: provider.providerId,
      programId: program.programId,
      officeId: ctx.office.officeId,
      periodFrom,
      periodTo,
      totalMinor,
      currency: program.currency,
      manifest: canonicalJson(manifest),
      preparedAt,
      lines: lines.map(
        ({ claimLineId, voucherId, redemptionId, amountMinor, serviceDate, verdict, codes }) => ({
          ...{ claimLineId, voucherId, redemptionId, amountMinor, serviceDate, verdict },
          codes: codes.join(','),
          included: true,
        }),
      ),
    },
  });
  return { claimId, claimNo, totalMinor };
}

import { hexToBytes } from '#domain/codec/bytes';
import { err, ok } from '#domain/result';
import { formatShortCode } from '#domain/vouchers/short-code';
import { voucherToText } from '#domain/vouchers/voucher-format';
import { handleCommand, handleQuery } from '#host/handlers';
import { findSliceFacts } from '../cycles/slice-facts.ts';
import { verifyListApproved } from '../cycles/verify-list.ts';
import { readPosition, writePosition } from '../cycles/view-cycles.ts';
import { checkIssuable, issueVouchersJob } from './issue-job.ts';

export const issueVouchers = handleCommand('vouchers.issue', {
  auditObject: (input) => input.cycleId,
  run: (tx, input, ctx) => {
    const ready = checkIssuable(tx, input.cycleId, ctx);
    return ready.ok
      ? ctx.jobs.start(tx, issueVouchersJob, { cycleId: input.cycleId }, ready.value.waiting.length)
      : ready;
  },
});

export const listVouchers = handleQuery('vouchers.list', {
  run: (tx, input) => {
    const { rows, total } = tx.payments.vouchers({
      cycleId: input.cycleId ?? null,
      text: input.text.trim(),
      after: readPosition(input.cursor),
      limit: input.limit,
    });
    const last = rows.at(-1);
    return ok({
      rows: rows.map(
        ({
          voucherId,
          shortCode,
          name,
          areaName,
          amountMinor,
          currency,
          validUntil,
          state,
          copiesPrinted,
        }) => ({
          ...{ voucherId, name, areaName, amountMinor, currency, validUntil, state, copiesPrinted },
          shortCode: formatShortCode(shortCode),
        }),
      ),
      next:
        rows.length < input.limit || last === undefined
          ? null
          : writePosition({ name: last.name, id: last.voucherId }),
      total,
    });
  },
});

/** What goes on paper. The approvals are verified again over the rows as they stand before a single code leaves the core. */
export const voucherSheet = handleQuery('vouchers.sheet', {
  run: (tx, input, ctx) => {
    const found = findSliceFacts(tx, input.cycleId, ctx.office);
    if (!found.ok) return found;
    const { slice, program, cycle, sliceId } = found.value;
    if (slice === undefined || !['released', 'closed'].includes(slice.state))
      return err({ code: 'cycles/wrong-state' });
    if (!verifyListApproved(tx, found.value, slice, ctx).ok)
      return err({ code: 'approval/manifest-changed' });
    const counts = tx.payments.voucherCounts(sliceId);
    const rows = tx.payments.sheet({ sliceId, from: input.from, count: input.count });
    const [first] = rows;
    if (first === undefined) return err({ code: 'vouchers/none-issued' });
    return ok({
      programName: program.name,
      cycleName: cycle.name,
      officeName: ctx.office.officeName,
      currency: program.currency,
      kid: tx.rows.get('voucher', first.voucherId)?.kid ?? '',
      total: counts.issued,
      vouchers: rows.map((row) => ({
        voucherId: row.voucherId,
        code: voucherToText(hexToBytes(row.signedBytes)),
        shortCode: formatShortCode(row.shortCode),
        name: row.name,
        localName: row.localName,
        areaName: row.areaName,
        amountMinor: row.amountMinor,
        validFrom: row.validFrom,
        validUntil: row.validUntil,
        copyNo: row.copiesPrinted,
      })),
    });
  },
});

export const markPrinted = handleCommand('vouchers.markPrinted', {
  auditObject: (input) => input.cycleId,
  run: (tx, input, ctx) => {
    const found = findSliceFacts(tx, input.cycleId, ctx.office);
    if (!found.ok) return found;
    const { sliceId } = found.value;
    const voucherIds = input.voucherIds.filter(
      (voucherId) => tx.rows.get('voucher', voucherId)?.sliceId === sliceId,
    );
    if (voucherIds.length === 0) return err({ code: 'vouchers/none-issued' });
    tx.operations.record({
      type: 'vouchers.print',
      entity: sliceId,
      actor: ctx.actor,
      payload: {
        sliceId,
        voucherIds: voucherIds.map((voucherId) => ({ voucherId })),
        printedAt: new Date(ctx.clock.correctedMs()).toISOString(),
      },
    });
    return ok({ printed: voucherIds.length });
  },
});

/** The counter's day: what was paid at this desk and what was refused, newest first. */
export const vouchersToday = handleQuery('vouchers.today', {
  run: (tx, _input, ctx) => {
    const date = ctx.clock.today();
    const paid = tx.payments.redemptionsOn(date, ctx.office.deviceNo);
    const since = `${date}T00:00:00.000Z`;
    const refused = tx.office.scanRefusals.list({
      from: since,
      until: '9999-12-31T00:00:00.000Z',
      limit: 100,
    });
    const rows = [
      ...paid.map((row) => ({
        at: row.redeemedAt,
        name: row.name,
        amountMinor: row.amountMinor,
        refusal: null,
        receiptNo: row.receiptNo,
      })),
      ...refused.map((row) => ({
        at: row.at,
        name: row.shortCode === null ? '' : formatShortCode(row.shortCode),
        amountMinor: null,
        refusal: row.code,
        receiptNo: null,
      })),
    ].sort((left, right) => (left.at < right.at ? 1 : -1));
    const currency = tx.rows.all('tenantPolicy')[0]?.currency ?? 'XXX';
    const totalMinor = paid.reduce((sum, row) => sum + row.amountMinor, 0);
    return ok({
      date,
      paid: paid.length,
      refused: refused.length,
      totalMinor,
      currency,
      rows: rows.slice(0, 200),
    });
  },
});

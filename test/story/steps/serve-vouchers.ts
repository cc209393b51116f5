import type { OutputOf } from '#contract/contract';
import { allowed, holds, present, refusedWith, same } from '../expect-story.ts';
import type { StoryDesk } from '../story-desk.ts';
import { cycleOf, roleLogin } from './approve-cycle.ts';
import { officerOf } from './import-people.ts';

export type SheetVoucher = OutputOf<'vouchers.sheet'>['vouchers'][number];

/** Signs the list's vouchers with this PC's key, without a line, and gives the sheet. */
export async function issueVouchers(desk: StoryDesk, cycleId: string): Promise<readonly SheetVoucher[]> {
  const officer = await desk.as(officerOf(desk));
  const { jobId } = allowed(await officer.call('vouchers.issue', { cycleId }), 'issuing the vouchers');
  allowed(await officer.job(jobId), 'the issue');
  const { entitlementCount } = await cycleOf(desk, cycleId);
  // A sheet has at most 800; a large office prints several.
  const sheet = allowed(await officer.call('vouchers.sheet', { cycleId }), 'the sheet');
  const onSheet = Math.min(entitlementCount, 800);
  same([sheet.total, sheet.vouchers.length], [entitlementCount, onSheet], 'vouchers issued and on the sheet');
  holds(
    sheet.vouchers.every(({ code }) => /^G2P1[A-Z2-7]{215}$/.test(code)),
    'each code has 219 characters',
  );
  same(new Set(sheet.vouchers.map(({ code }) => code)).size, onSheet, 'different codes');
  const voucherIds = sheet.vouchers.map(({ voucherId }) => voucherId);
  const printed = allowed(
    await officer.call('vouchers.markPrinted', { cycleId, voucherIds }),
    'noting the print',
  );
  same(printed.printed, voucherIds.length, 'vouchers noted as printed');
  return sheet.vouchers;
}

/** Scans and pays at a provider of the office. Gives the receipt. */
export async function redeem(desk: StoryDesk, code: string): Promise<OutputOf<'vouchers.redeem'>> {
  const clerk = await desk.as(roleLogin(desk, 'clerk'));
  const card = allowed(await clerk.call('vouchers.inspect', { code }), 'looking at the voucher');
  const provider = present(card.providers[0], 'a provider of the office');
  const paid = allowed(
    await clerk.call('vouchers.redeem', {
      ...{ code, amountMinor: card.balanceMinor, providerId: provider.providerId, method: 'presence' },
    }),
    'paying the voucher',
  );
  same([paid.amountMinor, paid.name], [card.balanceMinor, card.name], 'amount and name of the receipt');
  return paid;
}

/** A scan that must be refused with its own code, by looking and by paying alike. */
export async function checkScanRefused(desk: StoryDesk, code: string, refusal: string): Promise<void> {
  const clerk = await desk.as(roleLogin(desk, 'clerk'));
  refusedWith(await clerk.call('vouchers.inspect', { code }), refusal, 'looking at the voucher');
  const { providers } = allowed(await clerk.call('providers.list', {}), 'the providers');
  const providerId = present(providers[0], 'a provider of the office').providerId;
  const paid = await clerk.call('vouchers.redeem', { code, amountMinor: 1, providerId, method: 'presence' });
  refusedWith(paid, refusal, 'paying the voucher');
}

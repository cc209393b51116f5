import type { Feature } from '../feature.ts';
import { issueVouchersJob } from './issue-job.ts';
import { inspectVoucher, redeemVoucher } from './redeem-voucher.ts';
import { issueVouchers, listVouchers, markPrinted, voucherSheet, vouchersToday } from './voucher-lists.ts';

/** Vouchers: sign, print, look at, pay out. */
export const voucherFeature = (): Feature => ({
  handlers: {
    'vouchers.issue': issueVouchers,
    'vouchers.list': listVouchers,
    'vouchers.sheet': voucherSheet,
    'vouchers.markPrinted': markPrinted,
    'vouchers.inspect': inspectVoucher,
    'vouchers.redeem': redeemVoucher,
    'vouchers.today': vouchersToday,
  },
  jobKinds: [issueVouchersJob],
});

import { expect, test } from 'vitest';
import { isVoucherOpen, VOUCHER_STATES, voucherCommands } from './voucher-states.ts';

test.each([
  ['signed', ['print', 'redeem-part', 'redeem-rest', 'expire', 'revoke', 'replace']],
  ['printed', ['print', 'hand-over', 'redeem-part', 'redeem-rest', 'expire', 'revoke', 'replace']],
  ['handed_over', ['print', 'redeem-part', 'redeem-rest', 'expire', 'revoke', 'replace']],
  ['partly_redeemed', ['redeem-part', 'redeem-rest', 'expire', 'revoke']],
  ['redeemed', []],
  ['expired', []],
  ['revoked', []],
  ['replaced', []],
] as const)('%s takes %j', (state, commands) => {
  expect(voucherCommands(state)).toEqual(commands);
});

test('only vouchers that can be used are open', () => {
  expect(VOUCHER_STATES.filter(isVoucherOpen)).toEqual([
    'signed',
    'printed',
    'handed_over',
    'partly_redeemed',
  ]);
});

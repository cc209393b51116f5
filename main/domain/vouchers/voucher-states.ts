import { allowedCommands, type StateTable } from '../state-table.ts';

/** States of an issued voucher (domain §25.5). A new issue number is a new voucher; the old one is `replaced`. */
export const VOUCHER_STATES = [
  'signed',
  'printed',
  'handed_over',
  'partly_redeemed',
  'redeemed',
  'expired',
  'revoked',
  'replaced',
] as const;
export type VoucherState = (typeof VOUCHER_STATES)[number];

export const VOUCHER_COMMANDS = [
  'print',
  'hand-over',
  'redeem-part',
  'redeem-rest',
  'expire',
  'revoke',
  'replace',
] as const;
export type VoucherCommand = (typeof VOUCHER_COMMANDS)[number];

const ENDINGS = { expire: 'expired', revoke: 'revoked', replace: 'replaced' } as const;
const USES = { 'redeem-part': 'partly_redeemed', 'redeem-rest': 'redeemed' } as const;

/** A voucher in somebody's hand may be used though nobody recorded the handing over; printing again makes a copy. */
export const VOUCHER_NEXT: StateTable<VoucherState, VoucherCommand> = {
  signed: { print: 'printed', ...USES, ...ENDINGS },
  printed: { print: 'printed', 'hand-over': 'handed_over', ...USES, ...ENDINGS },
  handed_over: { print: 'handed_over', ...USES, ...ENDINGS },
  partly_redeemed: { ...USES, expire: 'expired', revoke: 'revoked' },
  redeemed: {},
  expired: {},
  revoked: {},
  replaced: {},
};

/** What may still happen to a voucher in this state. */
export function voucherCommands(state: VoucherState): readonly VoucherCommand[] {
  return allowedCommands(VOUCHER_NEXT, state, VOUCHER_COMMANDS);
}

/** Whether a voucher in this state can still cost money, so that its amount must stay committed. */
export function isVoucherOpen(state: VoucherState): boolean {
  return voucherCommands(state).includes('redeem-rest');
}

import { err, type Result } from '../result.ts';
import { allowedCommands, nextState, type StateTable, type StepRefused } from '../state-table.ts';

/**
 * States of an entitlement (domain §25.4): OpenG2P's codes, kept because files and reports of its sites hold them.
 * `parrdpd2ben`/`rdpd2ben` = partly/fully redeemed, `rejected1` refused by the beneficiary, `rejected2` account
 * does not exist, `rejected3` rejected by staff, `trans2FSP` handed to a payment provider.
 */
export const ENTITLEMENT_STATES = [
  'draft',
  'pending_validation',
  'approved',
  'trans2FSP',
  'parrdpd2ben',
  'rdpd2ben',
  'rejected1',
  'rejected2',
  'rejected3',
  'cancelled',
  'expired',
] as const;
export type EntitlementState = (typeof ENTITLEMENT_STATES)[number];

export const ENTITLEMENT_COMMANDS = [
  'submit',
  'approve',
  'hand-to-provider',
  'redeem-part',
  'redeem-rest',
  'expire',
  'cancel',
  'reject',
  'beneficiary-refused',
  'account-missing',
  'reissue',
] as const;
export type EntitlementCommand = (typeof ENTITLEMENT_COMMANDS)[number];

export const ENTITLEMENT_NEXT: StateTable<EntitlementState, EntitlementCommand> = {
  draft: { submit: 'pending_validation', cancel: 'cancelled', reject: 'rejected3' },
  pending_validation: { approve: 'approved', cancel: 'cancelled', reject: 'rejected3' },
  approved: {
    'hand-to-provider': 'trans2FSP',
    'redeem-part': 'parrdpd2ben',
    'redeem-rest': 'rdpd2ben',
    expire: 'expired',
    cancel: 'cancelled',
    'beneficiary-refused': 'rejected1',
    'account-missing': 'rejected2',
  },
  trans2FSP: { 'redeem-rest': 'rdpd2ben' },
  parrdpd2ben: { 'redeem-part': 'parrdpd2ben', 'redeem-rest': 'rdpd2ben', expire: 'expired' },
  rejected2: { reissue: 'approved' },
  rdpd2ben: {},
  rejected1: {},
  rejected3: {},
  cancelled: {},
  expired: {},
};

export type EntitlementRefusal =
  | StepRefused
  | { readonly code: 'entitlement/cycle-not-approved' }
  | { readonly code: 'entitlement/reason-missing'; readonly command: EntitlementCommand };

const NEEDS_REASON: ReadonlySet<EntitlementCommand> = new Set([
  'cancel',
  'reject',
  'account-missing',
  'reissue',
]);

/** Decides one step. No entitlement is finally approved before its slice is (acceptance check 4, OpenG2P #538). */
export function decideEntitlementStep(
  state: EntitlementState,
  command: EntitlementCommand,
  context: { readonly isSliceApproved: boolean; readonly reason: string },
): Result<EntitlementState, EntitlementRefusal> {
  const next = nextState('entitlement', ENTITLEMENT_NEXT, state, command);
  if (!next.ok) return next;
  if (command === 'approve' && !context.isSliceApproved)
    return err({ code: 'entitlement/cycle-not-approved' });
  if (NEEDS_REASON.has(command) && context.reason.trim() === '')
    return err({ code: 'entitlement/reason-missing', command });
  return next;
}

/** What a screen may offer for an entitlement in this state. */
export function entitlementCommands(state: EntitlementState): readonly EntitlementCommand[] {
  return allowedCommands(ENTITLEMENT_NEXT, state, ENTITLEMENT_COMMANDS);
}

/**
 * Whether the entitlement's amount counts against the fund. Paid and redeemed ones stay committed; OpenG2P forgets
 * them and can spend the money twice (domain §14.2).
 */
export function isCommitted(state: EntitlementState): boolean {
  return state === 'approved' || state === 'trans2FSP' || state === 'parrdpd2ben' || state === 'rdpd2ben';
}

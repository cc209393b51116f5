import { err, type Result } from '../result.ts';
import { allowedCommands, nextState, type StateTable, type StepRefused } from '../state-table.ts';

/** States of a provider's claim (domain §25.8). */
export const CLAIM_STATES = [
  'draft',
  'submitted',
  'under_review',
  'accountant_approved',
  'cash_manager_approved',
  'paid',
  'returned',
  'rejected',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

export const CLAIM_COMMANDS = [
  'submit',
  'start-review',
  'approve-accountant',
  'approve-cash',
  'return',
  'reject',
  'pay',
] as const;
export type ClaimCommand = (typeof CLAIM_COMMANDS)[number];

const REFUSALS = { return: 'returned', reject: 'rejected' } as const;

/** Starting the review is a courtesy to other desks: the accountant may also approve what was just submitted. */
export const CLAIM_NEXT: StateTable<ClaimState, ClaimCommand> = {
  draft: { submit: 'submitted' },
  submitted: { 'start-review': 'under_review', 'approve-accountant': 'accountant_approved', ...REFUSALS },
  under_review: { 'approve-accountant': 'accountant_approved', ...REFUSALS },
  accountant_approved: { 'approve-cash': 'cash_manager_approved', ...REFUSALS },
  cash_manager_approved: { pay: 'paid' },
  returned: { submit: 'submitted' },
  rejected: {},
  paid: {},
};

export type ClaimRefusal =
  | StepRefused
  | { readonly code: 'claim/reason-missing' }
  | { readonly code: 'claim/empty' }
  | { readonly code: 'claim/line-refused'; readonly lines: number };

/** Decides one step of a claim. A claim is submitted with lines, none of them refused; a no needs a reason. */
export function decideClaimStep(
  state: ClaimState,
  command: ClaimCommand,
  context: { readonly lineCount: number; readonly refusedLines: number; readonly reason: string },
): Result<ClaimState, ClaimRefusal> {
  const next = nextState('claim', CLAIM_NEXT, state, command);
  if (!next.ok) return next;
  const isNo = command === 'return' || command === 'reject';
  if (isNo && context.reason.trim() === '') return err({ code: 'claim/reason-missing' });
  const isYes = command === 'submit' || command === 'approve-accountant' || command === 'approve-cash';
  if (isYes && context.lineCount === 0) return err({ code: 'claim/empty' });
  if (isYes && context.refusedLines > 0)
    return err({ code: 'claim/line-refused', lines: context.refusedLines });
  return next;
}

/** What a screen may offer for a claim in this state. */
export function claimCommands(state: ClaimState): readonly ClaimCommand[] {
  return allowedCommands(CLAIM_NEXT, state, CLAIM_COMMANDS);
}

export type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'info';
type Word = { readonly text: string; readonly tone: Tone };

/** States of this office's part of a cycle, in the order they follow one another. */
const sliceStates: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['open', { text: 'cycles:state-open', tone: 'plain' }],
  ['preparing', { text: 'cycles:state-preparing', tone: 'info' }],
  ['prepared', { text: 'cycles:state-prepared', tone: 'info' }],
  ['submitted', { text: 'cycles:state-submitted', tone: 'info' }],
  ['returned', { text: 'cycles:state-returned', tone: 'warn' }],
  ['approved', { text: 'cycles:state-approved', tone: 'ok' }],
  ['released', { text: 'cycles:state-released', tone: 'ok' }],
  ['closed', { text: 'cycles:state-closed', tone: 'plain' }],
]);
const entitlementStates: ReadonlyMap<string, Word> = new Map<string, Word>([
  ['draft', { text: 'cycles:payment-draft', tone: 'plain' }],
  ['pending_validation', { text: 'cycles:payment-pending', tone: 'info' }],
  ['approved', { text: 'cycles:payment-approved', tone: 'ok' }],
  ['parrdpd2ben', { text: 'cycles:payment-partly-paid', tone: 'info' }],
  ['rdpd2ben', { text: 'cycles:payment-paid', tone: 'ok' }],
  ['expired', { text: 'cycles:payment-expired', tone: 'warn' }],
  ['cancelled', { text: 'cycles:payment-cancelled', tone: 'plain' }],
  ['rejected3', { text: 'cycles:payment-rejected', tone: 'warn' }],
]);
type CheckState = 'ok' | 'look' | 'stop';
type CheckWords = Readonly<Record<CheckState, string>>;
const check = (ok: string, otherwise: string): CheckWords => ({ ok, look: otherwise, stop: otherwise });
/** What is looked at before a list is sent for approval: what to say when it stands and when it does not. */
const checks: ReadonlyMap<string, CheckWords> = new Map([
  ['entitlements-computed', check('cycles:check-computed', 'cycles:check-not-computed')],
  ['members-enrolled', check('cycles:check-enrolled', 'cycles:check-nobody')],
  ['not-on-the-list', check('cycles:check-all-listed', 'cycles:check-not-listed')],
  ['reservation-granted', check('cycles:check-granted', 'cycles:check-not-granted')],
  ['within-reservation', check('cycles:check-within', 'cycles:check-above')],
]);
const plain = (state: string): Word => ({ text: state, tone: 'plain' });

export const sliceStateWord = (state: string): Word => sliceStates.get(state) ?? plain(state);
export const paymentStateWord = (state: string): Word => entitlementStates.get(state) ?? plain(state);
/** The key of a check's sentence; a check of a newer core is shown by its code. */
export const checkSentence = (code: string, state: CheckState): string => checks.get(code)?.[state] ?? code;

type Action = 'prepare' | 'submit' | 'approve' | 'return' | 'issue' | 'print';
const actionsOfState: ReadonlyMap<string, readonly Action[]> = new Map<string, readonly Action[]>([
  ['open', ['prepare']],
  ['preparing', ['prepare']],
  ['prepared', ['submit', 'prepare']],
  ['returned', ['prepare']],
  ['submitted', ['approve', 'return']],
  ['approved', ['issue']],
  ['released', ['print']],
]);
/** Steps that belong to a state: shown even when this person may not take them, with the reason. */
export const belongsToState = (state: string, action: Action): boolean =>
  actionsOfState.get(state)?.includes(action) ?? false;

/** Until its last signature a list has not yet taken its money out of the reservation. */
export const isMoneyTaken = (state: string): boolean => ['approved', 'released', 'closed'].includes(state);

export const stepTexts = [
  'cycles:step-prepared',
  'cycles:step-sent',
  'cycles:step-approved',
  'cycles:step-vouchers',
  'cycles:step-paid',
] as const;

/** How many of the five steps are behind a slice of this state. */
export function stepsDone(
  state: string,
  vouchers: { readonly issued: number; readonly redeemed: number },
): number {
  if (vouchers.issued > 0) return vouchers.redeemed >= vouchers.issued ? 5 : 4;
  if (state === 'approved' || state === 'released') return 3;
  if (state === 'submitted') return 2;
  return state === 'prepared' ? 1 : 0;
}

import { hasPermission, type Permission, type Role } from '../identity/permissions.ts';
import { err, type Result } from '../result.ts';
import { allowedCommands, nextState, type StateTable, type StepRefused } from '../state-table.ts';

/** States of a program's cycle (domain §25.3, OpenG2P's words). The centre moves it; offices move their slices. */
export const CYCLE_STATES = ['draft', 'to_approve', 'approved', 'distributed', 'ended', 'cancelled'] as const;
export type CycleState = (typeof CYCLE_STATES)[number];
export const CYCLE_COMMANDS = ['submit', 'approve', 'return', 'distribute', 'end', 'cancel'] as const;
export type CycleCommand = (typeof CYCLE_COMMANDS)[number];

export const CYCLE_NEXT: StateTable<CycleState, CycleCommand> = {
  draft: { submit: 'to_approve', cancel: 'cancelled' },
  to_approve: { approve: 'approved', return: 'draft', cancel: 'cancelled' },
  approved: { distribute: 'distributed', cancel: 'cancelled' },
  distributed: { end: 'ended' },
  ended: {},
  cancelled: {},
};

/**
 * States of an office's part of a cycle (domain §25.3). `preparing` holds rows that nothing may use until the last
 * chunk is stored (decisions: bulk work); preparing again replaces what was prepared.
 */
export const SLICE_STATES = [
  'open',
  'preparing',
  'prepared',
  'submitted',
  'returned',
  'approved',
  'released',
  'distributing',
  'closed',
] as const;
export type SliceState = (typeof SLICE_STATES)[number];
export const SLICE_COMMANDS = [
  'start-preparing',
  'prepare',
  'discard',
  'submit',
  'return',
  'approve',
  'release',
  'distribute',
  'close',
] as const;
export type SliceCommand = (typeof SLICE_COMMANDS)[number];

export const SLICE_NEXT: StateTable<SliceState, SliceCommand> = {
  open: { 'start-preparing': 'preparing', prepare: 'prepared' },
  preparing: { prepare: 'prepared', discard: 'open' },
  prepared: { 'start-preparing': 'preparing', prepare: 'prepared', submit: 'submitted' },
  submitted: { return: 'returned', approve: 'approved' },
  returned: { 'start-preparing': 'preparing', prepare: 'prepared' },
  approved: { release: 'released' },
  released: { distribute: 'distributing', close: 'closed' },
  distributing: { close: 'closed' },
  closed: {},
};

/** Who may give which command. Screens read it to show buttons, both sides to refuse. */
export const CYCLE_PERMISSION = {
  submit: 'cycle.prepare',
  approve: 'cycle.approve',
  return: 'cycle.approve',
  distribute: 'cycle.manage',
  end: 'cycle.manage',
  cancel: 'cycle.manage',
} as const satisfies Readonly<Record<CycleCommand, Permission>>;

export const SLICE_PERMISSION = {
  'start-preparing': 'cycle.prepare',
  prepare: 'cycle.prepare',
  discard: 'cycle.prepare',
  submit: 'cycle.prepare',
  return: 'cycle.approve',
  approve: 'cycle.approve',
  release: 'voucher.issue',
  distribute: 'voucher.print',
  close: 'cycle.approve',
} as const satisfies Readonly<Record<SliceCommand, Permission>>;

export type CycleContext = {
  readonly entitlementCount: number;
  /** Slices not yet approved. The centre may close a cycle over them, which cancels their part. */
  readonly slicesNotApproved: number;
  readonly isClosedByCentre: boolean;
  readonly reason: string;
};

export type SliceContext = {
  readonly lineCount: number;
  readonly totalMinor: number;
  readonly reservationMinor: number;
  readonly stagesSigned: number;
  readonly stagesNeeded: number;
  readonly openVouchers: number;
  readonly reason: string;
};

export type CycleRefusal =
  | StepRefused
  | { readonly code: 'cycle/empty' }
  | { readonly code: 'cycle/reason-missing' }
  | { readonly code: 'cycle/slices-not-approved'; readonly slicesNotApproved: number }
  | { readonly code: 'cycle/stages-missing'; readonly stagesSigned: number; readonly stagesNeeded: number }
  | {
      readonly code: 'cycle/over-reservation';
      readonly totalMinor: number;
      readonly reservationMinor: number;
    }
  | { readonly code: 'cycle/vouchers-open'; readonly openVouchers: number };

/** Decides one step of a cycle. Approving needs every slice approved, or the centre's word to close over the rest. */
export function decideCycleStep(
  state: CycleState,
  command: CycleCommand,
  context: CycleContext,
): Result<CycleState, CycleRefusal> {
  const next = nextState('cycle', CYCLE_NEXT, state, command);
  if (!next.ok) return next;
  if (command === 'submit' && context.entitlementCount === 0) return err({ code: 'cycle/empty' });
  const owesReason = command === 'return' || command === 'cancel';
  if (owesReason && context.reason.trim() === '') return err({ code: 'cycle/reason-missing' });
  const { slicesNotApproved } = context;
  if (command === 'approve' && slicesNotApproved > 0 && !context.isClosedByCentre) {
    return err({ code: 'cycle/slices-not-approved', slicesNotApproved });
  }
  return next;
}

/**
 * Decides one step of a slice. `approve` is the step after the last signature; a fully signed slice without enough
 * reservation stays approved and waits, so the money is checked at `release` (decisions: grants).
 */
export function decideSliceStep(
  state: SliceState,
  command: SliceCommand,
  context: SliceContext,
): Result<SliceState, CycleRefusal> {
  const next = nextState('slice', SLICE_NEXT, state, command);
  if (!next.ok) return next;
  const { stagesSigned, stagesNeeded, totalMinor, reservationMinor, openVouchers } = context;
  if (command === 'submit' && context.lineCount === 0) return err({ code: 'cycle/empty' });
  if (command === 'return' && context.reason.trim() === '') return err({ code: 'cycle/reason-missing' });
  if (command === 'approve' && stagesSigned < stagesNeeded) {
    return err({ code: 'cycle/stages-missing', stagesSigned, stagesNeeded });
  }
  if (command === 'release' && totalMinor > reservationMinor) {
    return err({ code: 'cycle/over-reservation', totalMinor, reservationMinor });
  }
  if (command === 'close' && openVouchers > 0) return err({ code: 'cycle/vouchers-open', openVouchers });
  return next;
}

/** The commands somebody with these roles may give a cycle in this state. */
export function cycleCommands(state: CycleState, roles: readonly Role[]): readonly CycleCommand[] {
  return allowedCommands(CYCLE_NEXT, state, CYCLE_COMMANDS).filter((command) =>
    hasPermission(roles, CYCLE_PERMISSION[command]),
  );
}

/** The commands somebody with these roles may give a slice in this state. */
export function sliceCommands(state: SliceState, roles: readonly Role[]): readonly SliceCommand[] {
  return allowedCommands(SLICE_NEXT, state, SLICE_COMMANDS).filter((command) =>
    hasPermission(roles, SLICE_PERMISSION[command]),
  );
}

import { err, type Result } from '../result.ts';
import { allowedCommands, nextState, type StateTable, type StepRefused } from '../state-table.ts';

/** States of a program (domain §9.2): `draft → active ⇄ paused → closing → closed`. */
export const PROGRAM_STATES = ['draft', 'active', 'paused', 'closing', 'closed'] as const;
export type ProgramState = (typeof PROGRAM_STATES)[number];

export const PROGRAM_COMMANDS = ['activate', 'pause', 'resume', 'start-closing', 'close'] as const;
export type ProgramCommand = (typeof PROGRAM_COMMANDS)[number];

export const PROGRAM_NEXT: StateTable<ProgramState, ProgramCommand> = {
  draft: { activate: 'active' },
  active: { pause: 'paused', 'start-closing': 'closing' },
  paused: { resume: 'active', 'start-closing': 'closing' },
  closing: { close: 'closed' },
  closed: {},
};

/** What is still open. Closing needs none of it, or a write-off that two persons signed elsewhere. */
export type ProgramBacklog = {
  readonly openCycles: number;
  readonly openVouchers: number;
  readonly openClaims: number;
  readonly isWrittenOff: boolean;
};

export type ProgramRefusal =
  | StepRefused
  | {
      readonly code: 'program/still-open';
      readonly openCycles: number;
      readonly openVouchers: number;
      readonly openClaims: number;
    };

/** Decides one step of a program. */
export function decideProgramStep(
  state: ProgramState,
  command: ProgramCommand,
  backlog: ProgramBacklog,
): Result<ProgramState, ProgramRefusal> {
  const next = nextState('program', PROGRAM_NEXT, state, command);
  if (!next.ok || command !== 'close' || backlog.isWrittenOff) return next;
  const { openCycles, openVouchers, openClaims } = backlog;
  if (openCycles + openVouchers + openClaims === 0) return next;
  return err({ code: 'program/still-open', openCycles, openVouchers, openClaims });
}

/** What a screen may offer for a program in this state. */
export function programCommands(state: ProgramState): readonly ProgramCommand[] {
  return allowedCommands(PROGRAM_NEXT, state, PROGRAM_COMMANDS);
}

/**
 * What is done under a program in each state. A voucher in people's hands is honoured and a claim is paid as long
 * as the program is not closed: ending a program must not punish who was promised something (domain §9.2).
 */
export const PROGRAM_ALLOWS = {
  draft: [],
  active: ['enrol', 'prepare', 'approve', 'issue', 'redeem', 'claim'],
  paused: ['redeem', 'claim'],
  closing: ['redeem', 'claim'],
  closed: [],
} as const satisfies Readonly<Record<ProgramState, readonly string[]>>;
export type ProgramActivity = (typeof PROGRAM_ALLOWS)['active'][number];

/** Whether an activity goes on under a program in this state. */
export function programAllows(state: ProgramState, activity: ProgramActivity): boolean {
  return PROGRAM_ALLOWS[state].some((allowed) => allowed === activity);
}

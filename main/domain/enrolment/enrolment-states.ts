import type { Answer } from '../eligibility/eligibility-trace.ts';
import { isEnrollable, type RecordState } from '../registry/record-states.ts';
import { err, ok, type Result } from '../result.ts';
import { allowedCommands, nextState, type StateTable, type StepRefused } from '../state-table.ts';
import type { PlainDate } from '../time/plain-date.ts';

/** States of a registrant's enrolment in a program (domain §25.2, OpenG2P's words). */
export const ENROLMENT_STATES = [
  'draft',
  'enrolled',
  'paused',
  'exited',
  'not_eligible',
  'duplicated',
] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

/** `assign` makes the enrolment and therefore starts from none; `verify` is the re-run of domain §10.3. */
export const ENROLMENT_COMMANDS = [
  'assign',
  'enrol',
  'verify',
  'mark-duplicate',
  'clear-duplicate',
  'pause',
  'resume',
  'exit',
  'back-to-draft',
] as const;
export type EnrolmentCommand = (typeof ENROLMENT_COMMANDS)[number];

/** Where a command leads when all goes well; `enrol` and `verify` may lead to `not_eligible` instead. */
export const ENROLMENT_NEXT: StateTable<EnrolmentState, EnrolmentCommand> = {
  draft: { enrol: 'enrolled', 'mark-duplicate': 'duplicated', exit: 'exited' },
  not_eligible: { enrol: 'enrolled', verify: 'enrolled', exit: 'exited', 'back-to-draft': 'draft' },
  enrolled: { verify: 'enrolled', 'mark-duplicate': 'duplicated', pause: 'paused', exit: 'exited' },
  paused: { resume: 'enrolled', 'mark-duplicate': 'duplicated', exit: 'exited' },
  duplicated: { 'clear-duplicate': 'draft', exit: 'exited' },
  exited: { 'back-to-draft': 'draft' },
};

/** Why somebody leaves a program (domain §9.8). */
export const EXIT_REASONS = [
  'graduated',
  'completed',
  'opt-out',
  'deceased',
  'moved',
  'duplicate',
  'fraud',
  'not-eligible',
  'program-end',
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

/** All that a decision may look at. Fields a command does not need are still given: one snapshot, no surprises. */
export type EnrolmentContext = {
  readonly recordState: RecordState;
  readonly typeMatches: boolean;
  readonly hasConsent: boolean;
  readonly programTakesEnrolments: boolean;
  readonly answer: Answer | null;
  readonly hasOpenDuplicate: boolean;
  readonly programBlocksDuplicates: boolean;
  readonly reason: string;
  readonly exitReason: ExitReason | null;
  readonly exitNeedsApproval: boolean;
  readonly isExitApproved: boolean;
  readonly isOnline: boolean;
  readonly today: PlainDate;
};

export type EnrolmentOutcome = {
  readonly state: EnrolmentState;
  readonly enrolledOn: PlainDate | null;
  readonly exitedOn: PlainDate | null;
};

export type EnrolmentRefusal =
  | StepRefused
  | { readonly code: 'enrolment/already-member' }
  | { readonly code: 'enrolment/wrong-kind' }
  | { readonly code: 'enrolment/record-not-ready'; readonly recordState: RecordState }
  | { readonly code: 'enrolment/consent-missing' }
  | { readonly code: 'enrolment/program-closed' }
  | { readonly code: 'enrolment/eligibility-not-run' }
  | { readonly code: 'enrolment/eligibility-unknown' }
  | { readonly code: 'enrolment/open-duplicate' }
  | { readonly code: 'enrolment/reason-missing'; readonly command: EnrolmentCommand }
  | { readonly code: 'enrolment/exit-not-approved' }
  | { readonly code: 'enrolment/online-only' };

type Decision = Result<EnrolmentOutcome, EnrolmentRefusal>;

/**
 * Decides one step of an enrolment; `state` null means that there is none yet. An unknown eligibility never
 * enrols and never drops anybody: it is refused and the state stays (domain §10.3).
 */
export function decideEnrolment(
  state: EnrolmentState | null,
  command: EnrolmentCommand,
  context: EnrolmentContext,
): Decision {
  if (command === 'assign')
    return state === null ? decideAssign(context) : err({ code: 'enrolment/already-member' });
  if (state === null) return err({ code: 'state/not-allowed', entity: 'enrolment', from: 'none', command });
  const next = nextState('enrolment', ENROLMENT_NEXT, state, command);
  return next.ok ? decideNext(command, next.value, context) : next;
}

function decideNext(
  command: Exclude<EnrolmentCommand, 'assign'>,
  state: EnrolmentState,
  context: EnrolmentContext,
): Decision {
  switch (command) {
    case 'enrol':
    case 'verify':
      return decideEligible(command, context);
    case 'exit':
      return decideExit(context);
    case 'pause':
    case 'mark-duplicate':
    case 'clear-duplicate':
      return context.reason.trim() === ''
        ? err({ code: 'enrolment/reason-missing', command })
        : outcome({ state });
    case 'resume':
      return outcome({ state });
    case 'back-to-draft':
      return context.isOnline ? outcome({ state }) : err({ code: 'enrolment/online-only' });
  }
}

/** What a screen may offer; null for somebody who is not in the program. */
export function enrolmentCommands(state: EnrolmentState | null): readonly EnrolmentCommand[] {
  return state === null ? ['assign'] : allowedCommands(ENROLMENT_NEXT, state, ENROLMENT_COMMANDS);
}

function decideAssign(context: EnrolmentContext): Decision {
  if (!context.programTakesEnrolments) return err({ code: 'enrolment/program-closed' });
  if (!context.typeMatches) return err({ code: 'enrolment/wrong-kind' });
  const record = recordProblem(context);
  return record ?? outcome({ state: 'draft' });
}

function decideEligible(command: 'enrol' | 'verify', context: EnrolmentContext): Decision {
  if (context.answer === null) return err({ code: 'enrolment/eligibility-not-run' });
  if (context.answer === 'unknown') return err({ code: 'enrolment/eligibility-unknown' });
  if (context.answer === 'fail') return outcome({ state: 'not_eligible' });
  if (!context.programTakesEnrolments) return err({ code: 'enrolment/program-closed' });
  const record = recordProblem(context);
  if (record !== null) return record;
  if (context.hasOpenDuplicate && context.programBlocksDuplicates)
    return err({ code: 'enrolment/open-duplicate' });
  return outcome({ state: 'enrolled', ...(command === 'enrol' ? { enrolledOn: context.today } : {}) });
}

function recordProblem(context: EnrolmentContext): Decision | null {
  const { recordState, hasConsent } = context;
  if (!isEnrollable(recordState)) return err({ code: 'enrolment/record-not-ready', recordState });
  return hasConsent ? null : err({ code: 'enrolment/consent-missing' });
}

function decideExit(context: EnrolmentContext): Decision {
  if (context.exitReason === null) return err({ code: 'enrolment/reason-missing', command: 'exit' });
  if (context.exitNeedsApproval && !context.isExitApproved)
    return err({ code: 'enrolment/exit-not-approved' });
  return outcome({ state: 'exited', exitedOn: context.today });
}

function outcome(changes: Partial<EnrolmentOutcome> & Pick<EnrolmentOutcome, 'state'>): Decision {
  return ok({ enrolledOn: null, exitedOn: null, ...changes });
}

import { err, type Result } from '../result.ts';
import { allowedCommands, nextState, type StateTable, type StepRefused } from '../state-table.ts';

/** States of a registrant's record (domain §25.1). */
export const RECORD_STATES = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'published',
  'discarded',
  'disabled',
  'merged',
] as const;
export type RecordState = (typeof RECORD_STATES)[number];

export const RECORD_COMMANDS = [
  'submit',
  'return',
  'approve',
  'publish',
  'discard',
  'disable',
  'enable',
  'merge',
  'unmerge',
] as const;
export type RecordCommand = (typeof RECORD_COMMANDS)[number];

/** `draft → submitted → approved → published` with returns; disable needs a reason; merge happens at the centre. */
export const RECORD_NEXT: StateTable<RecordState, RecordCommand> = {
  draft: { submit: 'submitted', discard: 'discarded' },
  submitted: { return: 'returned', approve: 'approved' },
  returned: { submit: 'submitted', discard: 'discarded' },
  approved: { publish: 'published' },
  published: { disable: 'disabled', merge: 'merged' },
  disabled: { enable: 'published' },
  merged: { unmerge: 'published' },
  discarded: {},
};

export type RecordStep = {
  readonly state: RecordState;
  readonly command: RecordCommand;
  readonly reason: string;
  readonly actorPersonId: string;
  readonly enteredByPersonId: string;
  /** Merging touches records of other offices, so only the centre does it. */
  readonly isCentre: boolean;
};

export type RecordRefusal =
  | StepRefused
  | { readonly code: 'registry/reason-missing'; readonly command: RecordCommand }
  | { readonly code: 'registry/own-record' }
  | { readonly code: 'registry/centre-only'; readonly command: RecordCommand };

const NEEDS_REASON: ReadonlySet<RecordCommand> = new Set([
  'return',
  'discard',
  'disable',
  'merge',
  'unmerge',
]);
const NOT_OWN: ReadonlySet<RecordCommand> = new Set(['approve', 'publish']);
const CENTRE_ONLY: ReadonlySet<RecordCommand> = new Set(['merge', 'unmerge']);

/** Decides one step of a record: table, reason where one is owed, and never approving what one entered (§26). */
export function decideRecordStep(step: RecordStep): Result<RecordState, RecordRefusal> {
  const { command } = step;
  const next = nextState('record', RECORD_NEXT, step.state, command);
  if (!next.ok) return next;
  if (CENTRE_ONLY.has(command) && !step.isCentre) return err({ code: 'registry/centre-only', command });
  if (NEEDS_REASON.has(command) && step.reason.trim() === '')
    return err({ code: 'registry/reason-missing', command });
  if (NOT_OWN.has(command) && step.actorPersonId === step.enteredByPersonId) {
    return err({ code: 'registry/own-record' });
  }
  return next;
}

/** What a screen may offer for a record in this state. */
export function recordCommands(state: RecordState): readonly RecordCommand[] {
  return allowedCommands(RECORD_NEXT, state, RECORD_COMMANDS);
}

/**
 * Whether a record may be enrolled. Under both governances `submitted` suffices, never `published`, because the
 * social id follows from the centre later (decisions: record governance).
 */
export function isEnrollable(state: RecordState): boolean {
  return state === 'submitted' || state === 'approved' || state === 'published';
}

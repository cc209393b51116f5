import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECORD_STATES } from '../registry/record-states.ts';
import {
  decideEnrolment,
  ENROLMENT_COMMANDS,
  ENROLMENT_STATES,
  type EnrolmentCommand,
  type EnrolmentContext,
  type EnrolmentState,
  enrolmentCommands,
} from './enrolment-states.ts';

const today = '2026-11-20';
const fine: EnrolmentContext = {
  recordState: 'submitted',
  typeMatches: true,
  hasConsent: true,
  programTakesEnrolments: true,
  answer: 'pass',
  hasOpenDuplicate: false,
  programBlocksDuplicates: true,
  reason: 'said so',
  exitReason: 'moved',
  exitNeedsApproval: true,
  isExitApproved: true,
  isOnline: true,
  today,
};
const nothing = { enrolledOn: null, exitedOn: null };

test.each([
  [null, 'assign', { state: 'draft', ...nothing }],
  ['draft', 'enrol', { state: 'enrolled', enrolledOn: today, exitedOn: null }],
  ['not_eligible', 'enrol', { state: 'enrolled', enrolledOn: today, exitedOn: null }],
  ['enrolled', 'verify', { state: 'enrolled', ...nothing }],
  ['enrolled', 'mark-duplicate', { state: 'duplicated', ...nothing }],
  ['duplicated', 'clear-duplicate', { state: 'draft', ...nothing }],
  ['enrolled', 'pause', { state: 'paused', ...nothing }],
  ['paused', 'resume', { state: 'enrolled', ...nothing }],
  ['paused', 'exit', { state: 'exited', enrolledOn: null, exitedOn: today }],
  ['exited', 'back-to-draft', { state: 'draft', ...nothing }],
] satisfies readonly (readonly [EnrolmentState | null, EnrolmentCommand, unknown])[])(
  '%s --%s→ %o',
  (state, command, value) => {
    expect(decideEnrolment(state, command, fine)).toEqual({ ok: true, value });
  },
);

describe('guards', () => {
  test.each([
    [null, 'assign', { typeMatches: false }, { code: 'enrolment/wrong-kind' }],
    [
      null,
      'assign',
      { recordState: 'disabled' },
      { code: 'enrolment/record-not-ready', recordState: 'disabled' },
    ],
    [null, 'assign', { hasConsent: false }, { code: 'enrolment/consent-missing' }],
    [null, 'assign', { programTakesEnrolments: false }, { code: 'enrolment/program-closed' }],
    ['draft', 'assign', {}, { code: 'enrolment/already-member' }],
    [null, 'enrol', {}, { code: 'state/not-allowed', entity: 'enrolment', from: 'none', command: 'enrol' }],
    [
      null,
      'back-to-draft',
      {},
      { code: 'state/not-allowed', entity: 'enrolment', from: 'none', command: 'back-to-draft' },
    ],
    [
      'enrolled',
      'enrol',
      {},
      { code: 'state/not-allowed', entity: 'enrolment', from: 'enrolled', command: 'enrol' },
    ],
    ['draft', 'enrol', { answer: null }, { code: 'enrolment/eligibility-not-run' }],
    ['draft', 'enrol', { answer: 'unknown' }, { code: 'enrolment/eligibility-unknown' }],
    ['enrolled', 'verify', { answer: 'unknown' }, { code: 'enrolment/eligibility-unknown' }],
    ['draft', 'enrol', { hasOpenDuplicate: true }, { code: 'enrolment/open-duplicate' }],
    ['draft', 'enrol', { hasConsent: false }, { code: 'enrolment/consent-missing' }],
    ['enrolled', 'pause', { reason: ' ' }, { code: 'enrolment/reason-missing', command: 'pause' }],
    ['enrolled', 'exit', { exitReason: null }, { code: 'enrolment/reason-missing', command: 'exit' }],
    ['enrolled', 'exit', { isExitApproved: false }, { code: 'enrolment/exit-not-approved' }],
    ['exited', 'back-to-draft', { isOnline: false }, { code: 'enrolment/online-only' }],
  ] satisfies readonly (readonly [
    EnrolmentState | null,
    EnrolmentCommand,
    Partial<EnrolmentContext>,
    unknown,
  ])[])('%s --%s with %o', (state, command, changes, error) => {
    expect(decideEnrolment(state, command, { ...fine, ...changes })).toEqual({ ok: false, error });
  });

  test('who fails becomes not eligible, also when the program or the record would not allow enrolling', () => {
    const failing = { ...fine, answer: 'fail', hasConsent: false, programTakesEnrolments: false } as const;
    expect(decideEnrolment('draft', 'enrol', failing)).toEqual({
      ok: true,
      value: { state: 'not_eligible', ...nothing },
    });
    expect(decideEnrolment('enrolled', 'verify', failing)).toEqual({
      ok: true,
      value: { state: 'not_eligible', ...nothing },
    });
  });

  test('an open duplicate is no bar where the program does not block', () => {
    const open = { ...fine, hasOpenDuplicate: true, programBlocksDuplicates: false };
    expect(decideEnrolment('draft', 'enrol', open).ok).toBe(true);
  });
});

test('nobody reaches `enrolled` without a pass, a consent and a usable record, and only offered commands succeed', () => {
  const context = fc.record({
    recordState: fc.constantFrom(...RECORD_STATES),
    typeMatches: fc.boolean(),
    hasConsent: fc.boolean(),
    programTakesEnrolments: fc.boolean(),
    answer: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const, null),
    hasOpenDuplicate: fc.boolean(),
    programBlocksDuplicates: fc.boolean(),
    reason: fc.constantFrom('', 'r'),
    exitReason: fc.constantFrom(null, 'moved' as const),
    exitNeedsApproval: fc.boolean(),
    isExitApproved: fc.boolean(),
    isOnline: fc.boolean(),
    today: fc.constant(today),
  });
  const state = fc.constantFrom(null, ...ENROLMENT_STATES);
  fc.assert(
    fc.property(state, fc.constantFrom(...ENROLMENT_COMMANDS), context, (from, command, given) => {
      const result = decideEnrolment(from, command, given);
      if (!result.ok) return;
      expect(enrolmentCommands(from)).toContain(command);
      if (result.value.state === 'enrolled' && command !== 'resume') {
        expect([given.answer, given.hasConsent]).toEqual(['pass', true]);
      }
    }),
    { numRuns: 1000 },
  );
});

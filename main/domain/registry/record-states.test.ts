import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideRecordStep,
  isEnrollable,
  RECORD_COMMANDS,
  RECORD_STATES,
  type RecordStep,
  recordCommands,
} from './record-states.ts';

const step: RecordStep = {
  state: 'draft',
  command: 'submit',
  reason: '',
  actorPersonId: 'p1',
  enteredByPersonId: 'p2',
  isCentre: false,
};

test.each([
  ['draft', ['submit', 'discard']],
  ['submitted', ['return', 'approve']],
  ['returned', ['submit', 'discard']],
  ['approved', ['publish']],
  ['published', ['disable', 'merge']],
  ['disabled', ['enable']],
  ['merged', ['unmerge']],
  ['discarded', []],
] as const)('%s takes %j', (state, commands) => {
  expect(recordCommands(state)).toEqual(commands);
});

describe('guards', () => {
  test.each([
    [
      { state: 'submitted', command: 'approve' },
      { ok: true, value: 'approved' },
    ],
    [
      { state: 'submitted', command: 'approve', enteredByPersonId: 'p1' },
      { ok: false, error: { code: 'registry/own-record' } },
    ],
    [
      { state: 'published', command: 'disable' },
      { ok: false, error: { code: 'registry/reason-missing', command: 'disable' } },
    ],
    [
      { state: 'published', command: 'disable', reason: 'moved away' },
      { ok: true, value: 'disabled' },
    ],
    [
      { state: 'published', command: 'merge', reason: 'same person' },
      { ok: false, error: { code: 'registry/centre-only', command: 'merge' } },
    ],
    [
      { state: 'published', command: 'merge', reason: 'same person', isCentre: true },
      { ok: true, value: 'merged' },
    ],
    [
      { state: 'discarded', command: 'submit' },
      {
        ok: false,
        error: { code: 'state/not-allowed', entity: 'record', from: 'discarded', command: 'submit' },
      },
    ],
  ] satisfies readonly (readonly [Partial<RecordStep>, unknown])[])('%o → %o', (changes, expected) => {
    expect(decideRecordStep({ ...step, ...changes })).toEqual(expected);
  });

  test('whatever is commanded, the answer is a state the table allows or a refusal', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RECORD_STATES),
        fc.constantFrom(...RECORD_COMMANDS),
        fc.boolean(),
        fc.constantFrom('', 'reason'),
        (state, command, isCentre, reason) => {
          const result = decideRecordStep({ ...step, state, command, isCentre, reason });
          expect(result.ok && !recordCommands(state).includes(command)).toBe(false);
        },
      ),
    );
  });
});

test('only records that were handed in and stand may be enrolled', () => {
  expect(RECORD_STATES.filter(isEnrollable)).toEqual(['submitted', 'approved', 'published']);
});

import { expect, test } from 'vitest';
import {
  decideProgramStep,
  PROGRAM_STATES,
  type ProgramBacklog,
  type ProgramCommand,
  type ProgramState,
  programAllows,
  programCommands,
} from './program-states.ts';

const empty: ProgramBacklog = { openCycles: 0, openVouchers: 0, openClaims: 0, isWrittenOff: false };

test.each([
  ['draft', ['activate']],
  ['active', ['pause', 'start-closing']],
  ['paused', ['resume', 'start-closing']],
  ['closing', ['close']],
  ['closed', []],
] satisfies readonly (readonly [ProgramState, readonly ProgramCommand[]])[])(
  '%s takes %j',
  (state, commands) => {
    expect(programCommands(state)).toEqual(commands);
  },
);

test('a program closes when nothing is open or what is open is written off', () => {
  const open = { ...empty, openVouchers: 2 };
  expect(
    [empty, open, { ...open, isWrittenOff: true }].map((backlog) =>
      decideProgramStep('closing', 'close', backlog),
    ),
  ).toEqual([
    { ok: true, value: 'closed' },
    { ok: false, error: { code: 'program/still-open', openCycles: 0, openVouchers: 2, openClaims: 0 } },
    { ok: true, value: 'closed' },
  ]);
});

test('a step that is not in the table is refused', () => {
  expect(decideProgramStep('closed', 'resume', empty)).toEqual({
    ok: false,
    error: { code: 'state/not-allowed', entity: 'program', from: 'closed', command: 'resume' },
  });
});

test('vouchers are honoured until the program is closed, enrolling needs an active one', () => {
  expect(PROGRAM_STATES.filter((state) => programAllows(state, 'redeem'))).toEqual([
    'active',
    'paused',
    'closing',
  ]);
  expect(PROGRAM_STATES.filter((state) => programAllows(state, 'enrol'))).toEqual(['active']);
});

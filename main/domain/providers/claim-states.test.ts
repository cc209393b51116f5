import { expect, test } from 'vitest';
import { CLAIM_COMMANDS, CLAIM_STATES, claimCommands, decideClaimStep } from './claim-states.ts';

const fine = { lineCount: 2, refusedLines: 0, reason: 'r' };

test('the table is exactly the one of the design', () => {
  const steps = CLAIM_STATES.flatMap((state) =>
    CLAIM_COMMANDS.flatMap((command) => {
      const next = decideClaimStep(state, command, fine);
      return next.ok ? [`${state} > ${next.value}`] : [];
    }),
  );
  expect(steps).toEqual([
    'draft > submitted',
    'submitted > under_review',
    'submitted > accountant_approved',
    'submitted > returned',
    'submitted > rejected',
    'under_review > accountant_approved',
    'under_review > returned',
    'under_review > rejected',
    'accountant_approved > cash_manager_approved',
    'accountant_approved > returned',
    'accountant_approved > rejected',
    'cash_manager_approved > paid',
    'returned > submitted',
  ]);
});

test.each([
  ['draft', 'submit', { lineCount: 0 }, { code: 'claim/empty' }],
  ['draft', 'submit', { refusedLines: 1 }, { code: 'claim/line-refused', lines: 1 }],
  ['submitted', 'approve-accountant', { refusedLines: 2 }, { code: 'claim/line-refused', lines: 2 }],
  ['submitted', 'return', { reason: ' ' }, { code: 'claim/reason-missing' }],
  ['paid', 'pay', {}, { code: 'state/not-allowed', entity: 'claim', from: 'paid', command: 'pay' }],
] as const)('%s --%s with %o', (state, command, changes, error) => {
  expect(decideClaimStep(state, command, { ...fine, ...changes })).toEqual({ ok: false, error });
});

test('a paid claim takes no more commands', () => {
  expect(claimCommands('paid')).toEqual([]);
});

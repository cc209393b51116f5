import { expect, test } from 'vitest';
import {
  decideEntitlementStep,
  ENTITLEMENT_COMMANDS,
  ENTITLEMENT_STATES,
  entitlementCommands,
  isCommitted,
} from './entitlement-states.ts';

const context = { isSliceApproved: true, reason: 'because' };

test('the table is exactly the one of the design', () => {
  const steps = ENTITLEMENT_STATES.flatMap((state) =>
    ENTITLEMENT_COMMANDS.flatMap((command) => {
      const next = decideEntitlementStep(state, command, context);
      return next.ok ? [`${state} > ${next.value}`] : [];
    }),
  );
  expect(steps).toEqual([
    'draft > pending_validation',
    'draft > cancelled',
    'draft > rejected3',
    'pending_validation > approved',
    'pending_validation > cancelled',
    'pending_validation > rejected3',
    'approved > trans2FSP',
    'approved > parrdpd2ben',
    'approved > rdpd2ben',
    'approved > expired',
    'approved > cancelled',
    'approved > rejected1',
    'approved > rejected2',
    'trans2FSP > rdpd2ben',
    'parrdpd2ben > parrdpd2ben',
    'parrdpd2ben > rdpd2ben',
    'parrdpd2ben > expired',
    'rejected2 > approved',
  ]);
});

test('an entitlement is not approved before its slice, nor cancelled without reason', () => {
  expect(
    decideEntitlementStep('pending_validation', 'approve', { ...context, isSliceApproved: false }),
  ).toEqual({
    ok: false,
    error: { code: 'entitlement/cycle-not-approved' },
  });
  expect(decideEntitlementStep('approved', 'cancel', { ...context, reason: '' })).toEqual({
    ok: false,
    error: { code: 'entitlement/reason-missing', command: 'cancel' },
  });
});

test('a redeemed entitlement stays committed and takes no more commands', () => {
  expect(ENTITLEMENT_STATES.filter(isCommitted)).toEqual([
    'approved',
    'trans2FSP',
    'parrdpd2ben',
    'rdpd2ben',
  ]);
  expect(entitlementCommands('rdpd2ben')).toEqual([]);
});

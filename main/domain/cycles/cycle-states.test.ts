import { describe, expect, test } from 'vitest';
import { ROLES } from '../identity/permissions.ts';
import {
  type CycleContext,
  cycleCommands,
  decideCycleStep,
  decideSliceStep,
  SLICE_STATES,
  type SliceContext,
  sliceCommands,
} from './cycle-states.ts';

const cycle: CycleContext = {
  entitlementCount: 3,
  slicesNotApproved: 0,
  isClosedByCentre: false,
  reason: 'r',
};
const slice: SliceContext = {
  lineCount: 3,
  totalMinor: 900,
  reservationMinor: 900,
  stagesSigned: 2,
  stagesNeeded: 2,
  openVouchers: 0,
  reason: 'r',
};

test('a cycle goes from draft to ended', () => {
  const steps = [
    ['draft', 'submit'],
    ['to_approve', 'approve'],
    ['approved', 'distribute'],
    ['distributed', 'end'],
  ] as const;
  expect(steps.map(([state, command]) => decideCycleStep(state, command, cycle))).toEqual(
    ['to_approve', 'approved', 'distributed', 'ended'].map((value) => ({ ok: true, value })),
  );
});

test('a slice goes from open to closed, by way of a return', () => {
  const steps = [
    ['open', 'prepare'],
    ['open', 'start-preparing'],
    ['preparing', 'discard'],
    ['preparing', 'prepare'],
    ['prepared', 'prepare'],
    ['prepared', 'submit'],
    ['submitted', 'return'],
    ['returned', 'prepare'],
    ['submitted', 'approve'],
    ['approved', 'release'],
    ['released', 'distribute'],
    ['distributing', 'close'],
  ] as const;
  expect(steps.map(([state, command]) => decideSliceStep(state, command, slice))).toEqual(
    [
      'prepared',
      'preparing',
      'open',
      'prepared',
      'prepared',
      'submitted',
      'returned',
      'prepared',
      'approved',
      'released',
      'distributing',
      'closed',
    ].map((value) => ({ ok: true, value })),
  );
});

describe('guards', () => {
  test.each([
    ['draft', 'submit', { entitlementCount: 0 }, { code: 'cycle/empty' }],
    ['to_approve', 'return', { reason: ' ' }, { code: 'cycle/reason-missing' }],
    ['approved', 'cancel', { reason: '' }, { code: 'cycle/reason-missing' }],
    [
      'to_approve',
      'approve',
      { slicesNotApproved: 2 },
      { code: 'cycle/slices-not-approved', slicesNotApproved: 2 },
    ],
    [
      'distributed',
      'cancel',
      {},
      { code: 'state/not-allowed', entity: 'cycle', from: 'distributed', command: 'cancel' },
    ],
  ] as const)('cycle %s --%s with %o', (state, command, changes, error) => {
    expect(decideCycleStep(state, command, { ...cycle, ...changes })).toEqual({ ok: false, error });
  });

  test('the centre may approve over slices that are missing', () => {
    expect(
      decideCycleStep('to_approve', 'approve', { ...cycle, slicesNotApproved: 2, isClosedByCentre: true }),
    ).toEqual({
      ok: true,
      value: 'approved',
    });
  });

  test.each([
    ['prepared', 'submit', { lineCount: 0 }, { code: 'cycle/empty' }],
    ['submitted', 'return', { reason: '' }, { code: 'cycle/reason-missing' }],
    [
      'submitted',
      'approve',
      { stagesSigned: 1 },
      { code: 'cycle/stages-missing', stagesSigned: 1, stagesNeeded: 2 },
    ],
    [
      'approved',
      'release',
      { totalMinor: 901 },
      { code: 'cycle/over-reservation', totalMinor: 901, reservationMinor: 900 },
    ],
    ['distributing', 'close', { openVouchers: 4 }, { code: 'cycle/vouchers-open', openVouchers: 4 }],
    [
      'approved',
      'prepare',
      {},
      { code: 'state/not-allowed', entity: 'slice', from: 'approved', command: 'prepare' },
    ],
  ] as const)('slice %s --%s with %o', (state, command, changes, error) => {
    expect(decideSliceStep(state, command, { ...slice, ...changes })).toEqual({ ok: false, error });
  });

  test('a signed slice without enough money is approved and waits', () => {
    expect(decideSliceStep('submitted', 'approve', { ...slice, reservationMinor: 0 })).toEqual({
      ok: true,
      value: 'approved',
    });
  });
});

describe('who may do what', () => {
  test.each([
    ['preparer', 'prepared', ['start-preparing', 'prepare', 'submit']],
    ['supervisor', 'submitted', ['return', 'approve']],
    ['supervisor', 'prepared', []],
    ['officer', 'approved', ['release']],
    ['voucher-clerk', 'submitted', []],
    ['auditor', 'submitted', []],
    ['administrator', 'submitted', []],
  ] as const)('%s, slice %s: %j', (role, state, commands) => {
    expect(sliceCommands(state, [role])).toEqual(commands);
  });

  test.each([
    ['supervisor', 'to_approve', ['approve', 'return']],
    ['programme-manager', 'approved', ['distribute', 'cancel']],
    ['finance', 'to_approve', []],
  ] as const)('%s, cycle %s: %j', (role, state, commands) => {
    expect(cycleCommands(state, [role])).toEqual(commands);
  });

  test('no single role can both prepare or submit and approve', () => {
    for (const role of ROLES) {
      const all = SLICE_STATES.flatMap((state) => sliceCommands(state, [role]));
      expect(all.includes('submit') && all.includes('approve')).toBe(false);
    }
  });
});

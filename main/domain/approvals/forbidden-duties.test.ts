import { expect, test } from 'vitest';
import { DUTIES, type Duty, decideDuty } from './forbidden-duties.ts';

function barred(earlier: Duty, wanted: Duty, earlierObject = 'x', wantedObject = 'x'): boolean {
  const done = [{ personId: 'p', duty: earlier, objectId: earlierObject }];
  return !decideDuty({ personId: 'p', duty: wanted, objectId: wantedObject }, done).ok;
}

test.each([
  ['register', 'override-eligibility'],
  ['prepare-cycle', 'approve-cycle'],
  ['approve-cycle', 'approve-cycle'],
  ['approve-cycle', 'print-voucher'],
  ['print-voucher', 'redeem-voucher'],
  ['redeem-voucher', 'approve-claim'],
  ['prepare-claim', 'approve-claim'],
  ['approve-claim', 'approve-claim'],
] as const)('%s bars %s, in both orders', (first, second) => {
  expect([barred(first, second), barred(second, first)]).toEqual([true, true]);
});

test.each([
  ['register', 'prepare-cycle'],
  ['register', 'print-voucher'],
  ['prepare-cycle', 'print-voucher'],
  ['redeem-voucher', 'redeem-voucher'],
  ['redeem-voucher', 'prepare-claim'],
] as const)('%s leaves %s free', (first, second) => {
  expect(barred(first, second)).toBe(false);
});

test('devices and audit go with nothing else', () => {
  const others = DUTIES.filter((duty) => duty !== 'audit' && duty !== 'administer-devices');
  expect(others.filter((duty) => !barred('audit', duty) || !barred(duty, 'administer-devices'))).toEqual([]);
});

test('registering and claiming bar only what concerns the same household or claim; persons are told apart', () => {
  expect([
    barred('register', 'override-eligibility', 'a', 'b'),
    barred('prepare-claim', 'approve-claim', 'a', 'b'),
  ]).toEqual([false, false]);
  const done = [{ personId: 'other', duty: 'prepare-cycle', objectId: '' }] as const;
  expect(decideDuty({ personId: 'p', duty: 'approve-cycle', objectId: '' }, done)).toEqual({
    ok: true,
    value: null,
  });
});

test('a policy may merge a named pair but never two stages', () => {
  const wanted = { personId: 'p', duty: 'print-voucher', objectId: '' } as const;
  const done = [{ personId: 'p', duty: 'approve-cycle', objectId: '' }] as const;
  expect(decideDuty(wanted, done, [['print-voucher', 'approve-cycle']])).toEqual({ ok: true, value: null });
  expect(
    decideDuty({ ...wanted, duty: 'approve-cycle' }, done, [['approve-cycle', 'approve-cycle']]),
  ).toEqual({
    ok: false,
    error: { code: 'approval/forbidden-pair', duty: 'approve-cycle', earlier: 'approve-cycle' },
  });
});

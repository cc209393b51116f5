import { expect, test } from 'vitest';
import { findForbiddenPair } from './forbidden-pairs.ts';
import { hasPermission, type Permission, ROLES, type Role } from './permissions.ts';

test.each(ROLES)('%s alone is sound', (role) => {
  expect(findForbiddenPair([role, role])).toBeNull();
});

test.each([
  [['preparer', 'supervisor'], 'prepare-and-approve'],
  [['supervisor', 'finance'], 'two-stages'],
  [['finance', 'cash-manager'], 'two-stages'],
  [['officer', 'supervisor'], 'approve-and-print'],
  [['voucher-clerk', 'officer'], 'print-and-redeem'],
  [['cash-manager', 'voucher-clerk'], 'redeem-and-reimburse'],
  [['reimbursement-clerk', 'finance'], 'claim-and-approve'],
  [['officer', 'programme-manager'], 'register-and-override'],
  [['it', 'officer'], 'it-without-personal-data'],
  [['auditor', 'supervisor'], 'auditor-without-writing'],
] satisfies readonly (readonly [readonly Role[], string])[])('%j is refused: %s', (roles, reason) => {
  expect(findForbiddenPair(roles)?.reason).toBe(reason);
});

test.each([
  [['officer', 'preparer']],
  [['voucher-clerk', 'reimbursement-clerk']],
  [['officer', 'reimbursement-clerk']],
] satisfies readonly (readonly [readonly Role[]])[])('%j may be one person', (roles) => {
  expect(findForbiddenPair(roles)).toBeNull();
});

test('a signed policy may merge a named pair, and only that', () => {
  const merged = [['supervisor', 'officer']] as const;
  expect(findForbiddenPair(['officer', 'supervisor'], merged)).toBeNull();
  expect(findForbiddenPair(['officer', 'supervisor', 'finance'], merged)).not.toBeNull();
});

test('no sound set of roles can prepare and approve, print and redeem, or redeem and reimburse', () => {
  const conflicts: readonly (readonly [Permission, Permission])[] = [
    ['cycle.prepare', 'cycle.approve'],
    ['voucher.print', 'voucher.redeem'],
    ['voucher.issue', 'voucher.redeem'],
    ['voucher.redeem', 'claim.approve.accountant'],
    ['voucher.redeem', 'claim.approve.cash'],
    ['claim.approve.accountant', 'claim.approve.cash'],
    ['claim.prepare', 'claim.approve.accountant'],
    ['registry.register', 'eligibility.override'],
    ['device.manage', 'registry.reveal'],
    ['device.manage', 'registry.read'],
  ];
  const subsets = Array.from({ length: 2 ** ROLES.length }, (_, mask) =>
    ROLES.filter((_role, at) => (mask >> at) & 1),
  );
  const broken = subsets
    .filter((roles) => findForbiddenPair(roles) === null)
    .flatMap((roles) =>
      conflicts
        .filter(([first, second]) => hasPermission(roles, first) && hasPermission(roles, second))
        .map((conflict) => ({ roles, conflict })),
    );
  expect(broken).toEqual([]);
});

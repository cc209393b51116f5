import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hasPermission,
  isPermission,
  isRole,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLES,
  type Role,
  rolesWith,
} from './permissions.ts';

/** Entities through which names, numbers or documents of people can be seen. */
const PERSONAL =
  /^(registry|consent|import|document|dedup|eligibility|enrolment|cycle|entitlement|voucher|payment|claim|cash|export|report)\./;
const MONEY =
  /^(cycle\.approve|entitlement\.approve|claim\.approve|fund\.post|reservation\.grant|payment\.|cash\.)/;

describe('the closed table', () => {
  test('every permission is a verb on an entity and is held by somebody', () => {
    expect(PERMISSIONS.filter((permission) => !/^[a-z]+(\.[a-z]+){1,2}$/.test(permission))).toEqual([]);
    expect(PERMISSIONS.filter((permission) => rolesWith(permission).length === 0)).toEqual([]);
  });

  test.each([
    ['registry.reveal', ['officer', 'preparer', 'administrator']],
    ['cycle.prepare', ['preparer', 'programme-manager', 'administrator']],
    ['cycle.approve', ['supervisor']],
    ['fund.post', ['finance']],
    ['reservation.grant', ['finance']],
    ['voucher.redeem', ['voucher-clerk']],
    ['claim.prepare', ['reimbursement-clerk']],
    ['claim.approve', ['finance', 'cash-manager']],
    ['claim.approve.accountant', ['finance']],
    ['claim.approve.cash', ['cash-manager']],
    ['device.manage', ['it']],
  ] satisfies readonly (readonly [Permission, readonly Role[]])[])(
    '%s belongs to %j',
    (permission, roles) => {
      expect(rolesWith(permission)).toEqual(roles);
    },
  );

  test('the auditor only reads', () => {
    expect(permissionsOf(['auditor']).filter((permission) => !permission.endsWith('.read'))).toEqual([]);
  });

  test('IT reaches no personal data', () => {
    expect(permissionsOf(['it']).filter((permission) => PERSONAL.test(permission))).toEqual([]);
  });

  test('the administrator approves no money', () => {
    expect(permissionsOf(['administrator']).filter((permission) => MONEY.test(permission))).toEqual([]);
  });
});

describe('sets of roles', () => {
  test('nobody without a known role may do anything', () => {
    expect([permissionsOf([]), permissionsOf(['nobody', 'toString'])]).toEqual([[], []]);
  });

  test('a set of roles may do what any of its roles may, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.constantFrom(...PERMISSIONS), (roles, permission) => {
        const expected = roles.some((role) => rolesWith(permission).includes(role));
        expect(hasPermission(roles, permission)).toBe(expected);
        expect(permissionsOf(roles).includes(permission)).toBe(expected);
      }),
    );
  });
});

test('words from outside are recognised exactly', () => {
  expect([isRole('it'), isRole('IT'), isPermission('fund.post'), isPermission('toString')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

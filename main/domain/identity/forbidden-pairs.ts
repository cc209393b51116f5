import type { Role } from './permissions.ts';

/** Why two roles may not meet in one person (security §3, forbidden pairs; domain §26, two-person rule). */
export type ForbiddenReason =
  | 'register-and-override'
  | 'prepare-and-approve'
  | 'two-stages'
  | 'approve-and-print'
  | 'print-and-redeem'
  | 'redeem-and-reimburse'
  | 'claim-and-approve'
  | 'it-without-personal-data'
  | 'auditor-without-writing';

export type ForbiddenPair = {
  readonly first: Role;
  readonly second: Role;
  readonly reason: ForbiddenReason;
};

const SINGLE_PAIRS: readonly ForbiddenPair[] = [
  { first: 'officer', second: 'programme-manager', reason: 'register-and-override' },
  { first: 'preparer', second: 'supervisor', reason: 'prepare-and-approve' },
  { first: 'preparer', second: 'finance', reason: 'prepare-and-approve' },
  { first: 'preparer', second: 'cash-manager', reason: 'prepare-and-approve' },
  { first: 'preparer', second: 'programme-manager', reason: 'prepare-and-approve' },
  { first: 'administrator', second: 'supervisor', reason: 'prepare-and-approve' },
  { first: 'administrator', second: 'finance', reason: 'prepare-and-approve' },
  { first: 'administrator', second: 'cash-manager', reason: 'prepare-and-approve' },
  { first: 'administrator', second: 'programme-manager', reason: 'register-and-override' },
  { first: 'supervisor', second: 'programme-manager', reason: 'two-stages' },
  { first: 'supervisor', second: 'finance', reason: 'two-stages' },
  { first: 'supervisor', second: 'cash-manager', reason: 'two-stages' },
  { first: 'programme-manager', second: 'finance', reason: 'two-stages' },
  { first: 'programme-manager', second: 'cash-manager', reason: 'two-stages' },
  { first: 'finance', second: 'cash-manager', reason: 'two-stages' },
  { first: 'officer', second: 'supervisor', reason: 'approve-and-print' },
  { first: 'officer', second: 'finance', reason: 'approve-and-print' },
  { first: 'officer', second: 'voucher-clerk', reason: 'print-and-redeem' },
  { first: 'supervisor', second: 'voucher-clerk', reason: 'print-and-redeem' },
  { first: 'programme-manager', second: 'voucher-clerk', reason: 'print-and-redeem' },
  { first: 'administrator', second: 'voucher-clerk', reason: 'print-and-redeem' },
  { first: 'voucher-clerk', second: 'finance', reason: 'redeem-and-reimburse' },
  { first: 'voucher-clerk', second: 'cash-manager', reason: 'redeem-and-reimburse' },
  { first: 'reimbursement-clerk', second: 'finance', reason: 'claim-and-approve' },
  { first: 'reimbursement-clerk', second: 'cash-manager', reason: 'claim-and-approve' },
];

/** Roles that stand with no other. */
const ALONE: ReadonlyMap<Role, ForbiddenReason> = new Map<Role, ForbiddenReason>([
  ['it', 'it-without-personal-data'],
  ['auditor', 'auditor-without-writing'],
]);

/**
 * The first pair of roles that one person may not hold together, null when the set is sound. A small office may
 * merge roles only by a signed policy naming the pairs; what it merged shows in every manifest.
 */
export function findForbiddenPair(
  roles: readonly Role[],
  mergedByPolicy: readonly (readonly [Role, Role])[] = [],
): ForbiddenPair | null {
  const held = [...new Set(roles)].sort();
  for (const [at, first] of held.entries()) {
    for (const second of held.slice(at + 1)) {
      const pair = pairOf(first, second);
      if (pair !== null && !isMerged(first, second, mergedByPolicy)) return pair;
    }
  }
  return null;
}

function pairOf(first: Role, second: Role): ForbiddenPair | null {
  const reason = ALONE.get(first) ?? ALONE.get(second);
  if (reason !== undefined) return { first, second, reason };
  const pair = SINGLE_PAIRS.find(
    (known) =>
      (known.first === first && known.second === second) ||
      (known.first === second && known.second === first),
  );
  return pair === undefined ? null : { first, second, reason: pair.reason };
}

function isMerged(first: Role, second: Role, merged: readonly (readonly [Role, Role])[]): boolean {
  return merged.some(([a, b]) => (a === first && b === second) || (a === second && b === first));
}

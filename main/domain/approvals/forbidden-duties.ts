import { err, ok, type Result } from '../result.ts';

/** What a person did in a cycle, as far as it bars other duties (security §3: forbidden pairs in one cycle). */
export const DUTIES = [
  'register',
  'override-eligibility',
  'prepare-cycle',
  'approve-cycle',
  'print-voucher',
  'redeem-voucher',
  'prepare-claim',
  'approve-claim',
  'administer-devices',
  'audit',
] as const;
export type Duty = (typeof DUTIES)[number];

/** A duty done, with what it was done to where only that matters (a registrant, a stage, a claim); '' otherwise. */
export type DutyDone = { readonly personId: string; readonly duty: Duty; readonly objectId: string };

export type ForbiddenDuty = {
  readonly code: 'approval/forbidden-pair';
  readonly duty: Duty;
  readonly earlier: Duty;
};

/**
 * Pairs that one person may not do in one cycle. `same-object`: only for the same registrant or claim; a person
 * may register one household and be the second pair of eyes on another.
 */
const FORBIDDEN: readonly (readonly [Duty, Duty, 'cycle' | 'same-object'])[] = [
  ['register', 'override-eligibility', 'same-object'],
  ['prepare-cycle', 'approve-cycle', 'cycle'],
  ['approve-cycle', 'approve-cycle', 'cycle'],
  ['approve-cycle', 'print-voucher', 'cycle'],
  ['print-voucher', 'redeem-voucher', 'cycle'],
  ['redeem-voucher', 'approve-claim', 'cycle'],
  ['prepare-claim', 'approve-claim', 'same-object'],
  ['approve-claim', 'approve-claim', 'same-object'],
];

/** Duties that go with no other at all. */
const ALONE: readonly Duty[] = ['administer-devices', 'audit'];

/**
 * Whether a person may take on a duty in a cycle after what he or she did in it. `mergedByPolicy` names pairs that
 * a signed policy of a small office allows; nothing merges two stages of one approval.
 */
export function decideDuty(
  wanted: DutyDone,
  doneInCycle: readonly DutyDone[],
  mergedByPolicy: readonly (readonly [Duty, Duty])[] = [],
): Result<null, ForbiddenDuty> {
  const own = doneInCycle.filter((done) => done.personId === wanted.personId);
  const earlier = own.find(
    (done) => isForbidden(done, wanted) && !isMerged(done.duty, wanted.duty, mergedByPolicy),
  );
  return earlier === undefined
    ? ok(null)
    : err({ code: 'approval/forbidden-pair', duty: wanted.duty, earlier: earlier.duty });
}

function isForbidden(done: DutyDone, wanted: DutyDone): boolean {
  if (done.duty !== wanted.duty && (ALONE.includes(done.duty) || ALONE.includes(wanted.duty))) return true;
  return FORBIDDEN.some(([a, b, reach]) => {
    const isPair = (done.duty === a && wanted.duty === b) || (done.duty === b && wanted.duty === a);
    return isPair && (reach === 'cycle' || done.objectId === wanted.objectId);
  });
}

function isMerged(first: Duty, second: Duty, merged: readonly (readonly [Duty, Duty])[]): boolean {
  if (first === second) return false;
  return merged.some(([a, b]) => (a === first && b === second) || (a === second && b === first));
}

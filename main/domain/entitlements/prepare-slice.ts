import type { EligibilityContext, EligibilitySubject } from '../eligibility/eligibility-subject.ts';
import type { EnrolmentState } from '../enrolment/enrolment-states.ts';
import { add, type Minor, subtract } from '../money/minor.ts';
import {
  type AmountProblem,
  compileAmount,
  type EntitlementAmount,
  type EntitlementManager,
} from './amount.ts';

/** A member of the program in this office. `rank` orders who comes first when the money does not reach for all. */
export type SliceMember = {
  readonly registrantId: string;
  readonly enrolmentId: string;
  readonly enrolmentState: EnrolmentState;
  readonly hasOpenDuplicate: boolean;
  readonly isRecordUsable: boolean;
  readonly rank: number;
  readonly subject: EligibilitySubject;
  readonly memberCount: number | null;
};

/** One entitlement to be made, with how its amount came about. */
export type SliceLine = EntitlementAmount & { readonly registrantId: string; readonly enrolmentId: string };

/** Why a member gets no line; shown on the checks page, never dropped in silence. */
export type SliceExceptionReason =
  | { readonly code: 'entitlement/not-enrolled'; readonly state: EnrolmentState }
  | { readonly code: 'entitlement/record-not-usable' }
  | { readonly code: 'entitlement/open-duplicate' }
  | { readonly code: 'entitlement/twice-in-list' }
  | { readonly code: 'entitlement/nothing-due' }
  | { readonly code: 'entitlement/over-reservation'; readonly amountMinor: Minor; readonly leftMinor: Minor }
  | AmountProblem;

export type SliceException = {
  readonly registrantId: string;
  readonly enrolmentId: string;
  readonly reason: SliceExceptionReason;
};

export type PreparedSlice = {
  readonly lines: readonly SliceLine[];
  readonly exceptions: readonly SliceException[];
  readonly totalMinor: Minor;
  readonly leftMinor: Minor;
  /** What those put aside for want of money would have cost: the figure to ask the centre for. */
  readonly missingMinor: Minor;
};

export type SlicePreparation = {
  readonly members: Iterable<SliceMember>;
  readonly manager: EntitlementManager;
  readonly reservationMinor: Minor;
  readonly context: EligibilityContext;
};

/**
 * Prepares an office's list within its reservation (domain §12.2, §14.2). Deterministic: members are taken by rank,
 * then registrant id, whatever order they come in, so preparing twice gives the same lines and amounts. From the
 * first one the money does not reach for, everybody after waits: a smaller amount must not overtake. No amount is
 * ever cut to fit.
 */
export function prepareSlice({
  members,
  manager,
  reservationMinor,
  context,
}: SlicePreparation): PreparedSlice {
  const compute = compileAmount(manager);
  const lines: SliceLine[] = [];
  const exceptions: SliceException[] = [];
  const seen = new Set<string>();
  let leftMinor = reservationMinor;
  let missingMinor = 0;
  for (const member of [...members].sort(byRank)) {
    const { registrantId, enrolmentId } = member;
    const barred = barOf(member, seen);
    seen.add(registrantId);
    const amount = barred === null ? compute(member, context) : null;
    const reason = barred ?? reasonWithout(amount, leftMinor, missingMinor > 0);
    if (reason !== null || amount === null || !amount.ok) {
      if (reason !== null) exceptions.push({ registrantId, enrolmentId, reason });
      if (reason?.code === 'entitlement/over-reservation')
        missingMinor = add(missingMinor, reason.amountMinor);
      continue;
    }
    lines.push({ registrantId, enrolmentId, ...amount.value });
    leftMinor = subtract(leftMinor, amount.value.amountMinor);
  }
  return { lines, exceptions, totalMinor: subtract(reservationMinor, leftMinor), leftMinor, missingMinor };
}

function byRank(left: SliceMember, right: SliceMember): number {
  return left.rank - right.rank || (left.registrantId < right.registrantId ? -1 : 1);
}

function barOf(member: SliceMember, seen: ReadonlySet<string>): SliceExceptionReason | null {
  if (seen.has(member.registrantId)) return { code: 'entitlement/twice-in-list' };
  if (member.enrolmentState !== 'enrolled')
    return { code: 'entitlement/not-enrolled', state: member.enrolmentState };
  if (!member.isRecordUsable) return { code: 'entitlement/record-not-usable' };
  return member.hasOpenDuplicate ? { code: 'entitlement/open-duplicate' } : null;
}

function reasonWithout(
  amount: ReturnType<ReturnType<typeof compileAmount>> | null,
  leftMinor: Minor,
  isWaiting: boolean,
): SliceExceptionReason | null {
  if (amount === null) return null;
  if (!amount.ok) return amount.error;
  const { amountMinor } = amount.value;
  if (amountMinor === 0) return { code: 'entitlement/nothing-due' };
  return isWaiting || amountMinor > leftMinor
    ? { code: 'entitlement/over-reservation', amountMinor, leftMinor }
    : null;
}

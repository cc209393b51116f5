import { type PolicyStage, stagesFor } from '#domain/approvals/approval-policy';
import { utf8Encode } from '#domain/codec/utf8';
import { uuidFromHash } from '#domain/codec/uuid';
import { err, ok, type Result } from '#domain/result';
import { decodeStagePolicy } from '#domain/setup/program-config';
import { sha256 } from '#domain/signing/sha256';
import type { ReadTx } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

/** An office has one slice of a cycle, the same id wherever and whenever it is made. */
export const sliceIdOf = (cycleId: string, officeId: string): string =>
  uuidFromHash(sha256(utf8Encode(`slice|${cycleId}|${officeId}`)));

/** Preparing the same list again makes the same entitlements: a retry adds nothing. */
export const entitlementIdOf = (cycleId: string, registrantId: string, preparation: number): string =>
  uuidFromHash(sha256(utf8Encode(`entitlement|${cycleId}|${registrantId}|${preparation}`)));

export type Stage = PolicyStage;

/** Everything about this office's part of a cycle that decisions need, read in one transaction. */
export type SliceFacts = {
  readonly program: RowOf<'program'>;
  readonly cycle: RowOf<'cycle'>;
  /** Undefined before the first preparation. */
  readonly slice: RowOf<'cycleSlice'> | undefined;
  readonly sliceId: string;
  readonly stages: readonly Stage[];
  /** Approvals of the current preparation in the order of their stages. */
  readonly approvals: readonly RowOf<'approval'>[];
  readonly reservation: ReservationFacts;
};
export type ReservationFacts = {
  readonly grants: readonly RowOf<'fundReservation'>[];
  readonly grantedMinor: number;
  readonly usedMinor: number;
  readonly leftMinor: number;
};

export function findSliceFacts(
  tx: ReadTx,
  cycleId: string,
  office: { readonly officeId: string; readonly deviceNo: number },
): Result<SliceFacts, { readonly code: 'cycles/not-found' }> {
  const cycle = tx.rows.get('cycle', cycleId);
  const program = cycle === undefined ? undefined : tx.rows.get('program', cycle.programId);
  if (cycle === undefined || program === undefined) return err({ code: 'cycles/not-found' });
  const sliceId = sliceIdOf(cycleId, office.officeId);
  const slice = tx.rows.get('cycleSlice', sliceId);
  const approvals = tx.rows
    .list('approval', 'sliceId', sliceId)
    .filter((approval) => approval.preparation === slice?.preparation)
    .sort((left, right) => left.stage - right.stage || (left.signedAt < right.signedAt ? -1 : 1));
  const reservation = reservationOf(tx, program.programId, cycleId, office);
  return ok({
    program,
    cycle,
    slice,
    sliceId,
    stages: stagesFor({ stages: stagesOf(program.approvalPolicy) }, slice?.totalMinor ?? 0),
    approvals,
    reservation,
  });
}

/** Money this PC may commit for a programme's cycle, in minor units; grants of other devices do not count. */
export function reservationOf(
  tx: ReadTx,
  programId: string,
  cycleId: string,
  office: { readonly deviceNo: number },
): ReservationFacts {
  const grants = tx.rows
    .list('fundReservation', 'cycleId', cycleId)
    .filter((grant) => grant.programId === programId && grant.deviceNo === office.deviceNo);
  const grantedMinor = grants.reduce((sum, grant) => sum + grant.amountMinor, 0);
  const usedMinor = tx.payments.committedMinor(programId, cycleId);
  return { grants, grantedMinor, usedMinor, leftMinor: grantedMinor - usedMinor };
}

/** Stages of a policy column; a policy that cannot be read has none, and a list without stages is never approved. */
export function stagesOf(policy: unknown): readonly Stage[] {
  const read = decodeStagePolicy(policy);
  return read.ok ? read.value.stages : [];
}

/** Name of a user by number; a number nobody holds any more shows as itself. */
export function officerName(tx: ReadTx, userNo: number | null): string | null {
  if (userNo === null) return null;
  return tx.rows.all('officer').find((officer) => officer.userNo === userNo)?.displayName ?? `#${userNo}`;
}

export const officerByNo = (tx: ReadTx, userNo: number): RowOf<'officer'> | undefined =>
  tx.rows.all('officer').find((officer) => officer.userNo === userNo);

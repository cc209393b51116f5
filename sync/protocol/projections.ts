import { err, ok, type Result } from '#domain/result';
import type { PayloadOf } from './op-fields.ts';
import type { OpType } from './op-types.ts';
import type { OpContext, Projections, RowReader, RowRef, RowWrite } from './projection.ts';
import { enrolmentEnrol } from './projections/enrolment.ts';
import { userKeyRegister } from './projections/identity.ts';
import { claimDecide, claimSubmit } from './projections/providers.ts';
import {
  consentGive,
  documentAttach,
  duplicateDecide,
  identifierAdd,
  membershipAdd,
  membershipEnd,
  registrantCreate,
  registrantUpdate,
} from './projections/registry.ts';
import { CannotProject, type ProjectionFailure } from './projections/row-image.ts';
import { entitlementsPrepare, sliceDecide, slicePrepare, sliceSubmit } from './projections/slices.ts';
import { voucherRedeem, vouchersIssue, vouchersPrint } from './projections/vouchers.ts';

/** What each operation does to rows. Call them through {@link projectOperation}, which turns refusals into Results. */
export const projections: Projections = {
  'user-key.register': userKeyRegister,
  'registrant.create': registrantCreate,
  'registrant.update': registrantUpdate,
  'identifier.add': identifierAdd,
  'membership.add': membershipAdd,
  'membership.end': membershipEnd,
  'consent.give': consentGive,
  'document.attach': documentAttach,
  'duplicate.decide': duplicateDecide,
  'enrolment.enrol': enrolmentEnrol,
  'entitlements.prepare': entitlementsPrepare,
  'slice.prepare': slicePrepare,
  'slice.submit': sliceSubmit,
  'slice.decide': sliceDecide,
  'vouchers.issue': vouchersIssue,
  'vouchers.print': vouchersPrint,
  'voucher.redeem': voucherRedeem,
  'claim.submit': claimSubmit,
  'claim.decide': claimDecide,
} satisfies Projections;

/** First round of rows an operation needs. */
export function readsOf<T extends OpType>(type: T, payload: PayloadOf<T>): readonly RowRef[] {
  return projections[type].reads(payload);
}

/** Second round, named once the first is loaded; usually empty. */
export function readsThenOf<T extends OpType>(
  type: T,
  payload: PayloadOf<T>,
  rows: RowReader,
): readonly RowRef[] {
  return projections[type].readsThen?.(payload, rows) ?? [];
}

/**
 * Rows after an operation, each held against its table's schema. Pure: the same payload over the same rows gives the
 * same images at the office and at the centre. Fails with `sync/bad-form` (a word, length or signed text that fits no
 * row; the centre answers BAD_FORM) or `sync/missing-row` (the operation builds on a row that is not there).
 */
export function projectOperation<T extends OpType>(
  type: T,
  payload: PayloadOf<T>,
  rows: RowReader,
  context: OpContext,
): Result<readonly RowWrite[], ProjectionFailure> {
  try {
    return ok(projections[type].project(payload, rows, context));
  } catch (failure) {
    if (failure instanceof CannotProject) return err(failure.failure);
    throw failure;
  }
}

import { postgresErrorOf } from '#db/postgres/database';
import type { Refusal } from './judgement.ts';

/** Thrown where an effect finds that it may not be done. */
export class EffectRefused extends Error {
  override readonly name = 'EffectRefused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`refused: ${refusal.code}`);
    this.refusal = refusal;
  }
}

/** What a broken constraint means to the officer; constraints of migrations 0030–0070. */
const BY_CONSTRAINT: Readonly<Record<string, Refusal>> = {
  enrolment_person_key: { code: 'ALREADY_ENROLLED' },
  registrant_registration_no_key: { code: 'CONFLICT', data: { field: 'registrationNo' } },
  approval_stage_key: { code: 'STAGE_ORDER' },
  approval_person_key: { code: 'SAME_OFFICER' },
  claim_approval_stage_key: { code: 'STAGE_ORDER' },
  claim_approval_person_key: { code: 'SAME_OFFICER' },
  claim_no_key: { code: 'CONFLICT', data: { field: 'claimNo' } },
  entitlement_committed_key: { code: 'CONFLICT', data: { field: 'registrantId' } },
  voucher_entitlement_key: { code: 'CONFLICT', data: { field: 'entitlementId' } },
  voucher_balance_within_face: { code: 'DOUBLE_REDEMPTION' },
  claimed_redemption_pkey: { code: 'CONFLICT', data: { field: 'redemptionId' } },
  certificate_use_within: { code: 'ESCROW_EXCEEDED', data: { limit: 'certificate' } },
  escrow_within_grant: { code: 'ESCROW_EXCEEDED' },
  fund_balance_granted: { code: 'ESCROW_EXCEEDED' },
};

const INTEGRITY_CLASS = '23';
const BAD_DATA_CLASS = '22';

/**
 * What a failed write of one operation's rows means; undefined when it is no fault of the operation (a lost
 * connection, a timeout, a bug) and must fail the whole request.
 */
export function refusalOfError(error: unknown): Refusal | undefined {
  if (error instanceof EffectRefused) return error.refusal;
  const failure = postgresErrorOf(error);
  if (failure?.code === undefined) return undefined;
  const { code, constraint = '', table = '', column = '' } = failure;
  // Dates that do not exist, numbers too large for their column, texts with a NUL.
  if (code.startsWith(BAD_DATA_CLASS)) return { code: 'BAD_FORM', data: { field: column } };
  if (!code.startsWith(INTEGRITY_CLASS)) return undefined;
  const known = BY_CONSTRAINT[constraint];
  if (known !== undefined) return known;
  if (code === '23503') return { code: 'DEP_MISSING', data: { table } };
  if (code === '23505') return { code: 'CONFLICT', data: { field: constraint } };
  return { code: 'BAD_FORM', data: { field: constraint || column } };
}

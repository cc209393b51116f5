import {
  decideStage,
  type StageActor,
  type StagePermit,
  type StagePolicy,
  type StageRefusal,
  type StageSignature,
} from '../approvals/approval-policy.ts';
import type { Minor } from '../money/minor.ts';
import { err, type Result } from '../result.ts';

/** The accountant inspects, then the cash manager releases the money (domain §17.3). */
export const CLAIM_POLICY: StagePolicy = {
  stages: [
    { no: 1, role: 'finance', fromMinor: 0 },
    { no: 2, role: 'cash-manager', fromMinor: 0 },
  ],
};

export type ClaimStageDecision = {
  readonly policy: StagePolicy;
  readonly totalMinor: Minor;
  readonly preparedBy: string;
  /** Persons who redeemed a voucher of any line: they may not approve being paid for (security §3). */
  readonly redeemedBy: readonly string[];
  readonly signed: readonly StageSignature[];
  readonly actor: StageActor;
  readonly stage: number;
};

export type ClaimStageRefusal = StageRefusal | { readonly code: 'approval/redeemer' };

/** Whether this person may sign this stage of a claim now: as for cycles, and no redeemer of one of its lines. */
export function decideClaimStage(decision: ClaimStageDecision): Result<StagePermit, ClaimStageRefusal> {
  const permit = decideStage(decision);
  if (!permit.ok) return permit;
  return decision.redeemedBy.includes(decision.actor.personId) ? err({ code: 'approval/redeemer' }) : permit;
}

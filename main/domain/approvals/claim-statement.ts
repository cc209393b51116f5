import { bytesToHex } from '../codec/bytes.ts';
import { err, type Result } from '../result.ts';
import { sha256 as referenceSha256, type Sha256 } from '../signing/sha256.ts';
import {
  type ClaimLine,
  type ClaimManifest,
  claimManifestHash,
  digestClaimLines,
  isClaimManifest,
} from './claim-manifest.ts';
import type { SignedStatement, Statement } from './statement.ts';
import { type ApprovalError, type StageLookups, type StageRule, verifyStages } from './verify-stages.ts';

/** A stage's word on a provider's claim: the same form as a cycle's, signed under `g2p/claim/v1`. */
export type ClaimStatement = Statement<'claim-approval'>;

/** The two stages of a claim: the accountant inspects, the cash manager releases. */
export const CLAIM_STAGES = [
  { role: 'accountant' },
  { role: 'cash_manager' },
] as const satisfies readonly StageRule[];

/** What {@link verifyClaimApprovals} judges. */
export type ClaimApprovals = StageLookups & {
  readonly manifest: ClaimManifest;
  /** The lines as they are now; leave out only where they were compared a moment ago. */
  readonly lines?: readonly ClaimLine[];
  readonly statements: readonly SignedStatement<'claim-approval'>[];
  /** The clerk who prepared the claim; may approve at no stage. */
  readonly preparedBy: string;
  /** Other stages than {@link CLAIM_STAGES}, where policy demands them. */
  readonly stages?: readonly StageRule[];
  readonly sha256?: Sha256;
};

/** Is this claim, as it is now, approved for payment? The same rules and codes as for a cycle. */
export function verifyClaimApprovals(
  claim: ClaimApprovals,
): Result<readonly ClaimStatement[], ApprovalError> {
  const { manifest, preparedBy } = claim;
  if (!isClaimManifest(manifest)) return err({ code: 'approval/unreadable', part: 'manifest' });
  if (manifest.prepared_by !== preparedBy)
    return err({ code: 'approval/manifest-changed', part: 'preparer' });
  if (claim.lines !== undefined) {
    const digest = digestClaimLines(claim.lines, claim.sha256 ?? referenceSha256);
    const part =
      String(digest.count) !== manifest.line_count
        ? 'count'
        : String(digest.totalMinor) !== manifest.total_minor
          ? 'total'
          : 'list';
    if (part !== 'list' || digest.merkleRoot !== manifest.merkle_root) {
      return err({ code: 'approval/manifest-changed', part });
    }
  }
  const subject = {
    type: 'claim-approval',
    manifestSha256: bytesToHex(claimManifestHash(manifest)),
    count: manifest.line_count,
    totalMinor: manifest.total_minor,
    currency: manifest.currency,
    preparedBy,
    stages: claim.stages ?? CLAIM_STAGES,
  } as const;
  return verifyStages(subject, claim.statements, claim);
}

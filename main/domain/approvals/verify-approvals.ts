import { bytesToHex } from '../codec/bytes.ts';
import { err, ok, type Result } from '../result.ts';
import { sha256 as referenceSha256, type Sha256 } from '../signing/sha256.ts';
import { digestEntitlements, type EntitlementLeaf } from './entitlement-leaf.ts';
import { type CycleManifest, isCycleManifest, manifestHash } from './manifest.ts';
import type { ApprovalStatement, SignedStatement } from './statement.ts';
import { type ApprovalError, type StageLookups, type StageRule, verifyStages } from './verify-stages.ts';

/** The stages that a programme demands; `sha256` (64 hex) must be the policy the manifest was prepared under. */
export type ApprovalPolicy = { readonly stages: readonly StageRule[]; readonly sha256?: string };

/** What {@link verifyApprovalChain} judges. */
export type ApprovalChain = StageLookups & {
  readonly manifest: CycleManifest;
  /** The rows as they are now. Leave out only where they were compared with the manifest a moment ago. */
  readonly leaves?: readonly EntitlementLeaf[];
  readonly statements: readonly SignedStatement<'cycle-approval'>[];
  readonly policy: ApprovalPolicy;
  /** Who prepared the list according to our own rows. */
  readonly preparedBy: string;
  /** Fast path for large lists. */
  readonly sha256?: Sha256;
};

/**
 * Is this list, as it is now, approved? To be asked again before every print, payment and export (decisions.md):
 * root, count and total recomputed from the rows equal the manifest's, and every stage is validly signed over it.
 * Gives the statements in order of stage.
 */
export function verifyApprovalChain(
  chain: ApprovalChain,
): Result<readonly ApprovalStatement[], ApprovalError> {
  const { manifest, policy, preparedBy } = chain;
  if (!isCycleManifest(manifest)) return err({ code: 'approval/unreadable', part: 'manifest' });
  if (manifest.prepared_by !== preparedBy)
    return err({ code: 'approval/manifest-changed', part: 'preparer' });
  if (policy.sha256 !== undefined && policy.sha256 !== manifest.policy_sha256) {
    return err({ code: 'approval/manifest-changed', part: 'policy' });
  }
  const rows = checkRows(chain);
  if (!rows.ok) return rows;
  const subject = {
    type: 'cycle-approval',
    manifestSha256: bytesToHex(manifestHash(manifest)),
    count: manifest.entitlement_count,
    totalMinor: manifest.total_minor,
    currency: manifest.currency,
    preparedBy,
    stages: policy.stages,
  } as const;
  return verifyStages(subject, chain.statements, chain);
}

function checkRows(chain: ApprovalChain): Result<null, ApprovalError> {
  if (chain.leaves === undefined) return ok(null);
  const { manifest } = chain;
  const digest = digestEntitlements(chain.leaves, chain.sha256 ?? referenceSha256);
  if (String(digest.count) !== manifest.entitlement_count) {
    return err({ code: 'approval/manifest-changed', part: 'count' });
  }
  if (String(digest.totalMinor) !== manifest.total_minor) {
    return err({ code: 'approval/manifest-changed', part: 'total' });
  }
  return digest.merkleRoot === manifest.merkle_root
    ? ok(null)
    : err({ code: 'approval/manifest-changed', part: 'list' });
}

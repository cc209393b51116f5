import type { CycleManifest } from '#domain/approvals/manifest';
import type { SignedStatement } from '#domain/approvals/statement';
import { verifyApprovalChain } from '#domain/approvals/verify-approvals';
import type { UserKeyFacts } from '#domain/approvals/verify-stages';
import { hexToBytes } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import { keyId } from '#domain/signing/ed25519';
import type { OfficeContext } from '#host/call-context';
import type { ReadTx } from '#ports/store';
import { readStatement } from '#sync/protocol/projections/signed-text';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { configSha256, leafOfEntitlement } from '#sync/protocol/slice-manifest';
import { readManifest } from './decide-cycle.ts';
import { officerByNo, type SliceFacts } from './slice-facts.ts';

/**
 * Is this list, as its rows stand now, approved by everyone the policy demands? Asked before vouchers are signed,
 * printed and paid (security SEC-21): a row changed behind the program's back stops everything that follows.
 */
export function verifyListApproved(
  tx: ReadTx,
  facts: SliceFacts,
  slice: RowOf<'cycleSlice'>,
  ctx: Pick<OfficeContext, 'office' | 'device' | 'verify'>,
): Result<CycleManifest, { readonly code: string }> {
  const manifest = readManifest(slice);
  const preparer = slice.preparedBy === null ? undefined : officerByNo(tx, slice.preparedBy);
  if (manifest === undefined || preparer === undefined) return err({ code: 'approval/unreadable' });
  const rows = tx.rows
    .list('entitlement', 'sliceId', slice.sliceId)
    .filter((row) => row.preparation === slice.preparation);
  const chain = verifyApprovalChain({
    manifest,
    leaves: rows.map((row) => leafOfEntitlement(row, ctx.office.officeNo)),
    statements: facts.approvals.filter((approval) => approval.decision === 'approve').map(signedOf),
    policy: {
      stages: facts.stages.map(({ role }) => ({ role })),
      sha256: configSha256(facts.program.approvalPolicy),
    },
    preparedBy: preparer.personId,
    findUserKey: (kid) => findUserKey(tx, kid, `office:${ctx.office.officeId}`),
    verify: ctx.verify,
  });
  return chain.ok ? ok(manifest) : chain;
}

function signedOf(approval: RowOf<'approval'>): SignedStatement<'cycle-approval'> {
  const { statement } = readStatement('cycle-approval', {
    statement: approval.statement,
    userSignature: hexToBytes(approval.userSignature),
    deviceSignature: hexToBytes(approval.deviceSignature),
  });
  return { statement, user_signature: approval.userSignature, device_signature: approval.deviceSignature };
}

/** The officer whose registered key has this id, with the roles of the account. */
function findUserKey(tx: ReadTx, kid: string, scope: string): UserKeyFacts | undefined {
  for (const officer of tx.rows.all('officer')) {
    if (officer.publicKey === null || !officer.active) continue;
    const publicKey = hexToBytes(officer.publicKey);
    if (keyId(publicKey) !== kid) continue;
    return { publicKey, person: officer.personId, roles: officer.roles.map((role) => ({ role, scope })) };
  }
  return undefined;
}

import { describe, expect, it } from 'vitest';
import { type ClaimManifest, claimManifestHash } from '#domain/approvals/claim-manifest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import type { PayloadOf } from '../op-fields.ts';
import type { RowOf } from '../rows/replicated-tables.ts';
import { projectAsCentre } from '../testing/project-as-centre.ts';
import { sampleId } from '../testing/sample-rows.ts';
import { sampleStatement } from '../testing/sample-statement.ts';
import { ledgerEntryId } from './ledger.ts';

const manifest: ClaimManifest = {
  v: 1,
  type: 'claim-manifest',
  claim_id: sampleId(26),
  programme: 'CASH-01',
  provider_no: 12,
  period_from: '2026-11-01',
  period_to: '2026-11-30',
  currency: 'KES',
  line_count: '1',
  total_minor: '450000',
  merkle_root: 'cd'.repeat(32),
  prepared_by: sampleId(931),
  prepared_at: '2026-12-01T08:00:00.000Z',
};
const claim: RowOf<'claim'> = {
  claimId: sampleId(26),
  claimNo: 'C04-000001-3',
  providerId: sampleId(25),
  programId: sampleId(14),
  officeId: sampleId(3),
  periodFrom: '2026-11-01',
  periodTo: '2026-11-30',
  lineCount: 1,
  totalMinor: 450_000,
  currency: 'KES',
  state: 'submitted',
  manifest: canonicalJson({ ...manifest }),
  manifestSha256: bytesToHex(claimManifestHash(manifest)),
  preparedBy: 31,
  preparedAt: '2026-12-01T08:00:00.000Z',
};

describe('claim.submit', () => {
  const line = {
    claimLineId: sampleId(27),
    voucherId: sampleId(22),
    redemptionId: sampleId(24),
    amountMinor: 450_000,
    serviceDate: '2026-11-21',
    verdict: 'look',
    codes: 'claim/late,claim/same-minute',
    included: true,
  };
  const refused = { ...line, claimLineId: sampleId(28), verdict: 'reject', codes: '', included: false };
  const payload: PayloadOf<'claim.submit'> = {
    claimId: claim.claimId,
    claimNo: claim.claimNo,
    providerId: claim.providerId,
    programId: claim.programId,
    officeId: claim.officeId,
    periodFrom: claim.periodFrom,
    periodTo: claim.periodTo,
    totalMinor: claim.totalMinor,
    currency: claim.currency,
    manifest: claim.manifest,
    preparedAt: claim.preparedAt,
    lines: [line, refused],
  };

  it('makes the claim and keeps the lines left out beside those claimed', () => {
    const shared = { claimId: claim.claimId, officeId: claim.officeId };
    expect(projectAsCentre('claim.submit', payload, [])).toEqual({
      ok: true,
      value: [
        { table: 'claim', row: claim },
        { table: 'claimLine', row: { ...line, ...shared, codes: ['claim/late', 'claim/same-minute'] } },
        { table: 'claimLine', row: { ...refused, ...shared, codes: [] } },
      ],
    });
  });

  it('is bad form with a manifest in another order of keys', () => {
    const { v, ...rest } = manifest;
    expect(
      projectAsCentre('claim.submit', { ...payload, manifest: JSON.stringify({ v, ...rest }) }, []),
    ).toEqual({
      ok: false,
      error: { code: 'sync/bad-form', field: 'manifest' },
    });
  });
});

describe('claim.decide', () => {
  const decide = (stage: number, decision: string) => {
    const { text, sha256 } = sampleStatement('claim-approval', { stage, of: 2 });
    const payload: PayloadOf<'claim.decide'> = {
      claimApprovalId: sampleId(29),
      claimId: sampleId(26),
      stage,
      decision,
      statement: text,
      userSignature: hexToBytes('ab'.repeat(64)),
      deviceSignature: hexToBytes('ba'.repeat(64)),
      reason: 'read and agreed',
      signedAt: '2026-12-02T08:00:00.000Z',
    };
    const approval = {
      ...payload,
      officeId: sampleId(3),
      userNo: 31,
      personId: sampleId(931),
      statementSha256: sha256,
      userSignature: 'ab'.repeat(64),
      deviceSignature: 'ba'.repeat(64),
    };
    const result = projectAsCentre('claim.decide', payload, [{ table: 'claim', row: claim }]);
    return { writes: result.ok ? result.value : [], approval };
  };

  const entry = {
    table: 'ledgerEntry',
    row: {
      entryId: ledgerEntryId('claim-approved', sampleId(26)),
      officeId: sampleId(3),
      programId: sampleId(14),
      cycleId: null,
      kind: 'claim-approved',
      refId: sampleId(26),
      currency: 'KES',
      postedOn: '2026-12-02',
      postedAt: '2026-12-02T08:00:00.000Z',
      lines: [
        { account: `payable:${sampleId(25)}`, amountMinor: 450_000 },
        { account: `receivable:${sampleId(25)}`, amountMinor: -450_000 },
      ],
    },
  };

  it.each([
    [1, 'approve', 'accountant_approved', []],
    [2, 'approve', 'cash_manager_approved', [entry]],
    [1, 'return', 'returned', []],
    [2, 'reject', 'rejected', []],
  ])('stage %i of 2 says %s: %s', (stage, decision, state, entries) => {
    const { writes, approval } = decide(stage, decision);
    expect(writes).toEqual([
      { table: 'claimApproval', row: approval },
      { table: 'claim', row: { ...claim, state } },
      ...entries,
    ]);
  });
});

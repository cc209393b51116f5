import { describe, expect, it } from 'vitest';
import { type CycleManifest, encodeManifest, manifestHash } from '#domain/approvals/manifest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import type { PayloadOf } from '../op-fields.ts';
import type { RowWrite } from '../projection.ts';
import { readsOf, readsThenOf } from '../projections.ts';
import { projectAsCentre } from '../testing/project-as-centre.ts';
import { readerOver, sampleEntitlement, sampleId, sampleSlice } from '../testing/sample-rows.ts';
import { sampleStatement } from '../testing/sample-statement.ts';
import { ledgerEntryId } from './ledger.ts';

const sliceRead = { table: 'cycleSlice', key: sampleId(15) };
const entitlementsRead = { table: 'entitlement', column: 'sliceId', value: sampleId(15) };

describe('entitlements.prepare', () => {
  const payload: PayloadOf<'entitlements.prepare'> = {
    sliceId: sampleId(15),
    cycleId: sampleId(16),
    programId: sampleId(14),
    officeId: sampleId(3),
    preparation: 1,
    validFrom: '2026-11-20',
    validUntil: '2027-01-18',
    currency: 'KES',
    lines: [
      {
        entitlementId: sampleId(17),
        registrantId: sampleId(8),
        enrolmentId: sampleId(13),
        amountMinor: 450_000,
      },
      {
        entitlementId: sampleId(18),
        registrantId: sampleId(9),
        enrolmentId: sampleId(19),
        amountMinor: 450_000,
      },
    ],
  };
  const second = { entitlementId: sampleId(18), registrantId: sampleId(9), enrolmentId: sampleId(19) };
  const entitlements = [
    { table: 'entitlement', row: sampleEntitlement() },
    { table: 'entitlement', row: sampleEntitlement(second) },
  ];

  it('makes drafts and the slice of a first preparation', () => {
    expect(readsOf('entitlements.prepare', payload)).toEqual([sliceRead]);
    expect(projectAsCentre('entitlements.prepare', payload, [])).toEqual({
      ok: true,
      value: [{ table: 'cycleSlice', row: sampleSlice() }, ...entitlements],
    });
  });

  it('adds up when the list goes on in a second operation', () => {
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: sampleSlice() }];
    expect(projectAsCentre('entitlements.prepare', payload, rows)).toEqual({
      ok: true,
      value: [
        { table: 'cycleSlice', row: sampleSlice({ entitlementCount: 4, totalMinor: 1_800_000 }) },
        ...entitlements,
      ],
    });
  });

  it('starts again from nothing with a new preparation of a returned slice', () => {
    const returned = sampleSlice({ state: 'returned', stagesSigned: 1, stagesRequired: 2, preparedBy: 4 });
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: returned }];
    const again = projectAsCentre('entitlements.prepare', { ...payload, preparation: 2 }, rows);
    expect(again.ok && again.value[0]).toEqual({ table: 'cycleSlice', row: sampleSlice({ preparation: 2 }) });
  });
});

const manifest: CycleManifest = {
  v: 1,
  type: 'cycle-manifest',
  programme: 'CASH-01',
  programme_config_sha256: '11'.repeat(32),
  cycle_id: sampleId(16),
  cycle: '2026-11',
  currency: 'KES',
  entitlement_count: '2',
  total_minor: '900000',
  merkle_root: 'cd'.repeat(32),
  eligibility_run_sha256: '22'.repeat(32),
  dedup_run_sha256: '00'.repeat(32),
  budget_line_sha256: '00'.repeat(32),
  policy_sha256: '33'.repeat(32),
  prepared_by: 'person:31',
  prepared_at: '2026-11-20T10:00:00.000Z',
};
const manifestText = encodeManifest(manifest);
const prepared = sampleSlice({
  state: 'prepared',
  preparation: 2,
  manifest: manifestText,
  manifestSha256: bytesToHex(manifestHash(manifest)),
  merkleRoot: 'cd'.repeat(32),
  preparedBy: 31,
  preparedAt: '2026-11-20T10:00:00.000Z',
});

describe('slice.prepare', () => {
  const payload: PayloadOf<'slice.prepare'> = {
    sliceId: sampleId(15),
    cycleId: sampleId(16),
    programId: sampleId(14),
    officeId: sampleId(3),
    preparation: 2,
    entitlementCount: 2,
    totalMinor: 900_000,
    currency: 'KES',
    manifest: manifestText,
    merkleRoot: new Uint8Array(32).fill(0xcd),
    preparedAt: '2026-11-20T10:00:00.000Z',
  };

  it('fixes the manifest and cancels what older preparations left undecided', () => {
    const old = (number: number, state: ReturnType<typeof sampleEntitlement>['state']) =>
      sampleEntitlement({ entitlementId: sampleId(number), state });
    const rows: readonly RowWrite[] = [
      { table: 'cycleSlice', row: sampleSlice({ preparation: 2 }) },
      { table: 'entitlement', row: old(30, 'draft') },
      { table: 'entitlement', row: old(31, 'pending_validation') },
      { table: 'entitlement', row: old(32, 'cancelled') },
      { table: 'entitlement', row: sampleEntitlement({ entitlementId: sampleId(33), preparation: 2 }) },
    ];
    expect(readsOf('slice.prepare', payload)).toEqual([sliceRead, entitlementsRead]);
    expect(projectAsCentre('slice.prepare', payload, rows)).toEqual({
      ok: true,
      value: [
        { table: 'cycleSlice', row: prepared },
        { table: 'entitlement', row: old(30, 'cancelled') },
        { table: 'entitlement', row: old(31, 'cancelled') },
      ],
    });
  });

  it.each([['{}'], [`${manifestText} `], ['not json']])('is bad form with the manifest %j', (text) => {
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: sampleSlice() }];
    expect(projectAsCentre('slice.prepare', { ...payload, manifest: text }, rows)).toEqual({
      ok: false,
      error: { code: 'sync/bad-form', field: 'manifest' },
    });
  });
});

describe('slice.submit', () => {
  it('hands the drafts of this preparation to the approvers', () => {
    const rows: readonly RowWrite[] = [
      { table: 'cycleSlice', row: prepared },
      { table: 'entitlement', row: sampleEntitlement({ preparation: 2 }) },
      { table: 'entitlement', row: sampleEntitlement({ entitlementId: sampleId(30), state: 'cancelled' }) },
    ];
    const payload = { sliceId: sampleId(15), preparation: 2, stagesRequired: 2 };
    expect(projectAsCentre('slice.submit', payload, rows)).toEqual({
      ok: true,
      value: [
        { table: 'cycleSlice', row: { ...prepared, state: 'submitted', stagesRequired: 2 } },
        { table: 'entitlement', row: sampleEntitlement({ preparation: 2, state: 'pending_validation' }) },
      ],
    });
  });
});

describe('slice.decide', () => {
  const { text, sha256 } = sampleStatement('cycle-approval', { stage: 1, of: 2 });
  const payload: PayloadOf<'slice.decide'> = {
    approvalId: sampleId(21),
    sliceId: sampleId(15),
    preparation: 2,
    stage: 1,
    decision: 'approve',
    statement: text,
    userSignature: hexToBytes('ab'.repeat(64)),
    deviceSignature: hexToBytes('ba'.repeat(64)),
    reason: '',
    signedAt: '2026-11-20T11:00:00.000Z',
  };
  const submitted = { ...prepared, state: 'submitted', stagesRequired: 2 } as const;
  const pending = sampleEntitlement({ preparation: 2, state: 'pending_validation' });
  const approval = {
    approvalId: sampleId(21),
    sliceId: sampleId(15),
    officeId: sampleId(3),
    preparation: 2,
    stage: 1,
    decision: 'approve',
    userNo: 31,
    personId: sampleId(931),
    statement: text,
    statementSha256: sha256,
    userSignature: 'ab'.repeat(64),
    deviceSignature: 'ba'.repeat(64),
    reason: '',
    signedAt: '2026-11-20T11:00:00.000Z',
  };

  it('counts a stage that is not the last, without looking at entitlements', () => {
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: submitted }];
    expect(readsThenOf('slice.decide', payload, readerOver(rows))).toEqual([]);
    expect(projectAsCentre('slice.decide', payload, rows)).toEqual({
      ok: true,
      value: [
        { table: 'approval', row: approval },
        { table: 'cycleSlice', row: { ...submitted, stagesSigned: 1 } },
      ],
    });
  });

  it('approves slice and entitlements with the last stage', () => {
    const rows: readonly RowWrite[] = [
      { table: 'cycleSlice', row: { ...submitted, stagesSigned: 1 } },
      { table: 'entitlement', row: pending },
    ];
    expect(readsThenOf('slice.decide', payload, readerOver(rows))).toEqual([entitlementsRead]);
    const result = projectAsCentre('slice.decide', payload, rows);
    expect(result.ok && result.value).toEqual([
      { table: 'approval', row: approval },
      {
        table: 'cycleSlice',
        row: { ...submitted, stagesSigned: 2, state: 'approved', approvedAt: '2026-11-20T11:00:00.000Z' },
      },
      { table: 'entitlement', row: { ...pending, state: 'approved' } },
      {
        table: 'ledgerEntry',
        row: {
          entryId: ledgerEntryId('slice-approved', sampleId(15)),
          officeId: sampleId(3),
          programId: sampleId(14),
          cycleId: sampleId(16),
          kind: 'slice-approved',
          refId: sampleId(15),
          currency: 'KES',
          postedOn: '2026-11-20',
          postedAt: '2026-11-20T11:00:00.000Z',
          lines: [
            { account: `committed:${sampleId(3)}`, amountMinor: 900_000 },
            { account: `reserved:${sampleId(3)}`, amountMinor: -900_000 },
          ],
        },
      },
    ]);
  });

  it.each(['return', 'reject'])('gives the slice back on %s', (decision) => {
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: { ...submitted, stagesSigned: 1 } }];
    expect(projectAsCentre('slice.decide', { ...payload, decision }, rows)).toEqual({
      ok: true,
      value: [
        { table: 'approval', row: { ...approval, decision } },
        { table: 'cycleSlice', row: { ...submitted, stagesSigned: 1, state: 'returned' } },
      ],
    });
  });

  it('is bad form with a statement about something else', () => {
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: submitted }];
    const statement = sampleStatement('claim-approval', { stage: 1, of: 2 }).text;
    expect(projectAsCentre('slice.decide', { ...payload, statement }, rows)).toEqual({
      ok: false,
      error: { code: 'sync/bad-form', field: 'statement' },
    });
  });
});

import { bytesToHex } from '#domain/codec/bytes';
import type { PayloadOf } from '../op-fields.ts';
import type { Projection, RowReader, RowRef, RowWrite } from '../projection.ts';
import type { RowOf } from '../rows/replicated-tables.ts';
import { ledgerRows } from './ledger.ts';
import { rowAfter, rowBefore } from './row-image.ts';
import { manifestSha256, readStatement } from './signed-text.ts';

type EntitlementState = RowOf<'entitlement'>['state'];
const UNDECIDED: readonly EntitlementState[] = ['draft', 'pending_validation'];

const sliceOf = (payload: { readonly sliceId: string }): RowRef => ({
  table: 'cycleSlice',
  key: payload.sliceId,
});
const entitlementsOf = (payload: { readonly sliceId: string }): RowRef => ({
  table: 'entitlement',
  column: 'sliceId',
  value: payload.sliceId,
});

/**
 * Draft entitlements of one preparation. A long list comes in several operations of the same preparation, so count
 * and total grow; a new preparation starts again from nothing.
 */
export const entitlementsPrepare: Projection<'entitlements.prepare'> = {
  reads: (payload) => [sliceOf(payload)],
  project: (payload, rows) => {
    const before = rows.get('cycleSlice', payload.sliceId);
    const goesOn = before?.state === 'preparing' && before.preparation === payload.preparation;
    const { sliceId, cycleId, programId, officeId, preparation, currency, validFrom, validUntil } = payload;
    const slice = rowAfter('cycleSlice', {
      ...{ sliceId, cycleId, programId, officeId, preparation, currency },
      state: 'preparing',
      entitlementCount: (goesOn ? before.entitlementCount : 0) + payload.lines.length,
      totalMinor: payload.lines.reduce((sum, line) => sum + line.amountMinor, goesOn ? before.totalMinor : 0),
      ...{ manifest: null, manifestSha256: null, merkleRoot: null, preparedBy: null, preparedAt: null },
      ...{ stagesRequired: 0, stagesSigned: 0, approvedAt: null },
    });
    const shared = { sliceId, cycleId, programId, officeId, preparation, currency, validFrom, validUntil };
    return [
      slice,
      ...payload.lines.map((line) => rowAfter('entitlement', { ...shared, ...line, state: 'draft' })),
    ];
  },
};

/** The list is complete: its manifest is fixed, and what older preparations left undecided is cancelled. */
export const slicePrepare: Projection<'slice.prepare'> = {
  reads: (payload) => [sliceOf(payload), entitlementsOf(payload)],
  project: (payload, rows, context) => [
    rowAfter('cycleSlice', {
      ...rowBefore(rows, 'cycleSlice', payload.sliceId),
      state: 'prepared',
      preparation: payload.preparation,
      entitlementCount: payload.entitlementCount,
      totalMinor: payload.totalMinor,
      currency: payload.currency,
      manifest: payload.manifest,
      manifestSha256: manifestSha256(payload.manifest),
      merkleRoot: bytesToHex(payload.merkleRoot),
      preparedBy: context.actorNo,
      preparedAt: payload.preparedAt,
      ...{ stagesRequired: 0, stagesSigned: 0, approvedAt: null },
    }),
    ...moveEntitlements(
      rows,
      payload.sliceId,
      (row) => row.preparation < payload.preparation && UNDECIDED.includes(row.state),
      'cancelled',
    ),
  ],
};

/** Sent to the approvers; the number of stages is copied, so that a later policy cannot alter a running approval. */
export const sliceSubmit: Projection<'slice.submit'> = {
  reads: (payload) => [sliceOf(payload), entitlementsOf(payload)],
  project: (payload, rows) => [
    rowAfter('cycleSlice', {
      ...rowBefore(rows, 'cycleSlice', payload.sliceId),
      state: 'submitted',
      stagesRequired: payload.stagesRequired,
      stagesSigned: 0,
    }),
    ...moveEntitlements(
      rows,
      payload.sliceId,
      (row) => row.preparation === payload.preparation && row.state === 'draft',
      'pending_validation',
    ),
  ],
};

/** One stage's word. The last approval approves the slice and its entitlements and commits the money. */
export const sliceDecide: Projection<'slice.decide'> = {
  reads: (payload) => [sliceOf(payload)],
  readsThen: (payload, rows) => {
    const slice = rows.get('cycleSlice', payload.sliceId);
    return slice !== undefined && isLastApproval(payload, slice) ? [entitlementsOf(payload)] : [];
  },
  project: (payload, rows, context) => {
    const slice = rowBefore(rows, 'cycleSlice', payload.sliceId);
    const approval = approvalRow(payload, slice.officeId, context);
    if (payload.decision !== 'approve') {
      return [approval, rowAfter('cycleSlice', { ...slice, state: 'returned' })];
    }
    const stagesSigned = slice.stagesSigned + 1;
    if (!isLastApproval(payload, slice))
      return [approval, rowAfter('cycleSlice', { ...slice, stagesSigned })];
    return [
      approval,
      rowAfter('cycleSlice', { ...slice, stagesSigned, state: 'approved', approvedAt: payload.signedAt }),
      ...moveEntitlements(
        rows,
        payload.sliceId,
        (row) => row.preparation === payload.preparation && UNDECIDED.includes(row.state),
        'approved',
      ),
      ...sliceApprovedEntry(slice, payload.signedAt),
    ];
  },
};

/** The money leaves the office's reservation and is owed to people from now on. */
function sliceApprovedEntry(slice: RowOf<'cycleSlice'>, postedAt: string): readonly RowWrite[] {
  const { sliceId, officeId, programId, cycleId, currency, totalMinor } = slice;
  return ledgerRows(
    { kind: 'slice-approved', refId: sliceId, officeId, currency, amountMinor: totalMinor },
    { officeId, programId, cycleId, postedAt },
  );
}

function isLastApproval(payload: PayloadOf<'slice.decide'>, slice: RowOf<'cycleSlice'>): boolean {
  return payload.decision === 'approve' && slice.stagesSigned + 1 >= slice.stagesRequired;
}

function approvalRow(
  payload: PayloadOf<'slice.decide'>,
  officeId: string,
  actor: { readonly actorNo: number; readonly actorPersonId: string },
): RowWrite {
  return rowAfter('approval', {
    approvalId: payload.approvalId,
    sliceId: payload.sliceId,
    officeId,
    preparation: payload.preparation,
    stage: payload.stage,
    decision: payload.decision,
    userNo: actor.actorNo,
    personId: actor.actorPersonId,
    statement: payload.statement,
    statementSha256: readStatement('cycle-approval', payload).sha256,
    userSignature: bytesToHex(payload.userSignature),
    deviceSignature: bytesToHex(payload.deviceSignature),
    reason: payload.reason,
    signedAt: payload.signedAt,
  });
}

function moveEntitlements(
  rows: RowReader,
  sliceId: string,
  applies: (row: RowOf<'entitlement'>) => boolean,
  state: EntitlementState,
): readonly RowWrite[] {
  return rows
    .list('entitlement', 'sliceId', sliceId)
    .filter(applies)
    .map((row) => rowAfter('entitlement', { ...row, state }));
}

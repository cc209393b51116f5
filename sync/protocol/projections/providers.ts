import { bytesToHex } from '#domain/codec/bytes';
import type { PayloadOf } from '../op-fields.ts';
import type { OpContext, Projection, RowWrite } from '../projection.ts';
import type { RowOf } from '../rows/replicated-tables.ts';
import { ledgerRows } from './ledger.ts';
import { rowAfter, rowBefore } from './row-image.ts';
import { claimManifestSha256, readStatement } from './signed-text.ts';

type ClaimState = RowOf<'claim'>['state'];

/** A claim with its lines. Lines left out by the clerk are kept to be seen; count and total are of those included. */
export const claimSubmit: Projection<'claim.submit'> = {
  reads: () => [],
  project: (payload, _rows, context) => {
    const { lines, ...claim } = payload;
    const { claimId, officeId } = claim;
    return [
      rowAfter('claim', {
        ...claim,
        lineCount: lines.filter((line) => line.included).length,
        state: 'submitted',
        manifestSha256: claimManifestSha256(claim.manifest),
        preparedBy: context.actorNo,
      }),
      ...lines.map((line) =>
        rowAfter('claimLine', { ...line, claimId, officeId, codes: codesOf(line.codes) }),
      ),
    ];
  },
};

/** Codes travel as one text, separated by commas. */
function codesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(',');
}

/** One stage's word on a claim. How many stages there are is in the signed statement, checked by the rules. */
export const claimDecide: Projection<'claim.decide'> = {
  reads: (payload) => [{ table: 'claim', key: payload.claimId }],
  project: (payload, rows, context) => {
    const claim = rowBefore(rows, 'claim', payload.claimId);
    const { statement, sha256 } = readStatement('claim-approval', payload);
    const isLast = payload.stage >= statement.of;
    return [
      claimApprovalRow(payload, claim.officeId, sha256, context),
      rowAfter('claim', { ...claim, state: stateAfter(payload, isLast) }),
      ...(isLast && payload.decision === 'approve' ? claimApprovedEntry(claim, payload.signedAt) : []),
    ];
  },
};

/** What was handed out and claimed is to be paid now. A claim may span cycles, so the entry names none. */
function claimApprovedEntry(claim: RowOf<'claim'>, postedAt: string): readonly RowWrite[] {
  const { claimId, officeId, programId, providerId, currency, totalMinor } = claim;
  return ledgerRows(
    { kind: 'claim-approved', refId: claimId, providerId, currency, amountMinor: totalMinor },
    { officeId, programId, cycleId: null, postedAt },
  );
}

function stateAfter(payload: PayloadOf<'claim.decide'>, isLast: boolean): ClaimState {
  if (payload.decision === 'return') return 'returned';
  if (payload.decision !== 'approve') return 'rejected';
  return isLast ? 'cash_manager_approved' : 'accountant_approved';
}

function claimApprovalRow(
  payload: PayloadOf<'claim.decide'>,
  officeId: string,
  statementSha256: string,
  context: OpContext,
): RowWrite {
  return rowAfter('claimApproval', {
    claimApprovalId: payload.claimApprovalId,
    claimId: payload.claimId,
    officeId,
    stage: payload.stage,
    decision: payload.decision,
    userNo: context.actorNo,
    personId: context.actorPersonId,
    statement: payload.statement,
    statementSha256,
    userSignature: bytesToHex(payload.userSignature),
    deviceSignature: bytesToHex(payload.deviceSignature),
    reason: payload.reason,
    signedAt: payload.signedAt,
  });
}

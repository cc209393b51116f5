import { type AnyStatement, type StatementType, statementHash } from '#domain/approvals/statement';
import { bytesToHex } from '#domain/codec/bytes';
import { canonicalJson } from '#domain/codec/jcs';
import { sampleId } from './sample-rows.ts';

/** A well-formed statement as operations carry it, with its hash. Nobody signed it. */
export function sampleStatement(
  type: StatementType,
  place: { readonly stage: number; readonly of: number },
): { readonly text: string; readonly sha256: string } {
  const statement: AnyStatement = {
    v: 1,
    type,
    manifest_sha256: '44'.repeat(32),
    ...place,
    decision: 'approve',
    prev_statement_sha256: place.stage === 1 ? null : '55'.repeat(32),
    person: sampleId(931),
    user_kid: '21fe31df',
    role: 'district_supervisor',
    scope: 'office:4',
    device_id: sampleId(9),
    device_seq: '12',
    bundle_version: '1',
    signed_at: '2026-11-20T11:00:00.000Z',
    shown: { count: '2', total_minor: '900000', currency: 'KES', change_vs_last_cycle: null },
    comment_sha256: '00'.repeat(32),
  };
  return { text: canonicalJson({ ...statement }), sha256: bytesToHex(statementHash(statement)) };
}

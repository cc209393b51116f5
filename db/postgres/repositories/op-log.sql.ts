import type { Tx } from '../database.ts';

/*
 * Raw SQL, because a batch's operations are appended as one set in one JSON parameter (bytes as hex): a statement per
 * operation would cost a thousand round trips.
 */

/** Scalars that explain a verdict. */
export type VerdictData = Readonly<Record<string, string | number | boolean | null>>;

/** What the centre answered to an operation, for good. */
export type LoggedVerdict = {
  readonly verdict: 'ACCEPTED' | 'MERGED' | 'HELD' | 'REJECTED' | 'EXCEPTION';
  readonly code: string | null;
  readonly data: VerdictData;
  readonly caseId: string | null;
};

/** One operation of a device as it was received. */
export type LoggedOp = LoggedVerdict & {
  readonly seq: number;
  /** Chain hash, lower-case hex. */
  readonly hash: string;
  /** The signed CBOR, untouched. */
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly entity: string;
  readonly actorNo: number;
  readonly correctedAt: string;
  readonly receivedAt: string;
};

type Origin = { readonly deviceNo: number; readonly incarnation: number };

/** Appends operations of one device; the key (device, incarnation, sequence) makes a second try impossible. */
export async function appendOps(tx: Tx, origin: Origin, ops: readonly LoggedOp[]): Promise<void> {
  const rows = ops.map((op) => ({ ...op, bytes: Buffer.from(op.bytes).toString('hex') }));
  await tx.client.query(
    `INSERT INTO op_log (tenant_id, device_no, incarnation, seq, hash, bytes, type, entity, actor_no, verdict, code,
                         data, case_id, corrected_at, received_at)
     SELECT $1, $2, $3, x.seq, x.hash, decode(x.bytes, 'hex'), x.type, x.entity, x."actorNo", x.verdict, x.code,
            x.data, x."caseId", x."correctedAt", x."receivedAt"
       FROM jsonb_to_recordset($4::jsonb) AS x (
         seq bigint, hash text, bytes text, type text, entity uuid, "actorNo" bigint, verdict text, code text,
         data jsonb, "caseId" uuid, "correctedAt" timestamptz, "receivedAt" timestamptz)`,
    [tx.tenantId, origin.deviceNo, origin.incarnation, JSON.stringify(rows)],
  );
}

/** Hash and verdict of a device's operations from sequence `from` to `to`, in order. */
export async function readVerdicts(
  tx: Tx,
  origin: Origin,
  range: { readonly from: number; readonly to: number },
): Promise<readonly (LoggedVerdict & { readonly seq: number; readonly hash: string })[]> {
  const { rows } = await tx.client.query<LoggedVerdict & { readonly seq: number; readonly hash: string }>(
    `SELECT seq, hash, verdict, code, data, case_id AS "caseId" FROM op_log
      WHERE tenant_id = $1 AND device_no = $2 AND incarnation = $3 AND seq BETWEEN $4 AND $5 ORDER BY seq`,
    [tx.tenantId, origin.deviceNo, origin.incarnation, range.from, range.to],
  );
  return rows;
}

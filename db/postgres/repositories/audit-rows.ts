import { and, asc, desc, eq, gt, lte } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { auditRow } from '../schema/sync-tables.ts';

/** A line of a device's audit trail as it was received; hashes are lower-case hex. */
export type AuditRecord = {
  readonly deviceNo: number;
  readonly seq: number;
  readonly row: unknown;
  readonly prev: string;
  readonly hash: string;
  readonly receivedAt: string;
};

/** The last line the centre has of a device. */
export async function findAuditHead(
  tx: Tx,
  deviceNo: number,
): Promise<{ readonly seq: number; readonly hash: string } | undefined> {
  const [row] = await tx.db
    .select({ seq: auditRow.seq, hash: auditRow.hash })
    .from(auditRow)
    .where(and(eq(auditRow.tenantId, tx.tenantId), eq(auditRow.deviceNo, deviceNo)))
    .orderBy(desc(auditRow.seq))
    .limit(1);
  return row;
}

/** Lines of a device after `after` up to `upTo`, oldest first, at most `limit`. */
export async function listAuditRows(
  tx: Tx,
  range: {
    readonly deviceNo: number;
    readonly after: number;
    readonly upTo: number;
    readonly limit: number;
  },
): Promise<readonly AuditRecord[]> {
  return tx.db
    .select({
      deviceNo: auditRow.deviceNo,
      seq: auditRow.seq,
      row: auditRow.row,
      prev: auditRow.prev,
      hash: auditRow.hash,
      receivedAt: auditRow.receivedAt,
    })
    .from(auditRow)
    .where(
      and(
        eq(auditRow.tenantId, tx.tenantId),
        eq(auditRow.deviceNo, range.deviceNo),
        gt(auditRow.seq, range.after),
        lte(auditRow.seq, range.upTo),
      ),
    )
    .orderBy(asc(auditRow.seq))
    .limit(range.limit);
}

export async function insertAuditRows(tx: Tx, rows: readonly AuditRecord[]): Promise<void> {
  await tx.db.insert(auditRow).values(rows.map((row) => ({ ...row, tenantId: tx.tenantId })));
}

import { and, eq } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { blob } from '../schema/sync-tables.ts';

/** An encrypted file in the object store and the office it belongs to. */
export type BlobRecord = {
  readonly sha256: string;
  readonly officeId: string;
  readonly sizeBytes: number;
  readonly deviceNo: number;
  readonly receivedAt: string;
};

/** Notes that an office's blob has arrived; a second arrival changes nothing. */
export async function insertBlob(tx: Tx, record: BlobRecord): Promise<void> {
  await tx.db
    .insert(blob)
    .values({ ...record, tenantId: tx.tenantId })
    .onConflictDoNothing();
}

/** An office's blob; another office's is as good as none. */
export async function findBlob(tx: Tx, sha256: string, officeId: string): Promise<BlobRecord | undefined> {
  const [row] = await tx.db
    .select()
    .from(blob)
    .where(and(eq(blob.tenantId, tx.tenantId), eq(blob.sha256, sha256), eq(blob.officeId, officeId)));
  return row;
}

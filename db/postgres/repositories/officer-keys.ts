import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { officerKey } from '../schema/sync-tables.ts';

/** A signing key of a person, now or once. */
export type OfficerKey = {
  /** First four bytes of SHA-256 of the key, hex. */
  readonly kid: string;
  readonly userId: string;
  readonly publicKey: string;
  readonly deviceNo: number;
  readonly registeredAt: string;
  /** From this instant the key signs nothing new; what it signed before stays valid. */
  readonly revokedAt: string | null;
};

/** The key with this kid, with the number of its person's account left to the caller. */
export async function findOfficerKey(tx: Tx, kid: string): Promise<OfficerKey | undefined> {
  const [row] = await tx.db
    .select()
    .from(officerKey)
    .where(and(eq(officerKey.tenantId, tx.tenantId), eq(officerKey.kid, kid)));
  return row;
}

/** Keys a person had, the present one included. */
export async function listOfficerKeys(tx: Tx, userId: string): Promise<readonly OfficerKey[]> {
  return tx.db
    .select()
    .from(officerKey)
    .where(and(eq(officerKey.tenantId, tx.tenantId), eq(officerKey.userId, userId)));
}

/** Makes `key` the person's present key; the one before ends at that instant. */
export async function replaceOfficerKey(tx: Tx, key: Omit<OfficerKey, 'revokedAt'>): Promise<void> {
  await tx.db
    .update(officerKey)
    .set({ revokedAt: key.registeredAt })
    .where(
      and(
        eq(officerKey.tenantId, tx.tenantId),
        eq(officerKey.userId, key.userId),
        isNull(officerKey.revokedAt),
      ),
    );
  await tx.db.insert(officerKey).values({ ...key, tenantId: tx.tenantId });
}

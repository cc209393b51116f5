import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { activationCode, enrolmentCode } from '../schema/sync-tables.ts';

/** An enrolment code by its hash; the code itself is nowhere. */
export type EnrolmentCode = {
  readonly codeSha256: string;
  readonly officeId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
  readonly usedByDevice: string | null;
};

export async function insertEnrolmentCode(
  tx: Tx,
  code: Pick<EnrolmentCode, 'codeSha256' | 'officeId' | 'createdAt' | 'expiresAt'>,
): Promise<void> {
  await tx.db.insert(enrolmentCode).values({ ...code, tenantId: tx.tenantId });
}

/** The code, locked, so that two PCs cannot use it at once. */
export async function lockEnrolmentCode(tx: Tx, codeSha256: string): Promise<EnrolmentCode | undefined> {
  const [row] = await tx.db
    .select()
    .from(enrolmentCode)
    .where(and(eq(enrolmentCode.tenantId, tx.tenantId), eq(enrolmentCode.codeSha256, codeSha256)))
    .for('update');
  return row;
}

export async function markEnrolmentCodeUsed(
  tx: Tx,
  codeSha256: string,
  use: { readonly usedAt: string; readonly usedByDevice: string },
): Promise<void> {
  await tx.db
    .update(enrolmentCode)
    .set(use)
    .where(and(eq(enrolmentCode.tenantId, tx.tenantId), eq(enrolmentCode.codeSha256, codeSha256)));
}

export async function insertActivationCodes(
  tx: Tx,
  codes: readonly {
    readonly codeSha256: string;
    readonly userId: string;
    readonly createdAt: string;
    readonly expiresAt: string;
  }[],
): Promise<void> {
  await tx.db.insert(activationCode).values(codes.map((code) => ({ ...code, tenantId: tx.tenantId })));
}

/** Uses up a person's activation code; false when it is unknown, another's, used or expired at `now`. */
export async function takeActivationCode(
  tx: Tx,
  code: { readonly codeSha256: string; readonly userId: string; readonly now: string },
): Promise<boolean> {
  const used = await tx.db
    .update(activationCode)
    .set({ usedAt: code.now })
    .where(
      and(
        eq(activationCode.tenantId, tx.tenantId),
        eq(activationCode.codeSha256, code.codeSha256),
        eq(activationCode.userId, code.userId),
        isNull(activationCode.usedAt),
        gt(activationCode.expiresAt, code.now),
      ),
    )
    .returning({ userId: activationCode.userId });
  return used.length === 1;
}

import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import {
  certificateUse,
  claimedRedemption,
  escrow,
  fundBalance,
  voucherBalance,
} from '../schema/fund-tables.ts';

/*
 * Rights to money. Every function moves amounts by relative updates under row locks; the CHECK constraints of
 * migration 0070 refuse whatever would go below zero, also when two transactions meet.
 */

/** A programme's fund in minor units: total = free + granted + spent. */
export type FundBalance = {
  readonly programId: string;
  readonly currency: string;
  readonly totalMinor: number;
  readonly freeMinor: number;
  readonly grantedMinor: number;
  readonly spentMinor: number;
};

/** Money posted to a programme's fund; the fund is made with its first posting. */
export async function addToFund(
  tx: Tx,
  posting: { readonly programId: string; readonly currency: string; readonly amountMinor: number },
): Promise<void> {
  const { programId, currency, amountMinor } = posting;
  await tx.db
    .insert(fundBalance)
    .values({
      ...{ tenantId: tx.tenantId, programId, currency, totalMinor: amountMinor, freeMinor: amountMinor },
      ...{ grantedMinor: 0, spentMinor: 0 },
    })
    .onConflictDoUpdate({
      target: [fundBalance.tenantId, fundBalance.programId],
      set: {
        totalMinor: sql`${fundBalance.totalMinor} + ${amountMinor}`,
        freeMinor: sql`${fundBalance.freeMinor} + ${amountMinor}`,
      },
    });
}

export async function findFund(tx: Tx, programId: string): Promise<FundBalance | undefined> {
  const [row] = await tx.db
    .select()
    .from(fundBalance)
    .where(and(eq(fundBalance.tenantId, tx.tenantId), eq(fundBalance.programId, programId)));
  return row;
}

/** One device's right to spend, the centre's side of a signed grant. */
export type Escrow = {
  readonly reservationId: string;
  readonly programId: string;
  readonly cycleId: string;
  readonly officeId: string;
  readonly deviceNo: number;
  readonly grantedMinor: number;
};

/** Moves money from free to granted; false when the fund is unknown or has not enough free. */
export async function grantFromFund(tx: Tx, grant: Escrow): Promise<boolean> {
  const moved = await tx.db
    .update(fundBalance)
    .set({
      freeMinor: sql`${fundBalance.freeMinor} - ${grant.grantedMinor}`,
      grantedMinor: sql`${fundBalance.grantedMinor} + ${grant.grantedMinor}`,
    })
    .where(
      and(
        eq(fundBalance.tenantId, tx.tenantId),
        eq(fundBalance.programId, grant.programId),
        sql`${fundBalance.freeMinor} >= ${grant.grantedMinor}`,
      ),
    )
    .returning({ programId: fundBalance.programId });
  if (moved.length === 0) return false;
  await tx.db.insert(escrow).values({ ...grant, tenantId: tx.tenantId, spentMinor: 0, returnedMinor: 0 });
  return true;
}

/** What a list of entitlements costs, and out of whose grants. */
export type Spending = {
  readonly programId: string;
  readonly cycleId: string;
  readonly officeId: string;
  readonly deviceNo: number;
  readonly amountMinor: number;
};

/** Spends from the device's grants for the cycle, oldest first; false (nothing moved) when they are not enough. */
export async function spendEscrow(tx: Tx, spending: Spending): Promise<boolean> {
  const grants = await tx.db
    .select({
      reservationId: escrow.reservationId,
      leftMinor: sql<number>`${escrow.grantedMinor} - ${escrow.spentMinor} - ${escrow.returnedMinor}`.mapWith(
        Number,
      ),
    })
    .from(escrow)
    .where(
      and(
        eq(escrow.tenantId, tx.tenantId),
        eq(escrow.cycleId, spending.cycleId),
        eq(escrow.programId, spending.programId),
        eq(escrow.officeId, spending.officeId),
        eq(escrow.deviceNo, spending.deviceNo),
      ),
    )
    .orderBy(asc(escrow.reservationId))
    .for('update');
  if (grants.reduce((sum, grant) => sum + grant.leftMinor, 0) < spending.amountMinor) return false;
  let rest = spending.amountMinor;
  for (const { reservationId, leftMinor } of grants) {
    const part = Math.min(rest, leftMinor);
    if (part === 0) continue;
    rest -= part;
    await tx.db
      .update(escrow)
      .set({ spentMinor: sql`${escrow.spentMinor} + ${part}` })
      .where(and(eq(escrow.tenantId, tx.tenantId), eq(escrow.reservationId, reservationId)));
  }
  await tx.db
    .update(fundBalance)
    .set({
      grantedMinor: sql`${fundBalance.grantedMinor} - ${spending.amountMinor}`,
      spentMinor: sql`${fundBalance.spentMinor} + ${spending.amountMinor}`,
    })
    .where(and(eq(fundBalance.tenantId, tx.tenantId), eq(fundBalance.programId, spending.programId)));
  return true;
}

/** A voucher's face and what a redemption takes of it. */
export type VoucherSpending = {
  readonly voucherId: string;
  readonly faceMinor: number;
  readonly amountMinor: number;
};

/** Takes redemptions from their vouchers; more than the face breaks `voucher_balance_within_face`. */
export async function spendVouchers(tx: Tx, spendings: readonly VoucherSpending[]): Promise<void> {
  const sums = new Map<string, VoucherSpending>();
  for (const { voucherId, faceMinor, amountMinor } of spendings) {
    const before = sums.get(voucherId)?.amountMinor ?? 0;
    sums.set(voucherId, { voucherId, faceMinor, amountMinor: before + amountMinor });
  }
  await tx.db
    .insert(voucherBalance)
    .values(
      [...sums.values()]
        .sort((left, right) => (left.voucherId < right.voucherId ? -1 : 1))
        .map(({ voucherId, faceMinor, amountMinor }) => ({
          ...{ tenantId: tx.tenantId, voucherId, faceMinor },
          redeemedMinor: amountMinor,
        })),
    )
    .onConflictDoUpdate({
      target: [voucherBalance.tenantId, voucherBalance.voucherId],
      set: { redeemedMinor: sql`${voucherBalance.redeemedMinor} + excluded.redeemed_minor` },
    });
}

/** Puts redemptions into a claim; one that already stands in a claim breaks `claimed_redemption_pkey`. */
export async function claimRedemptions(
  tx: Tx,
  claimId: string,
  redemptionIds: readonly string[],
): Promise<void> {
  await tx.db
    .insert(claimedRedemption)
    .values(redemptionIds.map((redemptionId) => ({ tenantId: tx.tenantId, redemptionId, claimId })));
}

/** A claim that was returned or rejected lets its redemptions go, to be claimed again. */
export async function releaseClaim(tx: Tx, claimId: string): Promise<void> {
  await tx.db
    .delete(claimedRedemption)
    .where(and(eq(claimedRedemption.tenantId, tx.tenantId), eq(claimedRedemption.claimId, claimId)));
}

/** Limits of an issuing certificate, at its making. */
export async function openCertificateUse(
  tx: Tx,
  limits: {
    readonly certificateId: string;
    readonly maxCount: number;
    readonly maxTotalMinor: number;
  },
): Promise<void> {
  await tx.db
    .insert(certificateUse)
    .values({ ...limits, tenantId: tx.tenantId, usedCount: 0, usedTotalMinor: 0 });
}

/** How far a certificate has been used. */
export type CertificateUse = {
  readonly maxCount: number;
  readonly maxTotalMinor: number;
  readonly usedCount: number;
  readonly usedTotalMinor: number;
};

export async function findCertificateUse(tx: Tx, certificateId: string): Promise<CertificateUse | undefined> {
  const [row] = await tx.db
    .select()
    .from(certificateUse)
    .where(and(eq(certificateUse.tenantId, tx.tenantId), eq(certificateUse.certificateId, certificateId)));
  return row;
}

/** Counts vouchers signed under a certificate; beyond its limits `certificate_use_within` breaks. */
export async function countCertificateUse(
  tx: Tx,
  use: { readonly certificateId: string; readonly count: number; readonly totalMinor: number },
): Promise<void> {
  await tx.db
    .update(certificateUse)
    .set({
      usedCount: sql`${certificateUse.usedCount} + ${use.count}`,
      usedTotalMinor: sql`${certificateUse.usedTotalMinor} + ${use.totalMinor}`,
    })
    .where(
      and(eq(certificateUse.tenantId, tx.tenantId), eq(certificateUse.certificateId, use.certificateId)),
    );
}

import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { wholeNumber } from './column-types.ts';

/** Rights to money; see migration 0070. */
export const programOffice = pgTable(
  'program_office',
  {
    tenantId: uuid('tenant_id').notNull(),
    programId: uuid('program_id').notNull(),
    officeId: uuid('office_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.programId, table.officeId] })],
);

export const fundBalance = pgTable(
  'fund_balance',
  {
    tenantId: uuid('tenant_id').notNull(),
    programId: uuid('program_id').notNull(),
    currency: text('currency').notNull(),
    totalMinor: wholeNumber('total_minor').notNull(),
    freeMinor: wholeNumber('free_minor').notNull(),
    grantedMinor: wholeNumber('granted_minor').notNull(),
    spentMinor: wholeNumber('spent_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.programId] })],
);

export const escrow = pgTable(
  'escrow',
  {
    tenantId: uuid('tenant_id').notNull(),
    reservationId: uuid('reservation_id').notNull(),
    programId: uuid('program_id').notNull(),
    cycleId: uuid('cycle_id').notNull(),
    officeId: uuid('office_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    grantedMinor: wholeNumber('granted_minor').notNull(),
    spentMinor: wholeNumber('spent_minor').notNull(),
    returnedMinor: wholeNumber('returned_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.reservationId] })],
);

export const voucherBalance = pgTable(
  'voucher_balance',
  {
    tenantId: uuid('tenant_id').notNull(),
    voucherId: uuid('voucher_id').notNull(),
    faceMinor: wholeNumber('face_minor').notNull(),
    redeemedMinor: wholeNumber('redeemed_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.voucherId] })],
);

export const claimedRedemption = pgTable(
  'claimed_redemption',
  {
    tenantId: uuid('tenant_id').notNull(),
    redemptionId: uuid('redemption_id').notNull(),
    claimId: uuid('claim_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.redemptionId] })],
);

export const certificateUse = pgTable(
  'certificate_use',
  {
    tenantId: uuid('tenant_id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    maxCount: wholeNumber('max_count').notNull(),
    maxTotalMinor: wholeNumber('max_total_minor').notNull(),
    usedCount: wholeNumber('used_count').notNull(),
    usedTotalMinor: wholeNumber('used_total_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.certificateId] })],
);

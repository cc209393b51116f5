import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, plainDate, wholeNumber } from './column-types.ts';

/** Claims, ledger and cases; see migration 0050. */
export const claim = pgTable(
  'claim',
  {
    tenantId: uuid('tenant_id').notNull(),
    claimId: uuid('claim_id').notNull(),
    claimNo: text('claim_no').notNull(),
    providerId: uuid('provider_id').notNull(),
    programId: uuid('program_id').notNull(),
    officeId: uuid('office_id').notNull(),
    periodFrom: plainDate('period_from').notNull(),
    periodTo: plainDate('period_to').notNull(),
    lineCount: integer('line_count').notNull(),
    totalMinor: wholeNumber('total_minor').notNull(),
    currency: text('currency').notNull(),
    state: text('state').notNull(),
    manifest: text('manifest').notNull(),
    manifestSha256: text('manifest_sha256').notNull(),
    preparedBy: integer('prepared_by').notNull(),
    preparedAt: instant('prepared_at').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.claimId] })],
);

export const claimLine = pgTable(
  'claim_line',
  {
    tenantId: uuid('tenant_id').notNull(),
    claimLineId: uuid('claim_line_id').notNull(),
    claimId: uuid('claim_id').notNull(),
    officeId: uuid('office_id').notNull(),
    voucherId: uuid('voucher_id').notNull(),
    redemptionId: uuid('redemption_id').notNull(),
    amountMinor: wholeNumber('amount_minor').notNull(),
    serviceDate: plainDate('service_date').notNull(),
    verdict: text('verdict').notNull(),
    codes: jsonb('codes').$type<readonly string[]>().notNull(),
    included: boolean('included').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.claimLineId] })],
);

export const claimApproval = pgTable(
  'claim_approval',
  {
    tenantId: uuid('tenant_id').notNull(),
    claimApprovalId: uuid('claim_approval_id').notNull(),
    claimId: uuid('claim_id').notNull(),
    officeId: uuid('office_id').notNull(),
    stage: integer('stage').notNull(),
    decision: text('decision').notNull(),
    userNo: integer('user_no').notNull(),
    personId: uuid('person_id').notNull(),
    statement: text('statement').notNull(),
    statementSha256: text('statement_sha256').notNull(),
    userSignature: text('user_signature').notNull(),
    deviceSignature: text('device_signature').notNull(),
    reason: text('reason').notNull(),
    signedAt: instant('signed_at').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.claimApprovalId] })],
);

export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    tenantId: uuid('tenant_id').notNull(),
    entryId: uuid('entry_id').notNull(),
    officeId: uuid('office_id'),
    programId: uuid('program_id').notNull(),
    cycleId: uuid('cycle_id'),
    kind: text('kind').notNull(),
    refId: uuid('ref_id').notNull(),
    currency: text('currency').notNull(),
    postedOn: plainDate('posted_on').notNull(),
    postedAt: instant('posted_at').notNull(),
    lines: jsonb('lines')
      .$type<readonly { readonly account: string; readonly amountMinor: number }[]>()
      .notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.entryId] })],
);

export const exceptionCase = pgTable(
  'exception_case',
  {
    tenantId: uuid('tenant_id').notNull(),
    caseId: uuid('case_id').notNull(),
    officeId: uuid('office_id').notNull(),
    kind: text('kind').notNull(),
    refId: uuid('ref_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    detail: text('detail').notNull(),
    state: text('state').notNull(),
    openedAt: instant('opened_at').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.caseId] })],
);

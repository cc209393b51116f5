import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { seq } from './seq.ts';

/** What the centre writes and the office reads: migration 0010. Columns as in the migration; a test holds both and the row schemas equal. */
export const area = sqliteTable('area', {
  areaId: text('area_id').primaryKey(),
  parentId: text('parent_id'),
  code: text('code').notNull(),
  name: text('name').notNull(),
  level: integer('level').notNull(),
  seq: seq(),
});

export const office = sqliteTable('office', {
  officeId: text('office_id').primaryKey(),
  officeNo: integer('office_no').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  areaId: text('area_id').notNull(),
  seq: seq(),
});

export const tenantPolicy = sqliteTable('tenant_policy', {
  policyId: text('policy_id').primaryKey(),
  tenantName: text('tenant_name').notNull(),
  currency: text('currency').notNull(),
  timeZone: text('time_zone').notNull(),
  defaultPhonePrefix: text('default_phone_prefix').notNull(),
  languages: text('languages', { mode: 'json' }).$type<RowOf<'tenantPolicy'>['languages']>().notNull(),
  practice: integer('practice', { mode: 'boolean' }).notNull(),
  identifierTypes: text('identifier_types', { mode: 'json' }).$type<
    RowOf<'tenantPolicy'>['identifierTypes']
  >(),
  questionPack: text('question_pack', { mode: 'json' }).$type<RowOf<'tenantPolicy'>['questionPack']>(),
  consentText: text('consent_text', { mode: 'json' }).$type<RowOf<'tenantPolicy'>['consentText']>(),
  version: integer('version').notNull(),
  seq: seq(),
});

export const officer = sqliteTable('officer', {
  userId: text('user_id').primaryKey(),
  userNo: integer('user_no').notNull(),
  personId: text('person_id').notNull(),
  login: text('login').notNull(),
  displayName: text('display_name').notNull(),
  officeId: text('office_id'),
  roles: text('roles', { mode: 'json' }).$type<RowOf<'officer'>['roles']>().notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  publicKey: text('public_key'),
  keyRegisteredAt: text('key_registered_at'),
  seq: seq(),
});

export const program = sqliteTable('program', {
  programId: text('program_id').primaryKey(),
  programNo: integer('program_no').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  targetType: text('target_type').$type<RowOf<'program'>['targetType']>().notNull(),
  currency: text('currency').notNull(),
  state: text('state').$type<RowOf<'program'>['state']>().notNull(),
  version: integer('version').notNull(),
  eligibility: text('eligibility', { mode: 'json' }).$type<RowOf<'program'>['eligibility']>(),
  pmt: text('pmt', { mode: 'json' }).$type<RowOf<'program'>['pmt']>(),
  entitlement: text('entitlement', { mode: 'json' }).$type<RowOf<'program'>['entitlement']>(),
  approvalPolicy: text('approval_policy', { mode: 'json' }).$type<RowOf<'program'>['approvalPolicy']>(),
  claimPolicy: text('claim_policy', { mode: 'json' }).$type<RowOf<'program'>['claimPolicy']>(),
  voucherValidityDays: integer('voucher_validity_days').notNull(),
  partialAllowed: integer('partial_allowed', { mode: 'boolean' }).notNull(),
  consentRequired: integer('consent_required', { mode: 'boolean' }).notNull(),
  seq: seq(),
});

export const cycle = sqliteTable('cycle', {
  cycleId: text('cycle_id').primaryKey(),
  programId: text('program_id').notNull(),
  cycleNo: integer('cycle_no').notNull(),
  name: text('name').notNull(),
  periodStart: text('period_start').notNull(),
  periodEnd: text('period_end').notNull(),
  state: text('state').$type<RowOf<'cycle'>['state']>().notNull(),
  seq: seq(),
});

export const provider = sqliteTable('provider', {
  providerId: text('provider_id').primaryKey(),
  providerNo: integer('provider_no').notNull(),
  officeId: text('office_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<RowOf<'provider'>['kind']>().notNull(),
  programIds: text('program_ids', { mode: 'json' }).$type<RowOf<'provider'>['programIds']>().notNull(),
  contractFrom: text('contract_from').notNull(),
  contractTo: text('contract_to').notNull(),
  status: text('status').$type<RowOf<'provider'>['status']>().notNull(),
  seq: seq(),
});

export const fundReservation = sqliteTable('fund_reservation', {
  reservationId: text('reservation_id').primaryKey(),
  programId: text('program_id').notNull(),
  cycleId: text('cycle_id').notNull(),
  officeId: text('office_id').notNull(),
  deviceNo: integer('device_no').notNull(),
  amountMinor: integer('amount_minor').notNull(),
  currency: text('currency').notNull(),
  validUntil: text('valid_until').notNull(),
  grant: text('grant').notNull(),
  signature: text('signature').notNull(),
  seq: seq(),
});

export const issuingCertificate = sqliteTable('issuing_certificate', {
  certificateId: text('certificate_id').primaryKey(),
  kid: text('kid').notNull(),
  programId: text('program_id').notNull(),
  officeId: text('office_id').notNull(),
  deviceNo: integer('device_no').notNull(),
  certificate: text('certificate').notNull(),
  signature: text('signature').notNull(),
  revokedAt: text('revoked_at'),
  seq: seq(),
});

export const centreKey = sqliteTable('centre_key', {
  keyId: text('key_id').primaryKey(),
  publicKey: text('public_key').notNull(),
  purpose: text('purpose').$type<RowOf<'centreKey'>['purpose']>().notNull(),
  validFrom: text('valid_from').notNull(),
  revokedAt: text('revoked_at'),
  seq: seq(),
});

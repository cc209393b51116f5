import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, plainDate, wholeNumber } from './column-types.ts';

/** Rows the centre writes and offices read; see migration 0020. */
export const area = pgTable(
  'area',
  {
    tenantId: uuid('tenant_id').notNull(),
    areaId: uuid('area_id').notNull(),
    parentId: uuid('parent_id'),
    code: text('code').notNull(),
    name: text('name').notNull(),
    level: integer('level').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.areaId] })],
);

export const office = pgTable(
  'office',
  {
    tenantId: uuid('tenant_id').notNull(),
    officeId: uuid('office_id').notNull(),
    officeNo: integer('office_no').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    areaId: uuid('area_id').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.officeId] })],
);

export const tenantPolicy = pgTable(
  'tenant_policy',
  {
    tenantId: uuid('tenant_id').notNull(),
    policyId: uuid('policy_id').notNull(),
    tenantName: text('tenant_name').notNull(),
    currency: text('currency').notNull(),
    timeZone: text('time_zone').notNull(),
    defaultPhonePrefix: text('default_phone_prefix').notNull(),
    languages: jsonb('languages').$type<readonly string[]>().notNull(),
    practice: boolean('practice').notNull(),
    identifierTypes: jsonb('identifier_types'),
    questionPack: jsonb('question_pack'),
    consentText: jsonb('consent_text'),
    version: integer('version').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.policyId] })],
);

export const officer = pgTable(
  'officer',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    userNo: integer('user_no').notNull(),
    personId: uuid('person_id').notNull(),
    login: text('login').notNull(),
    displayName: text('display_name').notNull(),
    officeId: uuid('office_id'),
    roles: jsonb('roles').$type<readonly string[]>().notNull(),
    active: boolean('active').notNull(),
    publicKey: text('public_key'),
    keyRegisteredAt: instant('key_registered_at'),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] })],
);

export const program = pgTable(
  'program',
  {
    tenantId: uuid('tenant_id').notNull(),
    programId: uuid('program_id').notNull(),
    programNo: integer('program_no').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    targetType: text('target_type').notNull(),
    currency: text('currency').notNull(),
    state: text('state').notNull(),
    version: integer('version').notNull(),
    eligibility: jsonb('eligibility'),
    pmt: jsonb('pmt'),
    entitlement: jsonb('entitlement'),
    approvalPolicy: jsonb('approval_policy'),
    claimPolicy: jsonb('claim_policy'),
    voucherValidityDays: integer('voucher_validity_days').notNull(),
    partialAllowed: boolean('partial_allowed').notNull(),
    consentRequired: boolean('consent_required').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.programId] })],
);

export const cycle = pgTable(
  'cycle',
  {
    tenantId: uuid('tenant_id').notNull(),
    cycleId: uuid('cycle_id').notNull(),
    programId: uuid('program_id').notNull(),
    cycleNo: wholeNumber('cycle_no').notNull(),
    name: text('name').notNull(),
    periodStart: plainDate('period_start').notNull(),
    periodEnd: plainDate('period_end').notNull(),
    state: text('state').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.cycleId] })],
);

export const provider = pgTable(
  'provider',
  {
    tenantId: uuid('tenant_id').notNull(),
    providerId: uuid('provider_id').notNull(),
    providerNo: wholeNumber('provider_no').notNull(),
    officeId: uuid('office_id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    programIds: jsonb('program_ids').$type<readonly string[]>().notNull(),
    contractFrom: plainDate('contract_from').notNull(),
    contractTo: plainDate('contract_to').notNull(),
    status: text('status').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.providerId] })],
);

export const fundReservation = pgTable(
  'fund_reservation',
  {
    tenantId: uuid('tenant_id').notNull(),
    reservationId: uuid('reservation_id').notNull(),
    programId: uuid('program_id').notNull(),
    cycleId: uuid('cycle_id').notNull(),
    officeId: uuid('office_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    amountMinor: wholeNumber('amount_minor').notNull(),
    currency: text('currency').notNull(),
    validUntil: plainDate('valid_until').notNull(),
    grant: text('grant').notNull(),
    signature: text('signature').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.reservationId] })],
);

export const issuingCertificate = pgTable(
  'issuing_certificate',
  {
    tenantId: uuid('tenant_id').notNull(),
    certificateId: uuid('certificate_id').notNull(),
    kid: text('kid').notNull(),
    programId: uuid('program_id').notNull(),
    officeId: uuid('office_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    certificate: text('certificate').notNull(),
    signature: text('signature').notNull(),
    revokedAt: instant('revoked_at'),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.certificateId] })],
);

export const centreKey = pgTable(
  'centre_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    keyId: uuid('key_id').notNull(),
    publicKey: text('public_key').notNull(),
    purpose: text('purpose').notNull(),
    validFrom: instant('valid_from').notNull(),
    revokedAt: instant('revoked_at'),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.keyId] })],
);

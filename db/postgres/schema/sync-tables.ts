import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, rawBytes, wholeNumber } from './column-types.ts';

/** Devices, what they pushed and what they pull; see migration 0060. */
export const device = pgTable(
  'device',
  {
    tenantId: uuid('tenant_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    incarnation: integer('incarnation').notNull(),
    officeId: uuid('office_id').notNull(),
    label: text('label').notNull(),
    publicKey: text('public_key').notNull(),
    wrappingPublicKey: text('wrapping_public_key').notNull(),
    certificate: text('certificate').notNull(),
    certificateSignature: text('certificate_signature').notNull(),
    headSeq: wholeNumber('head_seq').notNull(),
    headHash: text('head_hash').notNull(),
    state: text('state').$type<'active' | 'frozen' | 'revoked'>().notNull(),
    stateReason: text('state_reason'),
    appVersion: text('app_version'),
    clockOffsetMs: wholeNumber('clock_offset_ms').notNull(),
    enrolledAt: instant('enrolled_at').notNull(),
    lastSeen: instant('last_seen').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.deviceId] })],
);

export const numberRange = pgTable(
  'number_range',
  {
    tenantId: uuid('tenant_id').notNull(),
    series: text('series').$type<'registration' | 'receipt' | 'claim'>().notNull(),
    prefix: text('prefix').notNull(),
    deviceNo: integer('device_no').notNull(),
    firstNo: integer('first_no').notNull(),
    lastNo: integer('last_no').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.series, table.prefix, table.firstNo] })],
);

export const enrolmentCode = pgTable(
  'enrolment_code',
  {
    tenantId: uuid('tenant_id').notNull(),
    codeSha256: text('code_sha256').notNull(),
    officeId: uuid('office_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    usedByDevice: uuid('used_by_device'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.codeSha256] })],
);

export const activationCode = pgTable(
  'activation_code',
  {
    tenantId: uuid('tenant_id').notNull(),
    codeSha256: text('code_sha256').notNull(),
    userId: uuid('user_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.codeSha256] })],
);

export const officerKey = pgTable(
  'officer_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    kid: text('kid').notNull(),
    userId: uuid('user_id').notNull(),
    publicKey: text('public_key').notNull(),
    deviceNo: integer('device_no').notNull(),
    registeredAt: instant('registered_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kid] })],
);

export const opLog = pgTable(
  'op_log',
  {
    tenantId: uuid('tenant_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    incarnation: integer('incarnation').notNull(),
    seq: wholeNumber('seq').notNull(),
    hash: text('hash').notNull(),
    bytes: rawBytes('bytes').notNull(),
    type: text('type').notNull(),
    entity: uuid('entity').notNull(),
    actorNo: wholeNumber('actor_no').notNull(),
    verdict: text('verdict').$type<'ACCEPTED' | 'MERGED' | 'HELD' | 'REJECTED' | 'EXCEPTION'>().notNull(),
    code: text('code'),
    data: jsonb('data').$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
    caseId: uuid('case_id'),
    correctedAt: instant('corrected_at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.deviceNo, table.incarnation, table.seq] })],
);

export const scopeHead = pgTable(
  'scope_head',
  {
    tenantId: uuid('tenant_id').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.scope] })],
);

export const changeLog = pgTable(
  'change_log',
  {
    tenantId: uuid('tenant_id').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
    tableName: text('table_name').notNull(),
    key: uuid('key').notNull(),
    row: jsonb('row'),
    deviceNo: integer('device_no'),
    supersededBy: wholeNumber('superseded_by'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.scope, table.seq] })],
);

export const auditRow = pgTable(
  'audit_row',
  {
    tenantId: uuid('tenant_id').notNull(),
    deviceNo: integer('device_no').notNull(),
    seq: wholeNumber('seq').notNull(),
    row: jsonb('row').notNull(),
    prev: text('prev').notNull(),
    hash: text('hash').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.deviceNo, table.seq] })],
);

export const blob = pgTable(
  'blob',
  {
    tenantId: uuid('tenant_id').notNull(),
    sha256: text('sha256').notNull(),
    officeId: uuid('office_id').notNull(),
    sizeBytes: wholeNumber('size_bytes').notNull(),
    deviceNo: integer('device_no').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sha256, table.officeId] })],
);

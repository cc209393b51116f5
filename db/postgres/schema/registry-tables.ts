import {
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, plainDate, wholeNumber } from './column-types.ts';

/** Rows about people; see migration 0030. */
export const registrant = pgTable(
  'registrant',
  {
    tenantId: uuid('tenant_id').notNull(),
    registrantId: uuid('registrant_id').notNull(),
    kind: text('kind').notNull(),
    groupKind: text('group_kind'),
    officeId: uuid('office_id').notNull(),
    areaId: uuid('area_id').notNull(),
    registrationNo: text('registration_no'),
    name: text('name').notNull(),
    givenName: text('given_name').notNull(),
    additionalName: text('additional_name').notNull(),
    familyName: text('family_name').notNull(),
    localName: text('local_name').notNull(),
    gender: text('gender'),
    birthDate: plainDate('birth_date'),
    birthDateExact: boolean('birth_date_exact').notNull(),
    phone: text('phone'),
    email: text('email'),
    address: text('address').notNull(),
    state: text('state').notNull(),
    disabledReason: text('disabled_reason'),
    facts: jsonb('facts').$type<Readonly<Record<string, string | number | boolean>>>().notNull(),
    importKey: text('import_key'),
    registeredOn: plainDate('registered_on').notNull(),
    registeredBy: integer('registered_by').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.registrantId] })],
);

export const identifier = pgTable(
  'identifier',
  {
    tenantId: uuid('tenant_id').notNull(),
    identifierId: uuid('identifier_id').notNull(),
    registrantId: uuid('registrant_id').notNull(),
    officeId: uuid('office_id').notNull(),
    idType: text('id_type').notNull(),
    value: text('value').notNull(),
    expiryDate: plainDate('expiry_date'),
    status: text('status').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.identifierId] })],
);

export const membership = pgTable(
  'membership',
  {
    tenantId: uuid('tenant_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    groupId: uuid('group_id').notNull(),
    individualId: uuid('individual_id').notNull(),
    officeId: uuid('office_id').notNull(),
    isHead: boolean('is_head').notNull(),
    relationship: text('relationship').notNull(),
    startDate: plainDate('start_date').notNull(),
    endDate: plainDate('end_date'),
    endReason: text('end_reason'),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.membershipId] })],
);

export const consent = pgTable(
  'consent',
  {
    tenantId: uuid('tenant_id').notNull(),
    consentId: uuid('consent_id').notNull(),
    registrantId: uuid('registrant_id').notNull(),
    officeId: uuid('office_id').notNull(),
    textVersion: text('text_version').notNull(),
    language: text('language').notNull(),
    method: text('method').notNull(),
    purposes: jsonb('purposes').$type<readonly string[]>().notNull(),
    witness: text('witness'),
    documentId: uuid('document_id'),
    givenAt: instant('given_at').notNull(),
    givenBy: integer('given_by').notNull(),
    withdrawnAt: instant('withdrawn_at'),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.consentId] })],
);

export const document = pgTable(
  'document',
  {
    tenantId: uuid('tenant_id').notNull(),
    documentId: uuid('document_id').notNull(),
    registrantId: uuid('registrant_id').notNull(),
    officeId: uuid('office_id').notNull(),
    tag: text('tag').notNull(),
    mime: text('mime').notNull(),
    sizeBytes: wholeNumber('size_bytes').notNull(),
    blobSha256: text('blob_sha256').notNull(),
    wrappedKey: text('wrapped_key').notNull(),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.documentId] })],
);

export const duplicateDecision = pgTable(
  'duplicate_decision',
  {
    tenantId: uuid('tenant_id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    officeId: uuid('office_id').notNull(),
    firstId: uuid('first_id').notNull(),
    secondId: uuid('second_id').notNull(),
    decision: text('decision').notNull(),
    reason: text('reason').notNull(),
    decidedAt: instant('decided_at').notNull(),
    decidedBy: integer('decided_by').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.decisionId] })],
);

export const enrolment = pgTable(
  'enrolment',
  {
    tenantId: uuid('tenant_id').notNull(),
    enrolmentId: uuid('enrolment_id').notNull(),
    programId: uuid('program_id').notNull(),
    registrantId: uuid('registrant_id').notNull(),
    officeId: uuid('office_id').notNull(),
    state: text('state').notNull(),
    enrolledOn: plainDate('enrolled_on'),
    reason: text('reason'),
    programVersion: integer('program_version').notNull(),
    score: doublePrecision('score'),
    inputsSha256: text('inputs_sha256').notNull(),
    scope: text('scope').notNull(),
    seq: wholeNumber('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.enrolmentId] })],
);

import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { seq } from './seq.ts';

/** People and what belongs to them: migration 0020. Columns as in the migration; a test holds both and the row schemas equal. */
export const registrant = sqliteTable('registrant', {
  registrantId: text('registrant_id').primaryKey(),
  kind: text('kind').$type<RowOf<'registrant'>['kind']>().notNull(),
  groupKind: text('group_kind').$type<NonNullable<RowOf<'registrant'>['groupKind']>>(),
  officeId: text('office_id').notNull(),
  areaId: text('area_id').notNull(),
  registrationNo: text('registration_no'),
  name: text('name').notNull(),
  givenName: text('given_name').notNull(),
  additionalName: text('additional_name').notNull(),
  familyName: text('family_name').notNull(),
  localName: text('local_name').notNull(),
  gender: text('gender').$type<NonNullable<RowOf<'registrant'>['gender']>>(),
  birthDate: text('birth_date'),
  birthDateExact: integer('birth_date_exact', { mode: 'boolean' }).notNull(),
  phone: text('phone'),
  email: text('email'),
  address: text('address').notNull(),
  state: text('state').$type<RowOf<'registrant'>['state']>().notNull(),
  disabledReason: text('disabled_reason'),
  facts: text('facts', { mode: 'json' }).$type<RowOf<'registrant'>['facts']>().notNull(),
  importKey: text('import_key'),
  registeredOn: text('registered_on').notNull(),
  registeredBy: integer('registered_by').notNull(),
  seq: seq(),
});

export const identifier = sqliteTable('identifier', {
  identifierId: text('identifier_id').primaryKey(),
  registrantId: text('registrant_id').notNull(),
  officeId: text('office_id').notNull(),
  idType: text('id_type').notNull(),
  value: text('value').notNull(),
  expiryDate: text('expiry_date'),
  status: text('status').$type<RowOf<'identifier'>['status']>().notNull(),
  seq: seq(),
});

export const membership = sqliteTable('membership', {
  membershipId: text('membership_id').primaryKey(),
  groupId: text('group_id').notNull(),
  individualId: text('individual_id').notNull(),
  officeId: text('office_id').notNull(),
  isHead: integer('is_head', { mode: 'boolean' }).notNull(),
  relationship: text('relationship').notNull(),
  startDate: text('start_date').notNull(),
  endDate: text('end_date'),
  endReason: text('end_reason'),
  seq: seq(),
});

export const consent = sqliteTable('consent', {
  consentId: text('consent_id').primaryKey(),
  registrantId: text('registrant_id').notNull(),
  officeId: text('office_id').notNull(),
  textVersion: text('text_version').notNull(),
  language: text('language').notNull(),
  method: text('method').$type<RowOf<'consent'>['method']>().notNull(),
  purposes: text('purposes', { mode: 'json' }).$type<RowOf<'consent'>['purposes']>().notNull(),
  witness: text('witness'),
  documentId: text('document_id'),
  givenAt: text('given_at').notNull(),
  givenBy: integer('given_by').notNull(),
  withdrawnAt: text('withdrawn_at'),
  seq: seq(),
});

export const document = sqliteTable('document', {
  documentId: text('document_id').primaryKey(),
  registrantId: text('registrant_id').notNull(),
  officeId: text('office_id').notNull(),
  tag: text('tag').$type<RowOf<'document'>['tag']>().notNull(),
  mime: text('mime').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  blobSha256: text('blob_sha256').notNull(),
  wrappedKey: text('wrapped_key').notNull(),
  addedAt: text('added_at').notNull(),
  addedBy: integer('added_by').notNull(),
  seq: seq(),
});

export const duplicateDecision = sqliteTable('duplicate_decision', {
  decisionId: text('decision_id').primaryKey(),
  officeId: text('office_id').notNull(),
  firstId: text('first_id').notNull(),
  secondId: text('second_id').notNull(),
  decision: text('decision').$type<RowOf<'duplicateDecision'>['decision']>().notNull(),
  reason: text('reason').notNull(),
  decidedAt: text('decided_at').notNull(),
  decidedBy: integer('decided_by').notNull(),
  seq: seq(),
});

export const enrolment = sqliteTable('enrolment', {
  enrolmentId: text('enrolment_id').primaryKey(),
  programId: text('program_id').notNull(),
  registrantId: text('registrant_id').notNull(),
  officeId: text('office_id').notNull(),
  state: text('state').$type<RowOf<'enrolment'>['state']>().notNull(),
  enrolledOn: text('enrolled_on'),
  reason: text('reason'),
  programVersion: integer('program_version').notNull(),
  score: real('score'),
  inputsSha256: text('inputs_sha256').notNull(),
  seq: seq(),
});

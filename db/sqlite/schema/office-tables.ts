import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { NumberSeries } from '#ports/desk-store';
import type { EligibilityAnswer } from '#ports/eligibility-results';
import type { BlobState, ImportBatch, ImportRow, JobState } from '#ports/job-store';

/** What only this PC needs: migration 0050. JSON columns of type `unknown` are read by whoever wrote them. */
export const audit = sqliteTable('audit', {
  seq: integer('seq').primaryKey(),
  at: text('at').notNull(),
  hlc: text('hlc').notNull(),
  actorNo: integer('actor_no').notNull(),
  deviceNo: integer('device_no').notNull(),
  action: text('action').notNull(),
  object: text('object').notNull(),
  purpose: text('purpose'),
  beforeSha256: text('before_sha256'),
  afterSha256: text('after_sha256'),
  prev: text('prev').notNull(),
  hash: text('hash').notNull(),
});

export const idempotency = sqliteTable('idempotency', {
  requestId: text('request_id').primaryKey(),
  userId: text('user_id').notNull(),
  method: text('method').notNull(),
  reply: text('reply', { mode: 'json' }).$type<unknown>().notNull(),
  at: text('at').notNull(),
});

export const job = sqliteTable('job', {
  jobId: text('job_id').primaryKey(),
  kind: text('kind').notNull(),
  state: text('state').$type<JobState>().notNull(),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  input: text('input', { mode: 'json' }).$type<unknown>(),
  result: text('result', { mode: 'json' }).$type<unknown>(),
  error: text('error'),
  startedAt: text('started_at').notNull(),
  startedBy: integer('started_by').notNull(),
  beatAt: text('beat_at').notNull(),
});

export const draft = sqliteTable('draft', {
  draftId: text('draft_id').primaryKey(),
  userId: text('user_id').notNull(),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  body: text('body', { mode: 'json' }).$type<unknown>(),
  savedAt: text('saved_at').notNull(),
});

export const setting = sqliteTable('setting', {
  name: text('name').primaryKey(),
  value: text('value', { mode: 'json' }).$type<unknown>(),
});

export const numberRange = sqliteTable(
  'number_range',
  {
    series: text('series').$type<NumberSeries>().notNull(),
    firstNo: integer('first_no').notNull(),
    lastNo: integer('last_no').notNull(),
    nextNo: integer('next_no').notNull(),
    prefix: text('prefix').notNull(),
  },
  (table) => [primaryKey({ columns: [table.series, table.firstNo] })],
);

export const scanRefusal = sqliteTable('scan_refusal', {
  refusalNo: integer('refusal_no').primaryKey(),
  at: text('at').notNull(),
  code: text('code').notNull(),
  voucherId: text('voucher_id'),
  shortCode: text('short_code'),
  userNo: integer('user_no').notNull(),
});

export const eligibilityRun = sqliteTable('eligibility_run', {
  runId: text('run_id').primaryKey(),
  programId: text('program_id').notNull(),
  programVersion: integer('program_version').notNull(),
  ranAt: text('ran_at').notNull(),
  passCount: integer('pass_count').notNull(),
  failCount: integer('fail_count').notNull(),
  unknownCount: integer('unknown_count').notNull(),
  byNo: integer('by_no').notNull(),
});

export const eligibilityResult = sqliteTable(
  'eligibility_result',
  {
    programId: text('program_id').notNull(),
    registrantId: text('registrant_id').notNull(),
    answer: text('answer').$type<EligibilityAnswer>().notNull(),
    score: real('score'),
    trace: text('trace', { mode: 'json' }).$type<unknown>().notNull(),
    inputsSha256: text('inputs_sha256').notNull(),
    runId: text('run_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.programId, table.registrantId] })],
);

export const importBatch = sqliteTable('import_batch', {
  batchId: text('batch_id').primaryKey(),
  fileName: text('file_name').notNull(),
  fileSha256: text('file_sha256').notNull(),
  state: text('state').$type<ImportBatch['state']>().notNull(),
  ignoredColumns: text('ignored_columns', { mode: 'json' }).$type<readonly string[]>().notNull(),
  error: text('error', { mode: 'json' }).$type<NonNullable<ImportBatch['error']>>(),
  madeBy: integer('made_by').notNull(),
  madeAt: text('made_at').notNull(),
});

export const importRow = sqliteTable(
  'import_row',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => importBatch.batchId, { onDelete: 'cascade' }),
    rowNo: integer('row_no').notNull(),
    state: text('state').$type<ImportRow['state']>().notNull(),
    body: text('body', { mode: 'json' }).$type<unknown>(),
    issues: text('issues', { mode: 'json' }).$type<ImportRow['issues']>().notNull(),
    registrantId: text('registrant_id'),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.rowNo] })],
);

export const blob = sqliteTable('blob', {
  sha256: text('sha256').primaryKey(),
  sizeBytes: integer('size_bytes').notNull(),
  state: text('state').$type<BlobState>().notNull(),
  sentBytes: integer('sent_bytes').notNull().default(0),
  addedAt: text('added_at').notNull(),
});

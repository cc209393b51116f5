import { blob, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';
import type { OpState, OpVerdict } from '#ports/operation-log';
import type { TableName } from '#sync/protocol/rows/replicated-tables';

/** Operations of this PC and what was pulled: migration 0040. These tables exist only here. */
export const op = sqliteTable(
  'op',
  {
    opNo: integer('op_no').primaryKey(),
    incarnation: integer('incarnation').notNull(),
    seq: integer('seq').notNull(),
    /** Above 2^53: read it through `op-log.sql.ts`, which gives it as text. */
    hlc: integer('hlc').notNull(),
    type: text('type').notNull(),
    entity: text('entity').notNull(),
    scope: text('scope').notNull(),
    actorNo: integer('actor_no').notNull(),
    cbor: blob('cbor', { mode: 'buffer' }),
    hash: text('hash').notNull(),
    state: text('state').$type<OpState>().notNull().default('queued'),
    verdictCode: text('verdict_code'),
    verdictData: text('verdict_data', { mode: 'json' }).$type<OpVerdict['data']>(),
    caseId: text('case_id'),
    madeAt: text('made_at').notNull(),
    settledAt: text('settled_at'),
  },
  (table) => [unique().on(table.incarnation, table.seq)],
);

/** Rows that an operation wrote. */
export const opEntity = sqliteTable(
  'op_entity',
  {
    tableName: text('table_name').$type<TableName>().notNull(),
    key: text('key').notNull(),
    opNo: integer('op_no')
      .notNull()
      .references(() => op.opNo),
  },
  (table) => [primaryKey({ columns: [table.tableName, table.key, table.opNo] })],
);

export const chain = sqliteTable('chain', {
  incarnation: integer('incarnation').primaryKey(),
  genesis: text('genesis').notNull(),
  nextSeq: integer('next_seq').notNull(),
  head: text('head').notNull(),
});

export const cursor = sqliteTable('cursor', {
  scope: text('scope').primaryKey(),
  seq: integer('seq').notNull(),
});

export const shadow = sqliteTable(
  'shadow',
  {
    tableName: text('table_name').$type<TableName>().notNull(),
    key: text('key').notNull(),
    seq: integer('seq').notNull(),
    image: text('image', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
  },
  (table) => [primaryKey({ columns: [table.tableName, table.key] })],
);

import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';

/** Tenants and where devices and codes belong; see migration 0010. */
export const tenant = pgTable(
  'tenant',
  {
    tenantId: uuid('tenant_id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    practice: boolean('practice').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);

export const tenantRoute = pgTable(
  'tenant_route',
  {
    kind: text('kind').$type<'device' | 'enrolment'>().notNull(),
    key: text('key').notNull(),
    tenantId: uuid('tenant_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] })],
);

export const tenantCounter = pgTable(
  'tenant_counter',
  {
    tenantId: uuid('tenant_id').notNull(),
    name: text('name').notNull(),
    lastValue: integer('last_value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);

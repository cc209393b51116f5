import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './column-types.ts';

/** People at the centre; see migration 0080. */
export const centreUser = pgTable(
  'centre_user',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    login: text('login').notNull(),
    passwordHash: text('password_hash').notNull(),
    roles: jsonb('roles').$type<readonly string[]>().notNull(),
    active: boolean('active').notNull(),
    failedAttempts: integer('failed_attempts').notNull(),
    lockedUntil: instant('locked_until'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] })],
);

export const centreSession = pgTable(
  'centre_session',
  {
    tenantId: uuid('tenant_id').notNull(),
    tokenSha256: text('token_sha256').notNull(),
    userId: uuid('user_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tokenSha256] })],
);

export const centreAudit = pgTable(
  'centre_audit',
  {
    tenantId: uuid('tenant_id').notNull(),
    auditId: uuid('audit_id').notNull(),
    at: instant('at').notNull(),
    userId: uuid('user_id'),
    action: text('action').notNull(),
    object: text('object').notNull(),
    data: jsonb('data').$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.auditId] })],
);

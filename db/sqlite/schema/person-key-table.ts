import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PersonKeyKind } from '../person-keys.ts';

/** Search keys of people, derived from registrants and identifiers (`person-keys.ts`). */
export const personKey = sqliteTable(
  'person_key',
  {
    kind: text('kind').$type<PersonKeyKind>().notNull(),
    key: text('key').notNull(),
    registrantId: text('registrant_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key, table.registrantId] })],
);

import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { assert } from '#domain/invariant';
import type { SqliteClient } from './open.ts';
import * as office from './schema/office-tables.ts';
import * as operation from './schema/operation-tables.ts';
import * as payment from './schema/payment-tables.ts';
import * as personKey from './schema/person-key-table.ts';
import * as reference from './schema/reference-tables.ts';
import * as registry from './schema/registry-tables.ts';
import { selectSchema } from './schema-text.sql.ts';

type SchemaLine = { readonly table: string; readonly type: string; readonly sql: string };

/** Which tables stand in which file of the snapshot: as in the drizzle files beside them. */
const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  reference: tableNames(reference),
  registry: tableNames({ ...registry, ...personKey }),
  payment: tableNames(payment),
  operation: tableNames(operation),
  office: tableNames(office),
};

const HEADER = `-- The database as all migrations together make it. Written by db/sqlite/print-schema.ts and compared by a test:
-- change the migrations, never this file.
`;

/** Where the snapshot of a subject lies. */
export function snapshotFile(subject: string): URL {
  return new URL(`./schema/${subject}.sql`, import.meta.url);
}

/** The whole schema of a database, one text per subject. Throws when a table belongs to none. */
export function schemaTexts(client: SqliteClient): ReadonlyMap<string, string> {
  const lines = client.prepare<[], SchemaLine>(selectSchema).all();
  const known = Object.values(SUBJECTS).flat();
  const stray = lines.find(({ table }) => !known.includes(table));
  assert(stray === undefined, () => `no drizzle file names the table ${stray?.table}`);
  return new Map(
    Object.entries(SUBJECTS).map(([subject, tables]) => [
      subject,
      `${HEADER}${lines
        .filter(({ table }) => tables.includes(table))
        .map(({ type, sql }) => (type === 'index' ? `${sql};\n` : `\n${sql};\n`))
        .join('')}`,
    ]),
  );
}

function tableNames(module: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(module).flatMap((value) => (is(value, SQLiteTable) ? [getTableName(value)] : []));
}

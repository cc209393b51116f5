import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type TableName, tableOrder } from '#sync/protocol/rows/replicated-tables';
import { createScratchDatabase, type ScratchDatabase } from '../../../test/setup/scratch-database.ts';
import { postgresTable } from '../replicated-columns.ts';
import * as centreUserTables from './centre-user-tables.ts';
import * as claimTables from './claim-tables.ts';
import * as fundTables from './fund-tables.ts';
import * as paymentTables from './payment-tables.ts';
import * as referenceTables from './reference-tables.ts';
import * as registryTables from './registry-tables.ts';
import * as syncTables from './sync-tables.ts';
import * as tenantTables from './tenant-tables.ts';

type ColumnFacts = { readonly name: string; readonly type: string; readonly nullable: boolean };

const drizzleTables: Readonly<Record<string, PgTable>> = {
  ...tenantTables,
  ...referenceTables,
  ...registryTables,
  ...paymentTables,
  ...claimTables,
  ...syncTables,
  ...fundTables,
  ...centreUserTables,
};
/** Asked before a tenant is known, so they carry none in their keys; and the migrator's own ledger. */
const WITHOUT_TENANT = ['tenant', 'tenant_route', 'schema_migration'];

let scratch: ScratchDatabase;
let migrator: pg.Client;

beforeAll(async () => {
  scratch = await createScratchDatabase(inject('databaseUrl'), 'tawi_test_schema');
  migrator = new pg.Client({ connectionString: scratch.migratorUrl });
  await migrator.connect();
});

afterAll(async () => {
  await migrator.end();
  await scratch.drop();
});

async function catalogueColumns(table: string): Promise<readonly ColumnFacts[]> {
  const { rows } = await migrator.query<ColumnFacts>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable
       FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname`,
    [table],
  );
  return rows;
}

async function names(text: string): Promise<readonly string[]> {
  const { rows } = await migrator.query<{ name: string }>(text);
  return rows.map((row) => row.name);
}

describe('the central schema', () => {
  it.each(tableOrder)(
    'has for %s the columns of its row schema, and scope and seq',
    async (table: TableName) => {
      const { sqlName, columns } = postgresTable(table);
      const expected = [
        ...columns.map(({ sqlName: name, sqlType: type, nullable }) => ({ name, type, nullable })),
        { name: 'tenant_id', type: 'uuid', nullable: false },
        { name: 'scope', type: 'text', nullable: false },
        { name: 'seq', type: 'bigint', nullable: false },
      ];
      expect(await catalogueColumns(sqlName)).toEqual(expected.sort((a, b) => (a.name < b.name ? -1 : 1)));
    },
  );

  it.each(Object.values(drizzleTables).map((table) => [getTableConfig(table).name, table] as const))(
    'is what drizzle believes of %s',
    async (name, table) => {
      const columns = getTableConfig(table).columns.map((column) => ({
        name: column.name,
        type: column.getSQLType().replace('timestamp (3)', 'timestamp(3)'),
        nullable: !column.notNull,
      }));
      expect(columns.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(await catalogueColumns(name));
    },
  );

  it('is wholly known to drizzle', async () => {
    const tables = await names("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'tawi'");
    const known = Object.values(drizzleTables).map((table) => getTableConfig(table).name);
    expect(tables.filter((table) => table !== 'schema_migration').sort()).toEqual(known.sort());
  });

  it('leads every primary, unique and foreign key with tenant_id (the distribution column)', async () => {
    const strays = await names(
      `SELECT i.relname AS name FROM pg_index x
         JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
        WHERE t.relnamespace = 'tawi'::regnamespace AND a.attname <> 'tenant_id'
          AND t.relname NOT IN (${WITHOUT_TENANT.map((name) => `'${name}'`).join(', ')})
       UNION ALL
       SELECT c.conname FROM pg_constraint c
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
         JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND c.connamespace = 'tawi'::regnamespace
          AND (a.attname <> 'tenant_id' OR f.attname <> 'tenant_id')`,
    );
    expect(strays).toEqual([]);
  });

  it('has no trigger and no function of its own, which distributed tables refuse', async () => {
    expect(await names('SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal')).toEqual([]);
    expect(
      await names("SELECT proname AS name FROM pg_proc WHERE pronamespace = 'tawi'::regnamespace"),
    ).toEqual([]);
  });

  it('forces row security on every table that has a tenant', async () => {
    const open = await names(
      `SELECT c.relname AS name FROM pg_class c
        WHERE c.relnamespace = 'tawi'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                   AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid
                                AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL AND p.polcmd = '*'))
        ORDER BY 1`,
    );
    expect(open).toEqual([...WITHOUT_TENANT].sort());
  });
});

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createScratchDatabase, type ScratchDatabase } from '../../test/setup/scratch-database.ts';

let scratch: ScratchDatabase;
let migrator: pg.Client;
let app: pg.Client;

beforeAll(async () => {
  scratch = await createScratchDatabase(inject('databaseUrl'), 'tawi_test_grants');
  migrator = new pg.Client({ connectionString: scratch.migratorUrl });
  app = new pg.Client({ connectionString: scratch.appUrl });
  await Promise.all([migrator.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([migrator.end(), app.end()]);
  await scratch.drop();
});

async function tablesWith(privilege: string): Promise<readonly string[]> {
  const { rows } = await migrator.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'tawi'::regnamespace AND c.relkind IN ('r', 'p')
        AND has_table_privilege('tawi_app', c.oid, $1) ORDER BY 1`,
    [privilege],
  );
  return rows.map((row) => row.name);
}

describe('what the app role may do', () => {
  it('owns nothing and bypasses nothing', async () => {
    const { rows } = await migrator.query(
      `SELECT (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned, rolsuper, rolbypassrls, rolcreaterole
         FROM pg_roles r WHERE rolname = 'tawi_app'`,
    );
    expect(rows).toEqual([{ owned: 0, rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  });

  it('deletes only sessions and claims given up, and empties or references nothing', async () => {
    expect(await tablesWith('DELETE')).toEqual(['centre_session', 'claimed_redemption']);
    expect(await tablesWith('TRUNCATE')).toEqual([]);
    expect(await tablesWith('REFERENCES')).toEqual([]);
    expect(await tablesWith('TRIGGER')).toEqual([]);
  });

  it('never changes what was signed, logged or posted', async () => {
    const changeable = await tablesWith('UPDATE');
    const forEver = [
      'op_log',
      'audit_row',
      'change_log',
      'ledger_entry',
      'approval',
      'claim_approval',
      'centre_audit',
    ];
    expect(changeable.filter((table) => forEver.includes(table))).toEqual([]);
    const { rows } = await migrator.query<{ column: string }>(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.column_privileges
        WHERE grantee = 'tawi_app' AND privilege_type = 'UPDATE' AND table_schema = 'tawi' ORDER BY 1`,
    );
    const columns = rows
      .map((row) => row.column)
      .filter((name) => forEver.includes(name.split('.')[0] ?? ''));
    expect(columns).toEqual(['change_log.superseded_by']);
  });

  it.each([
    "UPDATE op_log SET verdict = 'ACCEPTED'",
    'DELETE FROM op_log',
    'UPDATE change_log SET "row" = \'{}\'',
    "UPDATE ledger_entry SET lines = '[]'",
    'UPDATE audit_row SET hash = hash',
    'DROP TABLE op_log',
    'ALTER TABLE op_log DISABLE ROW LEVEL SECURITY',
    'CREATE TABLE mine (id int)',
    "UPDATE schema_migration SET name = 'other'",
  ])('is refused %s', async (statement) => {
    await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe('row level security', () => {
  const [mine, other] = ['0193a1f0-4c00-8001-8000-000000000001', '0193a1f0-4c00-8001-8000-000000000002'];

  it('shows and takes rows of the transaction’s tenant only, and none without one, on a reused connection', async () => {
    const insert = "INSERT INTO scope_head (tenant_id, scope, seq) VALUES ($1, 'national', 1)";
    await app.query(`BEGIN; SET LOCAL tawi.tenant = '${mine}'`);
    await app.query(insert, [mine]);
    await app.query('COMMIT');
    expect((await app.query('SELECT 1 FROM scope_head')).rowCount).toBe(0);
    await app.query(`BEGIN; SET LOCAL tawi.tenant = '${other}'`);
    expect((await app.query('SELECT 1 FROM scope_head')).rowCount).toBe(0);
    expect((await app.query('UPDATE scope_head SET seq = 2')).rowCount).toBe(0);
    await expect(app.query(insert, [mine])).rejects.toThrow('row-level security');
    await app.query('ROLLBACK');
    await app.query(`BEGIN; SET LOCAL tawi.tenant = '${mine}'`);
    expect((await app.query('SELECT 1 FROM scope_head')).rowCount).toBe(1);
    await app.query('ROLLBACK');
  });
});

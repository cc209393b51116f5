import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migratePostgres } from './migrate.ts';
import { ensureRoles, type ServiceRoles } from './roles.ts';

const NOW = '2026-11-20T08:00:00.000Z';
const CREATE = 'CREATE TABLE person (id uuid PRIMARY KEY); GRANT SELECT ON person TO tawi_app;';
const SCRATCH = 'tawi_test_migrate';
const server = inject('databaseUrl');
let scratchUrl: string;
let roles: ServiceRoles;
let folder: string;

async function run(url: string, ...statements: readonly string[]): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly unknown[] = [];
    for (const text of statements) rows = (await client.query({ text, rowMode: 'array' })).rows.flat();
    return rows;
  } finally {
    await client.end();
  }
}

function migration(name: string, sql: string, minSafeVersion = 1): void {
  writeFileSync(join(folder, `${name}.sql`), `-- minSafeVersion: ${minSafeVersion}\n${sql}\n`);
}

function migrate(appVersion = '0.1.0') {
  return migratePostgres({ url: roles.migratorUrl, folder, now: () => NOW, appVersion });
}

beforeAll(async () => {
  await run(server, `DROP DATABASE IF EXISTS ${SCRATCH}`, `CREATE DATABASE ${SCRATCH} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${SCRATCH}`;
  scratchUrl = url.href;
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-migrate-'));
  roles = await ensureRoles(scratchUrl);
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await run(scratchUrl, 'DROP SCHEMA tawi CASCADE');
});

afterAll(async () => {
  await run(server, `DROP DATABASE IF EXISTS ${SCRATCH} WITH (FORCE)`);
});

describe('migratePostgres', () => {
  it('builds the schema as the migrator, and the app has just what the migration grants', async () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-secret', 'CREATE TABLE secret (id int);');
    expect(await migrate()).toEqual({ ok: true, value: { applied: [10, 20], schema: 20 } });
    expect(
      await run(scratchUrl, "SELECT tableowner::text FROM pg_tables WHERE tablename = 'person'"),
    ).toEqual(['tawi_migrator']);
    expect(await run(roles.appUrl, 'SELECT count(*)::int FROM person')).toEqual([0]);
    expect(await run(roles.appUrl, 'SELECT number FROM schema_migration ORDER BY number')).toEqual([10, 20]);
    await expect(run(roles.appUrl, 'SELECT 1 FROM secret')).rejects.toThrow(/permission denied/);
    expect(await migrate()).toEqual({ ok: true, value: { applied: [], schema: 20 } });
  });

  it('runs once when four instances start together', async () => {
    migration('0010-create-person', CREATE);
    const outcomes = await Promise.all([migrate(), migrate(), migrate(), migrate()]);
    const applied = outcomes.map((outcome) => (outcome.ok ? outcome.value.applied : outcome.error));
    expect(applied.filter((numbers) => JSON.stringify(numbers) === '[10]')).toHaveLength(1);
    expect(applied.filter((numbers) => JSON.stringify(numbers) === '[]')).toHaveLength(3);
  });

  it('rolls back the migration that fails and keeps the ones before it', async () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', 'CREATE TABLE child (id int); INSERT INTO nowhere VALUES (1);');
    expect(await migrate()).toEqual({
      ok: false,
      error: {
        code: 'db/migration-failed',
        number: 20,
        name: 'create-child',
        reason: 'relation "nowhere" does not exist',
      },
    });
    expect(
      await run(scratchUrl, "SELECT to_regclass('tawi.person')::text, to_regclass('tawi.child')::text"),
    ).toEqual(['tawi.person', null]);
  });

  it('refuses an edited migration and a database that needs a newer service', async () => {
    migration('0010-create-person', CREATE);
    migration('0020-create-child', 'CREATE TABLE child (id int);', 20);
    await migrate('0.2.0');
    migration('0010-create-person', `${CREATE} -- edited`);
    expect(await migrate()).toMatchObject({
      ok: false,
      error: { code: 'db/migration-changed', reason: 'edited' },
    });
    migration('0010-create-person', CREATE);
    rmSync(join(folder, '0020-create-child.sql'));
    expect(await migrate()).toMatchObject({
      ok: false,
      error: { code: 'db/newer-than-app', neededSchema: 20, neededAppVersion: '0.2.0' },
    });
  });

  it('takes a migration with a commit of its own as a fault of the program', async () => {
    migration('0010-commit', 'COMMIT;');
    await expect(migrate()).rejects.toThrow(/ends its transaction/);
  });
});

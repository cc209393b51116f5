import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { ensureRoles, generateRolePasswords } from './roles.ts';

const server = inject('databaseUrl');
const SCRATCH = 'tawi_test_roles';
let scratchUrl: string;

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

function inScratch(username?: string): string {
  const url = new URL(server);
  url.pathname = `/${SCRATCH}`;
  if (username !== undefined) {
    url.username = username;
    url.password = 'a-password-for-tests';
  }
  return url.href;
}

beforeAll(async () => {
  await run(server, `DROP DATABASE IF EXISTS ${SCRATCH}`, `CREATE DATABASE ${SCRATCH} TEMPLATE template0`);
});

beforeEach(() => {
  scratchUrl = inScratch();
});

afterEach(async () => {
  await run(inScratch(), 'DROP SCHEMA IF EXISTS tawi CASCADE');
});

afterAll(async () => {
  await run(server, `DROP DATABASE IF EXISTS ${SCRATCH} WITH (FORCE)`);
});

describe('ensureRoles', () => {
  it('makes a migrator that owns the schema and an app that may use it but build nothing', async () => {
    const { migratorUrl, appUrl } = await ensureRoles(scratchUrl);
    await run(migratorUrl, 'CREATE TABLE person (id int)', 'GRANT SELECT ON person TO tawi_app');
    expect(
      await run(
        migratorUrl,
        "SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 'person'",
      ),
    ).toEqual(['tawi']);
    expect(await run(appUrl, 'SELECT count(*)::int FROM person')).toEqual([0]);
    for (const forbidden of [
      'CREATE TABLE mine (id int)',
      'CREATE TABLE public.mine (id int)',
      'CREATE SCHEMA mine',
      'INSERT INTO person VALUES (1)',
      'DROP TABLE person',
      'ALTER TABLE person ADD COLUMN name text',
      'CREATE ROLE mine',
      'SET ROLE tawi_migrator',
    ]) {
      await expect(run(appUrl, forbidden), forbidden).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('lets the migrator install trusted extensions and the schema of the job queue', async () => {
    const { migratorUrl, appUrl } = await ensureRoles(scratchUrl);
    await run(migratorUrl, 'CREATE EXTENSION pg_trgm', 'CREATE SCHEMA graphile_worker_test');
    expect(await run(appUrl, "SELECT similarity('almaz', 'almaz')::int")).toEqual([1]);
    await run(migratorUrl, 'DROP SCHEMA graphile_worker_test');
  });

  it('keeps given passwords, again and again, and sets them anew when they were changed', async () => {
    const passwords = generateRolePasswords();
    const first = await ensureRoles(scratchUrl, passwords);
    expect(await ensureRoles(scratchUrl, passwords)).toEqual(first);
    expect(await run(first.appUrl, 'SELECT current_user::text')).toEqual(['tawi_app']);
    const changed = await ensureRoles(scratchUrl);
    expect(await run(changed.appUrl, 'SELECT current_user::text')).toEqual(['tawi_app']);
    await expect(run(first.appUrl, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('works for several instances starting together', async () => {
    const passwords = generateRolePasswords();
    const starts = await Promise.all([1, 2, 3, 4].map(() => ensureRoles(scratchUrl, passwords)));
    for (const { appUrl } of starts) expect(await run(appUrl, 'SELECT 1')).toEqual([1]);
  });

  it('refuses an app role that was given the migrator', async () => {
    await ensureRoles(scratchUrl);
    await run(scratchUrl, 'GRANT tawi_migrator TO tawi_app');
    try {
      await expect(ensureRoles(scratchUrl)).rejects.toMatchObject({
        code: 'postgres/role-too-strong',
        detail: expect.stringContaining('member of the migrator'),
      });
    } finally {
      await run(scratchUrl, 'REVOKE tawi_migrator FROM tawi_app');
    }
  });
});

describe('ensureRoles with an administrator who is no superuser', () => {
  const admin = 'tawi_test_admin';

  beforeAll(async () => {
    await run(
      inScratch(),
      `CREATE ROLE ${admin} LOGIN CREATEROLE PASSWORD 'a-password-for-tests'`,
      `ALTER DATABASE ${SCRATCH} OWNER TO ${admin}`,
    );
  });

  afterAll(async () => {
    await run(
      inScratch(),
      `ALTER DATABASE ${SCRATCH} OWNER TO CURRENT_USER`,
      'DROP SCHEMA IF EXISTS tawi CASCADE',
      'DROP OWNED BY tawi_app, tawi_migrator',
      `DROP OWNED BY ${admin}`,
      'DROP ROLE IF EXISTS tawi_app',
      'DROP ROLE IF EXISTS tawi_migrator',
      `DROP ROLE ${admin}`,
    );
  });

  it('works when he may create roles, first and second time, and leaves him no membership', async () => {
    await run(
      inScratch(),
      'DROP OWNED BY tawi_app, tawi_migrator',
      'DROP ROLE tawi_app',
      'DROP ROLE tawi_migrator',
    );
    const passwords = generateRolePasswords();
    const roles = await ensureRoles(inScratch(admin), passwords);
    expect(await ensureRoles(inScratch(admin), passwords)).toEqual(roles);
    await run(roles.migratorUrl, 'CREATE TABLE person (id int)');
    await expect(run(inScratch(admin), 'SELECT count(*) FROM tawi.person')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('says so when he may not', async () => {
    await run(inScratch(), `ALTER ROLE ${admin} NOCREATEROLE`);
    await expect(ensureRoles(inScratch(admin))).rejects.toMatchObject({
      code: 'postgres/may-not-manage-roles',
    });
  });
});

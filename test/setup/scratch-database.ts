import pg from 'pg';
import { migratePostgres } from '#db/postgres/migrate';
import { ensureRoles } from '#db/postgres/roles';

/** A database of its own, migrated, with the URLs of both roles. */
export type ScratchDatabase = {
  readonly appUrl: string;
  readonly migratorUrl: string;
  /** Superuser of the cluster, in this database. */
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
};

/** Roles belong to the whole cluster, so every test file must give them the same passwords. */
const PASSWORDS = { migrator: 'a-password-for-tests', app: 'a-password-for-tests' };

/** Makes (anew) the database `name` in the cluster of `serverUrl` with the service's roles and schema. */
export async function createScratchDatabase(serverUrl: string, name: string): Promise<ScratchDatabase> {
  await runOnce(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await runOnce(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { appUrl, migratorUrl } = await ensureRoles(url.href, PASSWORDS);
  const migrated = await migratePostgres({
    url: migratorUrl,
    now: () => '2026-11-20T09:00:00.000Z',
    appVersion: '0.1.0',
  });
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.error));
  const drop = () => runOnce(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { appUrl, migratorUrl, adminUrl: url.href, drop };
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

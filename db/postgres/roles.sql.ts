import type pg from 'pg';
import { assert } from '#domain/invariant';
import { APP_ROLE, MIGRATOR_ROLE, SCHEMA } from './role-names.ts';
import { scramVerifier } from './scram-verifier.ts';

// Raw because roles, schemas and grants are outside what drizzle describes.

/** Makes the role when it is missing, gives it the password when one is passed, and sets its search path. */
export async function ensureRole(
  client: pg.Client,
  role: string,
  newPassword: string | undefined,
): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rows.length === 0) {
    await client.query(
      `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`,
    );
  }
  if (newPassword !== undefined) {
    // The verifier, not the password: statements end up in server logs.
    await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(scramVerifier(newPassword))}`);
  }
  const database = await currentDatabase(client);
  const settings = await client.query(
    `SELECT 1 FROM pg_db_role_setting s
       JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
      WHERE r.rolname = $1 AND d.datname = $2 AND $3 = ANY (s.setconfig)`,
    [role, database, `search_path=${SCHEMA}, public`],
  );
  if (settings.rows.length > 0) return;
  await client.query(
    `ALTER ROLE ${role} IN DATABASE ${client.escapeIdentifier(database)} SET search_path = ${SCHEMA}, public`,
  );
}

/** The schema belongs to the migrator; the app may look names up in it, and tables are granted by migrations. */
export async function ensureSchema(client: pg.Client): Promise<void> {
  const database = client.escapeIdentifier(await currentDatabase(client));
  const { rows } = await client.query<{ schema_ok: boolean; database_ok: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
                     WHERE n.nspname = $1 AND r.rolname = $2
                       AND has_schema_privilege($3, n.oid, 'USAGE')) AS schema_ok,
            has_database_privilege($2, current_database(), 'CREATE') AS database_ok`,
    [SCHEMA, MIGRATOR_ROLE, APP_ROLE],
  );
  // The job queue and trusted extensions make schemas and objects of their own.
  if (rows[0]?.database_ok !== true)
    await client.query(`GRANT CREATE ON DATABASE ${database} TO ${MIGRATOR_ROLE}`);
  if (rows[0]?.schema_ok === true) return;
  // To give something to a role one must be able to act as it; only for this transaction.
  const admin = await client.query<{ rolsuper: boolean }>(
    'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
  );
  const temporary = admin.rows[0]?.rolsuper !== true;
  if (temporary) await client.query(`GRANT ${MIGRATOR_ROLE} TO CURRENT_USER`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA} AUTHORIZATION ${MIGRATOR_ROLE}`);
  await client.query(`SET LOCAL ROLE ${MIGRATOR_ROLE}`);
  await client.query(`GRANT USAGE ON SCHEMA ${SCHEMA} TO ${APP_ROLE}`);
  await client.query('RESET ROLE');
  if (temporary) await client.query(`REVOKE ${MIGRATOR_ROLE} FROM CURRENT_USER`);
}

async function currentDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const name = rows[0]?.name;
  assert(name !== undefined, () => 'current_database() gave no row');
  return name;
}

/** What the app role must not be able to do, by name, and whether it is. */
export async function appPowers(client: pg.Client): Promise<Readonly<Record<string, boolean>>> {
  const { rows } = await client.query<Record<string, boolean>>(
    `SELECT rolsuper AS "superuser", rolbypassrls AS "bypasses row level security", rolcreaterole AS "creates roles",
            rolcreatedb AS "creates databases", rolreplication AS "replicates",
            pg_has_role(r.oid, $2, 'MEMBER') AS "member of the migrator",
            has_database_privilege(r.oid, current_database(), 'CREATE') AS "creates schemas",
            has_schema_privilege(r.oid, $3, 'CREATE') AS "creates tables in the schema",
            coalesce(has_schema_privilege(r.oid, to_regnamespace('public')::oid, 'CREATE'), false)
              AS "creates tables in public",
            EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relpersistence <> 't') AS "owns tables"
       FROM pg_roles r WHERE r.rolname = $1`,
    [APP_ROLE, MIGRATOR_ROLE, SCHEMA],
  );
  const powers = rows[0];
  assert(powers !== undefined, () => `${APP_ROLE} is missing`);
  return powers;
}

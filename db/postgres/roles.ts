import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { APP_ROLE, MIGRATOR_ROLE } from './role-names.ts';
import { appPowers, ensureRole, ensureSchema } from './roles.sql.ts';

export type RolePasswords = { readonly migrator: string; readonly app: string };

export type ServiceRoles = {
  readonly migratorUrl: string;
  readonly appUrl: string;
  /** To be kept by the caller and given again at the next start. */
  readonly passwords: RolePasswords;
};

export type PostgresRolesCode =
  /** The administrator may not create or change the roles, the schema or its grants. */
  | 'postgres/may-not-manage-roles'
  /** The app role can do more than it may; `detail` names what. Remedied by hand, as someone gave it that. */
  | 'postgres/role-too-strong';

/** Thrown by {@link ensureRoles}: the service may not start with these roles. */
export class PostgresRolesError extends Error {
  override readonly name = 'PostgresRolesError';
  readonly code: PostgresRolesCode;
  readonly detail: string;

  constructor(
    code: PostgresRolesCode,
    { detail, cause }: { readonly detail: string; readonly cause?: unknown },
  ) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
    this.detail = detail;
  }
}

const ATTEMPTS = 5;
/** Another instance changed the same catalogue rows at the same moment; the second try finds its work done. */
const RACE_CODES = ['XX000', '40001', '42710', '23505', '42P06'];
const INSUFFICIENT_PRIVILEGE = '42501';

/** Two random passwords of 192 bits, safe in URLs. */
export function generateRolePasswords(): RolePasswords {
  return { migrator: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') };
}

/**
 * Makes sure that both roles, the schema and its grants exist in the database `adminUrl` names, whose user may
 * create roles (it need not be a superuser), that the passwords fit, and that the app role can do no more than it
 * should (SEC-33). Roles belong to the whole cluster: two databases of it share their passwords.
 */
export async function ensureRoles(
  adminUrl: string,
  passwords: RolePasswords = generateRolePasswords(),
): Promise<ServiceRoles> {
  const migratorUrl = urlFor(adminUrl, MIGRATOR_ROLE, passwords.migrator);
  const appUrl = urlFor(adminUrl, APP_ROLE, passwords.app);
  const fits = { migrator: await canLogIn(migratorUrl), app: await canLogIn(appUrl) };
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await withRetries(() =>
      inTransaction(client, async () => {
        await ensureRole(client, MIGRATOR_ROLE, fits.migrator ? undefined : passwords.migrator);
        await ensureRole(client, APP_ROLE, fits.app ? undefined : passwords.app);
        await ensureSchema(client);
      }),
    );
    await refuseStrongApp(client);
  } finally {
    await client.end();
  }
  return { migratorUrl, appUrl, passwords };
}

function urlFor(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    // The server's "no" (28…) is the answer; an unreachable server is not.
    if (error instanceof pg.DatabaseError) return false;
    throw error;
  } finally {
    await client.end();
  }
}

async function withRetries(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
      if (code === INSUFFICIENT_PRIVILEGE) {
        const detail = error instanceof Error ? error.message : code;
        throw new PostgresRolesError('postgres/may-not-manage-roles', { detail, cause: error });
      }
      if (attempt === ATTEMPTS || !RACE_CODES.includes(code)) throw error;
    }
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function refuseStrongApp(client: pg.Client): Promise<void> {
  const powers = await appPowers(client);
  const tooMuch = Object.entries(powers).flatMap(([power, has]) => (has ? [power] : []));
  if (tooMuch.length > 0)
    throw new PostgresRolesError('postgres/role-too-strong', { detail: tooMuch.join(', ') });
}

import { join } from 'node:path';
import { type Database, openDatabase } from '#db/postgres/database';
import { migratePostgres } from '#db/postgres/migrate';
import { APP_ROLE } from '#db/postgres/role-names';
import { ensureRoles } from '#db/postgres/roles';
import type { CentreLog } from './centre-service.ts';
import { startPostgres } from './postgres-launcher.ts';
import { loadRolePasswords } from './role-passwords.ts';

export type CentreDatabase = {
  readonly database: Database;
  /** The administrator's URL, for tools and tests; requests never use it. */
  readonly adminUrl: string;
  readonly stop: () => Promise<void>;
};

/** The database cannot be used by this version of the service; `detail` is for the operator. */
export class CentreDatabaseError extends Error {
  override readonly name = 'CentreDatabaseError';
  readonly code: string;
  constructor(code: string, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

export type CentreDatabaseOptions = {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly log: CentreLog;
};

/**
 * The service's database, migrated, opened as the app role. `DATABASE_URL` names a server; behind a pooler
 * `DATABASE_URL_DIRECT` is the way around it for roles and migrations, and requests take the pooler. Without either,
 * PostgreSQL is started in the data folder. The user in the URL must be allowed to create roles.
 */
export async function openCentreDatabase(options: CentreDatabaseOptions): Promise<CentreDatabase> {
  const { env, dataDir, log } = options;
  const pooled = env['DATABASE_URL'] ?? '';
  const direct = env['DATABASE_URL_DIRECT'] ?? '';
  const own =
    pooled === ''
      ? await startPostgres({
          dataDir: join(dataDir, 'postgres'),
          log: (line) => log.info({ line }, 'postgres'),
        })
      : undefined;
  try {
    const adminUrl = own?.url ?? (direct === '' ? pooled : direct);
    const roles = await ensureRoles(adminUrl, loadRolePasswords(dataDir, env));
    await migrate(roles.migratorUrl, options);
    const url = direct === '' ? roles.appUrl : asAppRole(pooled, roles.passwords.app);
    const database = openDatabase({ url, onIdleError: (err) => log.warn({ err }, 'idle connection lost') });
    return {
      database,
      adminUrl,
      stop: async () => {
        await database.close();
        await own?.stop();
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

function asAppRole(pooled: string, password: string): string {
  const url = new URL(pooled);
  url.username = APP_ROLE;
  url.password = password;
  return url.href;
}

async function migrate(url: string, { version, log }: CentreDatabaseOptions): Promise<void> {
  const migrated = await migratePostgres({ url, now: () => new Date().toISOString(), appVersion: version });
  if (!migrated.ok) throw new CentreDatabaseError(migrated.error.code, JSON.stringify(migrated.error));
  if (migrated.value.applied.length > 0) log.info({ applied: migrated.value.applied }, 'database migrated');
}

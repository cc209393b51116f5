import { mkdirSync } from 'node:fs';
import { CentreDatabaseError, openCentreDatabase } from './centre-database.ts';
import type { CentreLog, CentreService } from './centre-service.ts';
import { loadCentreKeys } from './keys/centre-keys.ts';
import { chooseObjectStore } from './object-store/choose-object-store.ts';
import { buildApp, type RateLimits } from './routes/app.ts';

/** Version of the service, as in package.json; written into migrations and the API's description. */
export const SERVICE_VERSION = '0.1.0';

export type StartCentreOptions = {
  /** Keys, the embedded database and the folder of objects lie here. */
  readonly dataDir: string;
  /** Instead of `DATABASE_URL` of the environment. */
  readonly databaseUrl?: string;
  /** 0 = a free one. */
  readonly port: number;
  /** Where to listen; this machine only, unless a reverse proxy needs another. */
  readonly host?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: CentreLog;
  readonly nowMs?: () => number;
  readonly limits?: RateLimits;
};

export type RunningCentre = {
  /** Where offices find it, e.g. `http://127.0.0.1:4600`. */
  readonly url: string;
  /** Where people of the centre find its API. */
  readonly adminUrl: string;
  /** The administrator's URL of the database. */
  readonly databaseUrl: string;
  /** For scripts of the same process, such as the practice seed. */
  readonly service: CentreService;
  /** Takes no more requests, finishes those under way, closes the database. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the central service: database (given or embedded) with its roles and schema, keys, object store, HTTP. Throws
 * with a `code` when one of them cannot be had; what was started until then is stopped again.
 */
export async function startCentre(options: StartCentreOptions): Promise<RunningCentre> {
  const { dataDir, env, log } = options;
  mkdirSync(dataDir, { recursive: true });
  const keys = loadCentreKeys(dataDir, env);
  const objects = chooseObjectStore(env, dataDir);
  if (!objects.ok) throw new CentreDatabaseError(objects.error.code, objects.error.missing.join(', '));
  const given = options.databaseUrl === undefined ? env : { ...env, DATABASE_URL: options.databaseUrl };
  const database = await openCentreDatabase({ dataDir, env: given, version: SERVICE_VERSION, log });
  const service: CentreService = {
    database: database.database,
    keys,
    objects: objects.value,
    nowMs: options.nowMs ?? Date.now,
    log,
  };
  try {
    const app = await buildApp(service, {
      version: SERVICE_VERSION,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= app.close().then(database.stop);
      return stopping;
    };
    return { url, adminUrl: `${url}/v1/admin`, databaseUrl: database.adminUrl, service, stop };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

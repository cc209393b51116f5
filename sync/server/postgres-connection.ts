import { realpathSync } from 'node:fs';
import pg from 'pg';
import { ADMIN_USER } from './postgres-cluster.ts';
import { ensureServiceDatabase, SERVICE_DATABASE } from './service-database.sql.ts';

export type ConnectAttempt = 'ready' | 'not-yet' | 'someone-else';

/** The administrator's URL of a cluster on this machine. */
export function adminUrl(port: number, password: string, database = SERVICE_DATABASE): string {
  return `postgres://${ADMIN_USER}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Tries once to log in and asks the server which cluster it serves; only that proves it is ready and ours. The
 * first time, the service's database is made.
 */
export async function tryConnect(
  port: number,
  password: string,
  clusterDir: string,
): Promise<ConnectAttempt> {
  const client = new pg.Client({
    connectionString: adminUrl(port, password, 'postgres'),
    connectionTimeoutMillis: 3000,
  });
  // A server that dies while we look also breaks the idle socket, which would otherwise throw on its own.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if (rows[0] === undefined || realpathSync(rows[0].data_directory) !== realpathSync(clusterDir)) {
      return 'someone-else';
    }
    await ensureServiceDatabase(client);
    return 'ready';
  } catch (error) {
    return error instanceof pg.DatabaseError && error.code === '28P01' ? 'someone-else' : 'not-yet';
  } finally {
    await client.end();
  }
}

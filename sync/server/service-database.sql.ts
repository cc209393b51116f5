import type pg from 'pg';

/** The database of the service inside its own cluster. */
export const SERVICE_DATABASE = 'tawi';

/** Makes the service's database the first time. Raw because a database cannot be described from within one. */
export async function ensureServiceDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [SERVICE_DATABASE]);
  if (found.rows.length === 0) await client.query(`CREATE DATABASE ${SERVICE_DATABASE}`);
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#sync/server/postgres-launcher';

declare module 'vitest' {
  // `interface` because merging into Vitest's own declaration needs one.
  // biome-ignore lint/style/useConsistentTypeDefinitions: declaration merging works with interfaces only
  interface ProvidedContext {
    databaseUrl: string;
  }
}

/**
 * Gives the `*.pg.test.ts` files a real PostgreSQL through `inject('databaseUrl')`: the one in `DATABASE_URL`,
 * or one started for this run in a folder that is removed afterwards.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('databaseUrl', given);
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), 'tawi-test-postgres-'));
  // Run as root, the server works under an account of its own, which has to get through this folder to its data.
  await chmod(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'data') });
  project.provide('databaseUrl', server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

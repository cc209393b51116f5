import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { destination, pino } from 'pino';
import { lockFileAt, thisProcess } from '#host/adapters/lock-file';
import { takeInstanceLock } from '#host/single-instance';
import { type RunningCentre, startCentre } from '#sync/server/centre';
import type { CentreMessage } from './centre-messages.ts';
import { removeCentreRecord, writeCentreRecord } from './centre-record.ts';
import { seedGrants } from './practice/seed-grants.ts';
import { seedPractice } from './practice/seed-practice.ts';

/**
 * The centre as a process of its own, started by the launcher: `centre-child.ts --data DIR --port N [--practice N [--people-of A,B]]`.
 * It ends with SIGTERM, and when its launcher is gone: a centre nobody can stop must not stay behind.
 */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      practice: { type: 'string' },
      'people-of': { type: 'string' },
    },
  });
  const folder = values.data ?? '';
  mkdirSync(folder, { recursive: true });
  const lock = takeInstanceLock(lockFileAt(join(folder, 'centre.lock')), thisProcess());
  if (!lock.ok) return end({ kind: 'busy' }, 3);
  const log = pino(
    { level: 'warn' },
    destination({ dest: join(folder, 'centre.log'), mkdir: true, sync: true }),
  );
  const start = (port: number) => startCentre({ dataDir: folder, port, env: process.env, log });
  const centre = await start(Number(values.port ?? 0)).catch((error: unknown) => {
    if (isTaken(error)) return start(0);
    throw error;
  });
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= stopCentre(centre, folder, lock.value.release);
    void stopping.finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  if (values.practice !== undefined)
    await seed(centre, Number(values.practice), values['people-of']?.split(','));
  if (stopping !== undefined) return;
  writeCentreRecord(folder, { pid: process.pid, url: centre.url });
  tell({ kind: 'ready', url: centre.url, databaseUrl: centre.databaseUrl });
}

/**
 * A fresh database has no statistics: the plans of its foreign-key checks, made while the tables were empty, read them
 * whole for every row, until the server's own upkeep comes round a minute later. Telling it once, when the first people
 * are there, keeps the making of the rest as quick as its beginning.
 */
async function seed(
  { service, databaseUrl }: RunningCentre,
  householdsPerOffice: number,
  peopleOf: readonly string[] | undefined,
): Promise<void> {
  const peopledOffices = (['A', 'B'] as const).filter((key) => peopleOf?.includes(key) ?? true);
  let analysed: Promise<void> | undefined;
  const onProgress = (done: number, total: number): void => {
    analysed ??= analyse(databaseUrl);
    tell({ kind: 'progress', done, total });
  };
  await seedPractice(service, { householdsPerOffice, peopledOffices, onProgress });
  await seedGrants(service, householdsPerOffice);
  await analysed;
  await analyse(databaseUrl);
}

async function analyse(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('ANALYZE').finally(() => client.end());
}

async function stopCentre(centre: RunningCentre, folder: string, release: () => void): Promise<void> {
  removeCentreRecord(folder);
  await centre.stop();
  release();
}

function tell(message: CentreMessage): void {
  // The launcher may be gone by now; `disconnect` ends this process.
  if (process.connected) process.send?.(message);
}

function end(message: CentreMessage, code: number): void {
  tell(message);
  process.exitCode = code;
  if (process.connected) process.disconnect();
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

await run().catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'centre/not-started';
  end({ kind: 'failed', code, detail: error instanceof Error ? error.message : String(error) }, 1);
  setImmediate(() => process.exit(1));
});

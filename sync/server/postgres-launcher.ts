import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { canReach, type ServerAccount, serverAccount } from './postgres-account.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { ensureCluster } from './postgres-cluster.ts';
import { adminUrl, tryConnect } from './postgres-connection.ts';
import { existingCluster, type PostgresFolders, postgresFolders } from './postgres-folders.ts';
import { recordOwner, settlePrevious } from './postgres-previous.ts';
import { PostgresStartError } from './postgres-start-error.ts';

export type StartPostgresOptions = {
  /** The service's folder for its database; made when missing. Nothing else should lie in it. */
  readonly dataDir: string;
  /** 0 or nothing: a free one. */
  readonly port?: number;
  /** Gets the server's own log, line by line. */
  readonly log?: (line: string) => void;
  /** A folder with `bin/` and `lib/` to use instead of the npm package's or the system's. */
  readonly binariesDir?: string;
};

export type RunningPostgres = {
  /** The administrator's (superuser's) URL; give it to `ensureRoles` and to nothing else. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly clusterDir: string;
  /** Fast shutdown, killed after 10 s. Does nothing to a server that another process started. */
  stop(): Promise<void>;
};

type Launch = {
  readonly folders: PostgresFolders;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  readonly password: string;
  readonly log: (line: string) => void;
};

type Attempt = RunningPostgres | { readonly failed: string };

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const RETRY_TIMEOUT_MS = 15_000;

/**
 * Starts a real PostgreSQL in the data folder, making its cluster the first time. Listens on 127.0.0.1 only, no
 * Unix socket, SCRAM passwords. As root it runs under an unprivileged account. Throws {@link PostgresStartError}.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const { dataDir, port = 0, log = () => undefined } = options;
  const account = serverAccount(existingCluster(dataDir));
  if (account === 'none-found') {
    throw new PostgresStartError('postgres/no-account', {
      detail: 'root needs an account "postgres" or "nobody" to run it',
    });
  }
  const binaries = await findPostgresBinaries(account, options.binariesDir);
  const folders = postgresFolders(dataDir, account);
  if (!canReach(folders.clusterDir, account)) {
    throw new PostgresStartError('postgres/no-reachable-folder', {
      detail: `uid ${account?.uid} and ${folders.clusterDir}`,
    });
  }
  const password = await ensureCluster(folders, binaries, account);
  const neighbour = await settlePrevious(folders, password);
  if (neighbour?.port !== undefined) {
    const { pid, port: used } = neighbour;
    const url = adminUrl(used, password);
    return { url, port: used, pid, clusterDir: folders.clusterDir, stop: () => Promise.resolve() };
  }
  recordOwner(folders.ownerFile);
  return launchUntilUp({ folders, binaries, account, password, log }, port);
}

/** Retries what passes by itself: a port taken meanwhile, and the memory of a killed server's last sessions. */
async function launchUntilUp(launch: Launch, port: number): Promise<RunningPostgres> {
  const deadline = Date.now() + RETRY_TIMEOUT_MS;
  for (;;) {
    const attempt = await launchOnce(launch, port === 0 ? await freePort() : port);
    if (!('failed' in attempt)) return attempt;
    const passes =
      /pre-existing shared memory block/.test(attempt.failed) ||
      (port === 0 && /could not bind/.test(attempt.failed));
    if (!passes || Date.now() > deadline) {
      const code = /lock file .* already exists/.test(attempt.failed)
        ? 'postgres/in-use'
        : 'postgres/start-failed';
      throw new PostgresStartError(code, { detail: attempt.failed });
    }
    await sleep(100);
  }
}

async function launchOnce(launch: Launch, port: number): Promise<Attempt> {
  const { folders, password } = launch;
  const { child, recentLog } = spawnServer(launch, port);
  const { pid } = child;
  if (pid === undefined) return { failed: `could not run ${launch.binaries.postgres}` };
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const watch = watchOverParent(pid, launch.account);
  void exited.then(() => watch?.kill('SIGKILL'));

  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null) {
    if ((await tryConnect(port, password, folders.clusterDir)) === 'ready') {
      const stop = () => stopServer(child, exited);
      return { url: adminUrl(port, password), port, pid, clusterDir: folders.clusterDir, stop };
    }
    if (Date.now() > deadline) {
      await stopServer(child, exited);
      return { failed: `not ready after ${READY_TIMEOUT_MS} ms: ${recentLog()}` };
    }
    await sleep(25);
  }
  return { failed: recentLog() };
}

function spawnServer(launch: Launch, port: number): { child: ChildProcess; recentLog: () => string } {
  const { binaries, folders, account, log } = launch;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    logging_collector: 'off',
    timezone: 'UTC',
  };
  const child = spawn(
    binaries.postgres,
    [
      ...['-D', folders.clusterDir, '-p', String(port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // Its own session: Ctrl+C in the terminal must reach only us, who stop it after the last request.
    {
      ...account,
      env: binaries.env,
      cwd: folders.clusterDir,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    },
  );
  let recent = '';
  child.on('error', (error) => {
    recent += error.message;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    recent = (recent + chunk).slice(-4000);
    for (const line of chunk.split('\n')) if (line !== '') log(line);
  });
  release(child, child.stderr);
  return { child, recentLog: () => recent };
}

/**
 * A one-line shell that waits on a pipe from us: when we die, even by kill -9, the pipe closes and it shuts the
 * server down. Without a POSIX shell the next start stops the orphan instead.
 */
function watchOverParent(pid: number, account: ServerAccount | undefined): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const watch = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'tawi-postgres-watch', String(pid)], {
    ...account,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watch.on('error', () => undefined);
  watch.stdin.on('error', () => undefined);
  release(watch, watch.stdin);
  return watch;
}

/** Lets this process end while the child runs; the watch then ends the child. */
function release(child: ChildProcess, pipe: object): void {
  child.unref();
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
}

async function stopServer(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGINT');
  const killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(killTimer);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', () => resolve());
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

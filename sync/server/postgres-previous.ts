import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryConnect } from './postgres-connection.ts';
import type { PostgresFolders } from './postgres-folders.ts';
import {
  isAlive,
  isPostmasterOf,
  type PostmasterPid,
  processStart,
  readPostmasterPid,
} from './postmaster-pid.ts';

const FAST_SHUTDOWN_MS = 10_000;

/**
 * Deals with whatever the last start left behind. A server whose launcher still lives is a neighbour's and is
 * returned for use; an orphan (its launcher was killed) is stopped, so that the next start owns what it runs; a
 * stale `postmaster.pid` whose number now belongs to another program is removed, as it would block the start.
 */
export async function settlePrevious(
  folders: PostgresFolders,
  password: string,
): Promise<PostmasterPid | undefined> {
  const { clusterDir } = folders;
  const previous = readPostmasterPid(clusterDir);
  if (previous === undefined) return undefined;
  const kind = isPostmasterOf(clusterDir, previous.pid);
  if (kind === 'no') {
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
    return undefined;
  }
  const serves =
    previous.port !== undefined && (await tryConnect(previous.port, password, clusterDir)) === 'ready';
  if (serves && ownerLives(folders.ownerFile)) return previous;
  // Where the system does not tell whose process it is, only a server that let us in is ours to stop.
  if (kind === 'yes' || serves) await stopProcess(previous.pid);
  return undefined;
}

/** Remembers this process as the one that runs the server. */
export function recordOwner(ownerFile: string): void {
  const owner = { pid: process.pid, start: processStart(process.pid) ?? null };
  writeFileSync(ownerFile, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
}

function ownerLives(ownerFile: string): boolean {
  let owner: unknown;
  try {
    owner = JSON.parse(readFileSync(ownerFile, 'utf8'));
  } catch {
    // Missing or torn: nobody can claim the server.
    return false;
  }
  if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('start' in owner)) return false;
  if (typeof owner.pid !== 'number' || !isAlive(owner.pid)) return false;
  return owner.start === (processStart(owner.pid) ?? null);
}

/** Fast shutdown (sessions cut, everything written), then an immediate one, then the end. */
async function stopProcess(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!sendSignal(pid, signal)) return;
    const deadline = Date.now() + FAST_SHUTDOWN_MS;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

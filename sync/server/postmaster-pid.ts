import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server writes into `postmaster.pid` in its cluster folder. */
export type PostmasterPid = { readonly pid: number; readonly port: number | undefined };

/** Reads the cluster's `postmaster.pid`; undefined when there is none or it is unreadable rubbish. */
export function readPostmasterPid(clusterDir: string): PostmasterPid | undefined {
  const text = readIfThere(join(clusterDir, 'postmaster.pid'));
  const [pid, , , port] = text?.split('\n').map((line) => line.trim()) ?? [];
  if (pid === undefined || !/^\d+$/.test(pid)) return undefined;
  return { pid: Number(pid), port: port !== undefined && /^\d+$/.test(port) ? Number(port) : undefined };
}

/**
 * Whether process `pid` is the server of this cluster: `yes`, `no` (gone, or the number was given to another
 * program meanwhile), or `unknown` where the system does not tell.
 */
export function isPostmasterOf(clusterDir: string, pid: number): 'yes' | 'no' | 'unknown' {
  if (!isAlive(pid)) return 'no';
  if (process.platform !== 'linux') return 'unknown';
  const state = readIfThere(`/proc/${pid}/stat`);
  // A zombie has released everything; only its parent has not yet asked for it.
  if (state === undefined || state.slice(state.lastIndexOf(')')).startsWith(') Z')) return 'no';
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir) ? 'yes' : 'no';
  } catch (error) {
    // It ended while we looked, or belongs to an account whose processes we may not inspect.
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'unknown' : 'no';
  }
}

/** Whether a process with this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process started, in the system's own units: with its number it names a process for good. */
export function processStart(pid: number): string | undefined {
  const text = readIfThere(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) {
      return undefined;
    }
    throw error;
  }
}

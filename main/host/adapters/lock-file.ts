import { randomUUID } from 'node:crypto';
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Holder, type LockFile, parseHolder } from '../single-instance.ts';

/** A take-over lasts milliseconds; a guard this old was left by a crash. */
const GUARD_STALE_MS = 10_000;

/** This process as a holder. */
export function thisProcess(): Holder {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? '', nonce: randomUUID() };
}

/** The lock as a file beside the database. It appears with its whole content or not at all. */
export function lockFileAt(path: string): LockFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    read: () => readHolder(path),
    create: (holder) => {
      const draft = `${path}.${holder.nonce}`;
      writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
      try {
        linkSync(draft, path);
        return true;
      } catch (error) {
        if (isCode(error, 'EEXIST')) return false;
        throw error;
      } finally {
        rmSync(draft, { force: true });
      }
    },
    remove: () => {
      rmSync(path, { force: true });
    },
    guarded: (work) => withGuard(`${path}.guard`, work),
    isAlive: ({ pid, startedAt }) =>
      isRunning(pid) && (startedAt === '' || (startOf(pid) ?? startedAt) === startedAt),
  };
}

function withGuard<T>(path: string, work: () => T): T | undefined {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY);
  if (age > GUARD_STALE_MS) rmSync(path, { force: true });
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (isCode(error, 'EEXIST')) return undefined;
    throw error;
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return parseHolder(readFileSync(path, 'utf8'));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs under another account.
    return isCode(error, 'EPERM');
  }
}

/** When a process began, as the kernel counts it; undefined where that cannot be read (Windows, macOS). */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold spaces; the start is the 22nd field of the line.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canReach, type ServerAccount } from './postgres-account.ts';
import { PostgresStartError } from './postgres-start-error.ts';

/** Where one service's cluster lies and what the launcher keeps beside it. */
export type PostgresFolders = {
  /** PostgreSQL's own data directory. */
  readonly clusterDir: string;
  /** The administrator's password, mode 0600, in the data folder; only the launcher reads it. */
  readonly passwordFile: string;
  /** Which process started the server, so that the next start knows an orphan from a neighbour. */
  readonly ownerFile: string;
};

const POINTER_FILE = 'cluster-location.json';

/**
 * Decides where the cluster lies: in the data folder, or, when the server's account cannot reach that (root's 0700
 * home), in a folder of its own under /var/lib, named in a pointer file in the data folder. A cluster once made is
 * always found again, whatever became of the folders' modes.
 */
export function postgresFolders(dataDir: string, account: ServerAccount | undefined): PostgresFolders {
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const home = realpathSync(dataDir);
  return {
    clusterDir: existingCluster(home) ?? newClusterDir(home, account),
    passwordFile: join(home, 'admin-password'),
    ownerFile: join(home, 'launcher.json'),
  };
}

/** The cluster this data folder already has, by its pointer file or within it. */
export function existingCluster(dataDir: string): string | undefined {
  const pointer = join(dataDir, POINTER_FILE);
  if (existsSync(pointer)) {
    const content: unknown = JSON.parse(readFileSync(pointer, 'utf8'));
    if (typeof content === 'object' && content !== null && 'clusterDir' in content) {
      return String(content.clusterDir);
    }
  }
  const inside = join(dataDir, 'cluster');
  return existsSync(inside) ? realpathSync(inside) : undefined;
}

function newClusterDir(home: string, account: ServerAccount | undefined): string {
  if (account !== undefined && canReach(dirname(home), account) && !canReach(home, account)) {
    // The folder itself is ours to open for walking through; its parents are not.
    chmodSync(home, (statSync(home).mode & 0o777) | 0o011);
  }
  if (canReach(home, account)) return join(home, 'cluster');
  const mark = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const outside = join(reachableBaseFolder(account), `tawi-pg-${mark}`);
  // The data folder has no pointer to it, so it was wiped on purpose; what it left behind is kept, not reused.
  if (existsSync(outside)) renameSync(outside, `${outside}.abandoned-${Date.now()}`);
  mkdirSync(outside, { mode: 0o711 });
  const clusterDir = join(outside, 'cluster');
  writeFileSync(join(home, POINTER_FILE), `${JSON.stringify({ clusterDir })}\n`, { flush: true });
  return clusterDir;
}

/** A folder for what must lie outside a private home: one we may write and the server's account may enter. */
export function reachableBaseFolder(account: ServerAccount | undefined): string {
  const found = ['/var/lib', tmpdir(), '/var/tmp', '/tmp'].find(
    (folder) => existsSync(folder) && isWritable(folder) && canReach(folder, account),
  );
  if (found === undefined) {
    throw new PostgresStartError('postgres/no-reachable-folder', {
      detail: 'no folder that the server account can enter',
    });
  }
  return found;
}

/** Whether `folder` exists, is no link, and nobody but us could have put anything into it. */
export function isSafelyOurs(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account a server process runs as: its own uid and group. */
export type ServerAccount = { readonly uid: number; readonly gid: number };

/** Accounts PostgreSQL may run as when we are root, which it refuses; it also wants one with a passwd entry. */
const UNPRIVILEGED_NAMES = ['postgres', 'nobody'];

/**
 * The account to drop to: none unless we are root. An existing cluster keeps the account that owns it, as
 * PostgreSQL refuses any other.
 */
export function serverAccount(clusterDir?: string): ServerAccount | undefined | 'none-found' {
  if (process.getuid?.() !== 0) return undefined;
  const owner = clusterDir === undefined ? undefined : statSync(clusterDir, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of UNPRIVILEGED_NAMES) {
    const row = rows.find((fields) => fields[0] === name);
    if (row?.[2] !== undefined && row[3] !== undefined) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  return 'none-found';
}

/**
 * Whether `account` can walk down to and into `folder`, judged by the mode bits of every folder on the way. A
 * missing folder counts by its parents, as it will be made for that account. Without an account (not root) we are
 * that account ourselves and made the folder, so it is.
 */
export function canReach(folder: string, account: ServerAccount | undefined): boolean {
  if (account === undefined) return true;
  const stat = statSync(folder, { throwIfNoEntry: false });
  const parent = dirname(folder);
  if (stat !== undefined && !mayEnter(stat, account)) return false;
  return parent === folder || canReach(parent, account);
}

function mayEnter(
  stat: { readonly uid: number; readonly gid: number; readonly mode: number },
  account: ServerAccount,
): boolean {
  if (stat.uid === account.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === account.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}

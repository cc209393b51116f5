import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServerAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { PostgresFolders } from './postgres-folders.ts';
import { PostgresStartError } from './postgres-start-error.ts';

const run = promisify(execFile);

/** The cluster's superuser, used by nothing but the launcher and `ensureRoles`. */
export const ADMIN_USER = 'tawi_admin';

/**
 * Makes the cluster unless it exists (checksums on, passwords by SCRAM only) and returns the administrator's
 * password. It is built under another name and renamed when whole, so a start killed midway leaves nothing half made.
 */
export async function ensureCluster(
  folders: PostgresFolders,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<string> {
  const { clusterDir, passwordFile } = folders;
  if (existsSync(join(clusterDir, 'PG_VERSION'))) {
    if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
    throw new PostgresStartError('postgres/password-lost', {
      detail: `${passwordFile} is missing, but its cluster is not`,
    });
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600, flush: true });
  const partial = `${clusterDir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  if (account !== undefined) chownSync(partial, account.uid, account.gid);
  await initdb(partial, password, binaries, account);
  rmSync(clusterDir, { recursive: true, force: true });
  renameSync(partial, clusterDir);
  return password;
}

async function initdb(
  partial: string,
  password: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<void> {
  // initdb reads the password from a file only, and as the server's account, which may not read ours.
  const forInitdb = `${partial}.password`;
  rmSync(forInitdb, { force: true });
  writeFileSync(forInitdb, password, { mode: 0o600, flag: 'wx' });
  try {
    if (account !== undefined) chownSync(forInitdb, account.uid, account.gid);
    // Sorting by code point, the same on every machine; only glibc knows the UTF-8 flavour of C.
    const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
    const settings = ['--auth=scram-sha-256', '--encoding=UTF8', `--locale=${locale}`, '--data-checksums'];
    await run(
      binaries.initdb,
      ['-D', partial, `--username=${ADMIN_USER}`, `--pwfile=${forInitdb}`, ...settings],
      { ...account, env: binaries.env, cwd: partial },
    );
  } catch (cause) {
    throw new PostgresStartError('postgres/initdb-failed', { detail: partial, cause });
  } finally {
    rmSync(forInitdb, { force: true });
  }
}

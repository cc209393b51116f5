import { existsSync, realpathSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '#domain/result';

/** The database may not lie here: something else copies or locks its files behind SQLite's back. */
export type SyncedFolderError = {
  readonly code: 'db/synced-folder';
  /** The offending folder and who owns it, for the message. */
  readonly folder: string;
  readonly service: 'onedrive' | 'dropbox' | 'icloud' | 'google-drive' | 'other-sync' | 'network';
};

type Service = SyncedFolderError['service'];

/** Folder names the sync programs give their own root; personal and business forms. */
const FOLDER_NAMES: readonly (readonly [RegExp, Service])[] = [
  [/^(onedrive|skydrive)( ?-.*)?$/i, 'onedrive'],
  [/^dropbox( \(.*\))?$/i, 'dropbox'],
  [/^(icloud ?drive|mobile documents|com~apple~clouddocs)$/i, 'icloud'],
  [/^(google ?drive|googledrive-.*|drivefs)$/i, 'google-drive'],
  [/^(nextcloud|owncloud|pcloud ?drive|box sync|mega(sync)?|seafile)$/i, 'other-sync'],
];

/** Files that sync programs leave in a root with a freely chosen name. */
const MARKER_FILES: readonly (readonly [string, Service])[] = [
  ['.dropbox', 'dropbox'],
  ['.stfolder', 'other-sync'],
  ['.nextcloudsync.log', 'other-sync'],
];

/** `statfs` types of NFS, SMB, CIFS and SMB2: write-ahead logging needs shared memory, which these do not give. */
const NETWORK_FILE_SYSTEMS: readonly number[] = [0x6969, 0x517b, 0xff534d42, 0xfe534d42];

/**
 * Refuses a database path inside a folder of a sync program or on a network drive (security §5.3; a sync program
 * that swaps the file under an open write-ahead log destroys the database). Symbolic links are followed.
 */
export function refuseSyncedFolder(file: string): Result<void, SyncedFolderError> {
  const folder = nearestExistingFolder(dirname(resolve(file)));
  if (/^(\\\\|\/\/)[^\\/?.]/.test(file) || isNetworkFileSystem(folder)) {
    return err({ code: 'db/synced-folder', folder, service: 'network' });
  }
  for (const ancestor of [...ancestorsOf(dirname(resolve(file))), ...ancestorsOf(folder)]) {
    const service = serviceOf(ancestor);
    if (service !== undefined) return err({ code: 'db/synced-folder', folder: ancestor, service });
  }
  return ok(undefined);
}

function nearestExistingFolder(folder: string): string {
  let current = folder;
  while (!existsSync(current) && dirname(current) !== current) current = dirname(current);
  return existsSync(current) ? realpathSync(current) : current;
}

function ancestorsOf(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestorsOf(parent)];
}

function serviceOf(folder: string): Service | undefined {
  const name = folder.split(/[\\/]/).at(-1) ?? '';
  const byName = FOLDER_NAMES.find(([pattern]) => pattern.test(name));
  return (byName ?? MARKER_FILES.find(([marker]) => existsSync(join(folder, marker))))?.[1];
}

function isNetworkFileSystem(folder: string): boolean {
  if (process.platform === 'win32' || !existsSync(folder)) return false;
  return NETWORK_FILE_SYSTEMS.includes(statfsSync(folder).type >>> 0);
}

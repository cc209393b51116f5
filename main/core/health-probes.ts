import { statfsSync, statSync } from 'node:fs';
import type { SyncControl } from '#host/sync-control';
import type { ProtectionLevel } from '#ports/key-store';
import type { HealthProbe } from '#services/health/health-handlers';
import type { DataFolder } from './data-folder.ts';

const LOW_BYTES = 500_000_000;
/** Below this a transaction may fail half a day later; new work would be at risk. */
const EMPTY_BYTES = 100_000_000;

/** What only the composition root can look at: the disk, the key store, the database file, the centre. */
export function coreProbes(
  folder: DataFolder,
  level: ProtectionLevel,
  sync: SyncControl,
): readonly HealthProbe[] {
  return [
    () => diskProbe(folder),
    () => keyStoreProbe(level),
    () => databaseProbe(folder),
    () => centreProbe(sync),
  ];
}

function diskProbe({ root }: DataFolder): ReturnType<HealthProbe> {
  const { bavail, bsize } = statfsSync(root);
  const freeBytes = bavail * bsize;
  const state = freeBytes < EMPTY_BYTES ? 'bad' : freeBytes < LOW_BYTES ? 'warn' : 'ok';
  return {
    name: 'disk',
    state,
    code: state === 'ok' ? 'health/disk-enough' : 'health/disk-low',
    data: { freeBytes },
  };
}

/** Without a key store outside the data folder, putting back an old copy is noticed only at the next contact. */
function keyStoreProbe(level: ProtectionLevel): ReturnType<HealthProbe> {
  const weak = level === 'passphrase';
  return {
    name: 'key-store',
    state: weak ? 'warn' : 'ok',
    code: weak ? 'health/key-store-passphrase' : 'health/key-store',
    data: { level },
  };
}

function databaseProbe({ replica }: DataFolder): ReturnType<HealthProbe> {
  const sizeBytes = statSync(replica, { throwIfNoEntry: false })?.size ?? 0;
  return { name: 'database', state: 'ok', code: 'health/database', data: { sizeBytes } };
}

function centreProbe(sync: SyncControl): ReturnType<HealthProbe> {
  const { line, lastSuccessAt, lastErrorCode } = sync.status();
  const state = line === 'refused' ? 'bad' : line === 'reachable' ? 'ok' : 'warn';
  return { name: 'centre', state, code: `health/centre-${line}`, data: { lastSuccessAt, lastErrorCode } };
}

import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { err, ok, type Result } from '#domain/result';
import { createClock } from '#host/adapters/clock';
import { createDeviceKey } from '#host/adapters/device-key-file';
import { lockFileAt, thisProcess } from '#host/adapters/lock-file';
import { takeInstanceLock } from '#host/single-instance';
import { systemTimers } from '#host/timers';
import { type EnrolFailure, enrolWithCentre } from '#sync/client/enrol-device';
import type { SyncFailure } from '#sync/client/sync-failure';
import { type Core, httpOf, type StartCoreFailure, type StartCoreOptions, startCore } from '../core.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { writeEnrolment } from './enrolment-file.ts';
import { openPcSecret, type PcSecretFailure } from './pc-keys.ts';

export type EnrolPcOptions = Omit<StartCoreOptions, 'firstKey' | 'beside'> & {
  readonly centreUrl: string;
  /** Single use, from the centre, bound to an office. */
  readonly code: string;
  /** What people call this PC. */
  readonly label: string;
  readonly language?: string;
};
export type EnrolPcFailure =
  | StartCoreFailure
  | PcSecretFailure
  | SyncFailure
  | EnrolFailure
  /** People have keys here: their work would be lost. */
  | { readonly code: 'setup/already-enrolled' };

export type EnrolledCore = {
  /** Open, with the database key in memory: people can be activated until it stops. Without one it has to be enrolled again. */
  readonly core: Core;
  readonly firstFetch: { readonly reached: boolean; readonly fetched: number };
};

/**
 * Makes this PC an office's: its secret, its keys, the centre's certificate, an empty encrypted database, and the first
 * fetch of everything it may hold. Nothing of it is worth anything before the first person has activated an account
 * (`session.activate` on the core returned), so what an earlier attempt left is removed first.
 */
export async function enrolThisPc(options: EnrolPcOptions): Promise<Result<EnrolledCore, EnrolPcFailure>> {
  const folder = openDataFolder(options.dataDir);
  const lock = takeInstanceLock(lockFileAt(folder.lock), thisProcess());
  if (!lock.ok) return lock;
  const prepared = await prepare(folder, options);
  lock.value.release();
  if (!prepared.ok) return prepared;
  const dek = new Uint8Array(randomBytes(32));
  const core = await startCore({ ...options, firstKey: dek });
  dek.fill(0);
  if (!core.ok) return core;
  const report = await core.value.syncNow();
  return ok({
    core: core.value,
    firstFetch: { reached: report?.reached ?? false, fetched: report?.fetched ?? 0 },
  });
}

async function prepare(folder: DataFolder, options: EnrolPcOptions): Promise<Result<void, EnrolPcFailure>> {
  if (existsSync(folder.keystore)) return err({ code: 'setup/already-enrolled' });
  removeEarlierAttempt(folder);
  const secret = await openPcSecret(folder, options.keyStore ?? {}, { mayCreate: true });
  if (!secret.ok) return secret;
  const { oss, installationId } = secret.value;
  const seeds = await createDeviceKey({ file: folder.deviceKey, oss, deviceId: installationId });
  const { centreUrl, code, label, language = 'en' } = options;
  const nowMs = options.nowMs ?? Date.now;
  const enrolled = await enrolWithCentre({
    centreUrl,
    code,
    label,
    deviceSeed: seeds.signingSeed,
    wrappingSeed: seeds.agreementSeed,
    http: httpOf(options),
    timers: options.timers ?? systemTimers,
    clock: createClock({ offsetMs: 0, vouchedMs: 0 }, 'UTC', nowMs),
    random: (length) => new Uint8Array(randomBytes(length)),
  });
  seeds.signingSeed.fill(0);
  seeds.agreementSeed.fill(0);
  if (!enrolled.ok) return enrolled;
  enrolled.value.officeKey.fill(0);
  await writeEnrolment(folder.enrolment, { centreUrl, label, language, reply: enrolled.value.reply });
  return ok(undefined);
}

function removeEarlierAttempt({
  installation,
  deviceKey,
  enrolment,
  replica,
  preferences,
  blobs,
}: DataFolder): void {
  const databases = ['', '-wal', '-shm', '.open'].map((ending) => `${replica}${ending}`);
  for (const path of [installation, deviceKey, enrolment, preferences, blobs, ...databases])
    rmSync(path, { recursive: true, force: true });
}

import { randomUUID } from 'node:crypto';
import { hexToBytes } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import type { Argon2Profile } from '#host/adapters/argon2id';
import {
  type ChooseKeyStoreError,
  type ChooseKeyStoreOptions,
  type ChosenKeyStore,
  chooseKeyStore,
  ensurePcSecret,
  type PcSecretError,
} from '#host/adapters/choose-key-store';
import { type DeviceKeyError, type DeviceSeeds, loadDeviceKey } from '#host/adapters/device-key-file';
import { createKeystore, type Keystore } from '#host/adapters/keystore-file';
import { writeFileAtomic } from '#host/adapters/write-file-atomic';
import { openSealedKey } from '#sync/client/open-sealed-key';
import type { DataFolder } from './data-folder.ts';
import type { Enrolment } from './enrolment-file.ts';
import { readJsonFile, textMember } from './json-file.ts';

/** How the PC's own secret is opened: by the system's key store, or with a PC passphrase. */
export type KeyStoreOptions = Pick<
  ChooseKeyStoreOptions,
  'passphrase' | 'passphraseFile' | 'only' | 'keyring'
> & { readonly argon2?: Argon2Profile };

export type PcSecretFailure = ChooseKeyStoreError | PcSecretError;
export type PcKeysFailure = PcSecretFailure | DeviceKeyError | { readonly code: 'keystore/office-key' };
export type PcSecret = {
  readonly oss: Uint8Array;
  readonly chosen: ChosenKeyStore;
  readonly installationId: string;
};

/** Everything that the PC's secret opens. */
export type PcKeys = {
  readonly chosen: ChosenKeyStore;
  readonly keystore: Keystore;
  readonly seeds: DeviceSeeds;
  /** Key of the office's documents. */
  readonly officeKey: Uint8Array;
};

/** A name for this installation in the system's key store, which other data folders of the same login do not share. */
export async function ensureInstallationId(folder: DataFolder): Promise<string> {
  const known = textMember(readJsonFile(folder.installation), 'installationId');
  if (known !== undefined) return known;
  const installationId = randomUUID();
  await writeFileAtomic(folder.installation, `${JSON.stringify({ installationId })}\n`);
  return installationId;
}

/** Finds or, only while no key file depends on an old one, makes the PC's secret. */
export async function openPcSecret(
  folder: DataFolder,
  options: KeyStoreOptions,
  { mayCreate }: { readonly mayCreate: boolean },
): Promise<Result<PcSecret, PcSecretFailure>> {
  const installationId = await ensureInstallationId(folder);
  const chosen = await chooseKeyStore({ ...options, dataDir: folder.root, account: installationId });
  if (!chosen.ok) return chosen;
  const oss = await ensurePcSecret(chosen.value.store, { mayCreate });
  return oss.ok ? ok({ oss: oss.value, chosen: chosen.value, installationId }) : oss;
}

/** Opens the keys of an enrolled PC. */
export async function openPcKeys(
  folder: DataFolder,
  enrolment: Enrolment,
  options: KeyStoreOptions,
  nowMs: () => number,
): Promise<Result<PcKeys, PcKeysFailure>> {
  const secret = await openPcSecret(folder, options, { mayCreate: false });
  if (!secret.ok) return secret;
  const { oss, chosen, installationId } = secret.value;
  // The device's keys are older than the number the centre gave it, so they are sealed for the installation.
  const seeds = await loadDeviceKey({ file: folder.deviceKey, oss, deviceId: installationId });
  if (!seeds.ok) return seeds;
  const officeKey = openSealedKey(hexToBytes(enrolment.reply.sealedOfficeKey), seeds.value.agreementSeed);
  if (!officeKey.ok) return err({ code: 'keystore/office-key' });
  const keystore = createKeystore({
    file: folder.keystore,
    oss,
    deviceId: enrolment.reply.deviceId,
    nowMs,
    ...(chosen.witness === undefined ? {} : { witness: chosen.witness }),
    ...(options.argon2 === undefined ? {} : { argon2: options.argon2 }),
  });
  return ok({ chosen, keystore, seeds: seeds.value, officeKey: officeKey.value });
}

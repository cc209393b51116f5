import { hkdfSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { writeFileAtomic } from './write-file-atomic.ts';

/** The PC's own keys: Ed25519 for operations and receipts, X25519 for what is sealed to it. 32 bytes each. */
export type DeviceSeeds = { readonly signingSeed: Uint8Array; readonly agreementSeed: Uint8Array };

export type DeviceKeyError =
  | { readonly code: 'keystore/no-device-key' }
  | { readonly code: 'keystore/tampered'; readonly reason: 'changed' };

export type DeviceKeyFile = {
  readonly file: string;
  /** The PC's 32-byte secret from the key store. */
  readonly oss: Uint8Array;
  readonly deviceId: string;
};

const VERSION = 1;
const NONCE_BYTES = 24;

/**
 * Makes this PC's keys and seals them in `device.key` (`version 1 | nonce 24 | ciphertext 64 + tag 16`) under
 * HKDF(OSS): they are not in the database, so a copied database alone cannot speak for the PC. Replaces a file that
 * is there; the caller decides whether that is a new incarnation.
 */
export async function createDeviceKey({ file, oss, deviceId }: DeviceKeyFile): Promise<DeviceSeeds> {
  const seeds = new Uint8Array(randomBytes(64));
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
  const sealed = xchacha20poly1305(sealingKey(oss), nonce, additionalData(deviceId)).encrypt(seeds);
  await writeFileAtomic(file, concatBytes(Uint8Array.of(VERSION), nonce, sealed));
  return split(seeds);
}

/** Opens `device.key`; another PC's secret, another device id and a changed bit all look alike. */
export async function loadDeviceKey({
  file,
  oss,
  deviceId,
}: DeviceKeyFile): Promise<Result<DeviceSeeds, DeviceKeyError>> {
  const content = await readIfThere(file);
  if (content === undefined) return err({ code: 'keystore/no-device-key' });
  const nonce = content.slice(1, 1 + NONCE_BYTES);
  const sealed = content.slice(1 + NONCE_BYTES);
  if (content[0] !== VERSION || sealed.length !== 64 + 16)
    return err({ code: 'keystore/tampered', reason: 'changed' });
  try {
    return ok(split(xchacha20poly1305(sealingKey(oss), nonce, additionalData(deviceId)).decrypt(sealed)));
  } catch {
    // The cipher throws only for a tag that does not verify.
    return err({ code: 'keystore/tampered', reason: 'changed' });
  }
}

function split(seeds: Uint8Array): DeviceSeeds {
  return { signingSeed: seeds.slice(0, 32), agreementSeed: seeds.slice(32, 64) };
}

function sealingKey(oss: Uint8Array): Uint8Array {
  assert(oss.length === 32, () => "the PC's secret must have 32 bytes");
  return new Uint8Array(hkdfSync('sha256', oss, new Uint8Array(), 'g2p/device-key/v1', 32));
}

function additionalData(deviceId: string): Uint8Array {
  return utf8Encode(`device-key|${deviceId}`);
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

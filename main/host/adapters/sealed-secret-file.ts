import { hkdfSync, randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { assert } from '#domain/invariant';
import { type KeyStore, KeyStoreError } from '#ports/key-store';
import { type Argon2Profile, type Argon2Version, argon2id, argon2Version } from './argon2id.ts';
import { BLOB_BYTES, readBlobHead, SALT_BYTES } from './keystore-blob.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** Characters of the PC passphrase, at least. */
export const MIN_PASSPHRASE_CHARACTERS = 12;

const NONCE_BYTES = 24;
const DOMAIN = 'g2p/pc-secret/v1';

export type SealedSecretOptions = {
  readonly file: string;
  readonly passphrase: string;
  readonly argon2?: Argon2Profile;
};

/** Whether a passphrase is long enough, counted in characters as people see them typed, not in code units. */
export function isLongPassphrase(passphrase: string): boolean {
  return [...passphrase.normalize('NFKC')].length >= MIN_PASSPHRASE_CHARACTERS;
}

/**
 * The key store where the system has none: the PC's secret in a file of mode 0600, sealed under
 * HKDF(Argon2id(passphrase)) with XChaCha20-Poly1305 in the layout of the keystore's wraps (89 bytes).
 */
export function createSealedSecretFile({
  file,
  passphrase,
  argon2 = 'standard',
}: SealedSecretOptions): KeyStore {
  assert(isLongPassphrase(passphrase), () => 'the PC passphrase is too short');
  return {
    name: 'passphrase',
    level: 'passphrase',
    get: () => openSealed(file, passphrase),
    set: async (secret) => {
      assert(secret.length === 32, () => "the PC's secret must have 32 bytes");
      const version = argon2Version(argon2);
      const salt = new Uint8Array(randomBytes(SALT_BYTES));
      const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
      const key = await sealingKey(passphrase, salt, version);
      const sealed = xchacha20poly1305(key, nonce, utf8Encode(DOMAIN)).encrypt(secret);
      key.fill(0);
      await writeFileAtomic(file, concatBytes(Uint8Array.of(version), salt, nonce, sealed));
    },
    delete: () => rm(file, { force: true }),
  };
}

async function openSealed(file: string, passphrase: string): Promise<Uint8Array | undefined> {
  const content = await readIfThere(file);
  if (content === undefined) return undefined;
  const head = readBlobHead(content);
  if (head === undefined || content.length !== BLOB_BYTES) {
    throw new KeyStoreError('keystore/tampered', { detail: `${file} is not a sealed secret` });
  }
  const nonce = content.slice(1 + SALT_BYTES, 1 + SALT_BYTES + NONCE_BYTES);
  const key = await sealingKey(passphrase, head.salt, head.version);
  try {
    return xchacha20poly1305(key, nonce, utf8Encode(DOMAIN)).decrypt(
      content.slice(1 + SALT_BYTES + NONCE_BYTES),
    );
  } catch (cause) {
    throw new KeyStoreError('keystore/wrong-passphrase', { detail: file, cause });
  } finally {
    key.fill(0);
  }
}

async function sealingKey(passphrase: string, salt: Uint8Array, version: Argon2Version): Promise<Uint8Array> {
  const stretched = await argon2id(passphrase, salt, version);
  try {
    return new Uint8Array(hkdfSync('sha256', stretched, salt, DOMAIN, 32));
  } finally {
    stretched.fill(0);
  }
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

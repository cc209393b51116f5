import { hkdfSync, randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { assert } from '#domain/invariant';
import { type Argon2Version, argon2id, argon2VersionOf } from './argon2id.ts';

/** `version 1 | salt 16 | nonce 24 | ciphertext 32 + tag 16` (security §4.2). */
export const BLOB_BYTES = 89;
export const SALT_BYTES = 16;
const NONCE_BYTES = 24;
const CIPHERTEXT_AT = 1 + SALT_BYTES + NONCE_BYTES;

/** The database key, or the seed of the person's signing key. */
export type WrappedKind = 'dek' | 'usk';

/** What a wrap is bound to; anywhere else it does not open. The generation is new with every wrapping. */
export type WrapOwner = {
  readonly deviceId: string;
  readonly userId: string;
  readonly generation: number;
};

/** Key-encryption key: needs both the person's PIN and this PC's secret. */
export async function deriveKek(
  pin: string,
  salt: Uint8Array,
  oss: Uint8Array,
  version: Argon2Version,
): Promise<Uint8Array> {
  const stretched = await argon2id(pin, salt, version);
  const material = concatBytes(stretched, oss);
  try {
    return new Uint8Array(hkdfSync('sha256', material, salt, 'g2p/kek/v1', 32));
  } finally {
    stretched.fill(0);
    material.fill(0);
  }
}

/** Wraps a 32-byte secret under `kek`, which must come from the same `salt` and `version`. */
export function wrapSecret(
  secret: Uint8Array,
  kek: { readonly key: Uint8Array; readonly salt: Uint8Array; readonly version: Argon2Version },
  owner: WrapOwner,
  kind: WrappedKind,
): Uint8Array {
  assert(
    secret.length === 32 && kek.salt.length === SALT_BYTES,
    () => 'a wrap holds 32 bytes under a 16-byte salt',
  );
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
  const sealed = xchacha20poly1305(kek.key, nonce, additionalData(owner, kind)).encrypt(secret);
  return concatBytes(Uint8Array.of(kek.version), kek.salt, nonce, sealed);
}

/** The secret, or undefined when PIN, PC, owner or kind is another, or a bit was changed: these look the same. */
export function unwrapSecret(
  blob: Uint8Array,
  kek: Uint8Array,
  owner: WrapOwner,
  kind: WrappedKind,
): Uint8Array | undefined {
  const nonce = blob.slice(1 + SALT_BYTES, CIPHERTEXT_AT);
  try {
    return xchacha20poly1305(kek, nonce, additionalData(owner, kind)).decrypt(blob.slice(CIPHERTEXT_AT));
  } catch {
    // The cipher throws only for a tag that does not verify.
    return undefined;
  }
}

/** Version and salt of a blob; undefined when it is none of ours. */
export function readBlobHead(
  blob: Uint8Array,
): { readonly version: Argon2Version; readonly salt: Uint8Array } | undefined {
  const version = argon2VersionOf(blob[0]);
  if (blob.length !== BLOB_BYTES || version === undefined) return undefined;
  return { version, salt: blob.slice(1, 1 + SALT_BYTES) };
}

/**
 * `device|user|generation` of security §4.2 and the kind besides: both blobs of a person share one key (one Argon2
 * per sign-in instead of two), so the kind keeps them from being exchanged.
 */
function additionalData({ deviceId, userId, generation }: WrapOwner, kind: WrappedKind): Uint8Array {
  return utf8Encode(`${deviceId}|${userId}|${generation}|${kind}`);
}

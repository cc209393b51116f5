import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { err, ok, type Result } from '#domain/result';

const PUBLIC_BYTES = 32;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
/** Names the purpose in the key derivation; the centre uses the same word. */
const OFFICE_KEY_INFO = utf8Encode('g2p/office-key/v1');

/** The X25519 public key of a 32-byte wrapping seed. */
export function wrappingPublicKey(wrappingSeed: Uint8Array): Uint8Array {
  return x25519.getPublicKey(wrappingSeed);
}

/**
 * Opens a key that the centre sealed to this device: ephemeral X25519 public key (32) | nonce (24) |
 * XChaCha20-Poly1305 under HKDF-SHA256 of the shared secret, with ephemeral | device key as salt and as additional
 * data. Changed bytes, another device's parcel and a small-order point are all the same error.
 */
export function openSealedKey(
  sealed: Uint8Array,
  wrappingSeed: Uint8Array,
): Result<Uint8Array, { readonly code: 'enrol/cannot-open-office-key' }> {
  if (sealed.length < PUBLIC_BYTES + NONCE_BYTES + TAG_BYTES)
    return err({ code: 'enrol/cannot-open-office-key' });
  const ephemeral = sealed.slice(0, PUBLIC_BYTES);
  const nonce = sealed.slice(PUBLIC_BYTES, PUBLIC_BYTES + NONCE_BYTES);
  const salt = concatBytes(ephemeral, wrappingPublicKey(wrappingSeed));
  try {
    const key = hkdf(sha256, x25519.getSharedSecret(wrappingSeed, ephemeral), salt, OFFICE_KEY_INFO, 32);
    return ok(xchacha20poly1305(key, nonce, salt).decrypt(sealed.slice(PUBLIC_BYTES + NONCE_BYTES)));
  } catch {
    // noble's only way to say that a point is of small order or that a tag does not verify.
    return err({ code: 'enrol/cannot-open-office-key' });
  }
}

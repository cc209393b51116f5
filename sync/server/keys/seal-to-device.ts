import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { concatBytes } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { sealXChaCha20Poly1305 } from './xchacha20-poly1305.ts';

const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Names the purpose in the key derivation; another purpose needs another word. */
export const OFFICE_KEY_INFO = 'g2p/office-key/v1';

/** Randomness of one sealing, given by tests only. */
export type SealingRandomness = { readonly ephemeralSeed: Uint8Array; readonly nonce: Uint8Array };

/**
 * Seals 32 bytes to a device's X25519 key: ephemeral public key (32) | nonce (24) | XChaCha20-Poly1305. The key is
 * HKDF-SHA256 over the shared secret, salt = ephemeral public key | device key, info = {@link OFFICE_KEY_INFO}, and
 * the salt is authenticated too. A device key of small order throws (node refuses an all-zero secret).
 */
export function sealToDevice(
  secret: Uint8Array,
  deviceKey: Uint8Array,
  random: SealingRandomness = { ephemeralSeed: randomBytes(32), nonce: randomBytes(24) },
): Uint8Array {
  assert(deviceKey.length === 32, () => 'an X25519 key has 32 bytes');
  const ephemeral = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, random.ephemeralSeed]),
    format: 'der',
    type: 'pkcs8',
  });
  const ephemeralPublic = createPublicKey(ephemeral).export({ format: 'der', type: 'spki' }).subarray(-32);
  const recipient = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, deviceKey]),
    format: 'der',
    type: 'spki',
  });
  const shared = diffieHellman({ privateKey: ephemeral, publicKey: recipient });
  const salt = concatBytes(ephemeralPublic, deviceKey);
  const key = new Uint8Array(hkdfSync('sha256', shared, salt, OFFICE_KEY_INFO, 32));
  return concatBytes(ephemeralPublic, random.nonce, sealXChaCha20Poly1305(key, random.nonce, secret, salt));
}

/** Can something be sealed to this key? A key of small order gives an all-zero secret, which node refuses. */
export function isWrappingKey(deviceKey: Uint8Array): boolean {
  if (deviceKey.length !== 32) return false;
  try {
    sealToDevice(new Uint8Array(32), deviceKey);
    return true;
  } catch {
    // node's only way to say that the shared secret would be zero.
    return false;
  }
}

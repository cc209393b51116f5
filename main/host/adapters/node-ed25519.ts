import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { isAcceptablePublicKey, nobleSigner, type Signer, type Verify } from '#domain/signing/ed25519';
import type { Sha256 } from '#domain/signing/sha256';

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** The group's neutral element as R of a signature. */
const ZERO_POINT = Buffer.from(`01${'00'.repeat(31)}`, 'hex');
const MAX_CACHED_KEYS = 512;

/** Imported keys by hex text; null marks a key refused for good. Oldest entries leave first. */
const importedKeys = new Map<string, KeyObject | null>();

/**
 * `Verify` by OpenSSL (BoringSSL under Electron), about ten times as fast as noble. The key is first judged by the
 * domain's rule, once per key. With a prime-order key the library's check without cofactor accepts prime-order R
 * and zero R only; the latter is refused here, so the answer equals `nobleVerify`'s on every input.
 */
export const nodeVerify: Verify = (signature, message, publicKey) => {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  if (ZERO_POINT.compare(signature, 0, 32) === 0) return false;
  const key = importKey(publicKey);
  return key !== null && verify(null, message, key, signature);
};

/** `Signer` over a 32-byte secret seed; signatures are the same bytes as noble's (Ed25519 is deterministic). */
export function nodeSigner(secretKey: Uint8Array): Signer {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, secretKey]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    publicKey: nobleSigner(secretKey).publicKey,
    sign: (message) => plainBytes(sign(null, message, privateKey)),
  };
}

/** SHA-256 by the platform's library. */
export const nodeSha256: Sha256 = (bytes) => plainBytes(hash('sha256', bytes, 'buffer'));

function importKey(publicKey: Uint8Array): KeyObject | null {
  const name = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('hex');
  const known = importedKeys.get(name);
  if (known !== undefined) return known;
  const key = isAcceptablePublicKey(publicKey)
    ? createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
    : null;
  if (importedKeys.size >= MAX_CACHED_KEYS) {
    for (const oldest of importedKeys.keys()) {
      importedKeys.delete(oldest);
      break;
    }
  }
  importedKeys.set(name, key);
  return key;
}

/** A copy as plain Uint8Array: a Buffer may be a window into Node's shared pool and prints differently. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}

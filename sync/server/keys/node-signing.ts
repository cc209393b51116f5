import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { isAcceptablePublicKey, type Verify } from '#domain/signing/ed25519';
import type { Sha256 } from '#domain/signing/sha256';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const MAX_CACHED_KEYS = 10_000;

/** Imported keys by hex text, null for a refused one; the oldest leave first. */
const importedKeys = new Map<string, KeyObject | null>();

/**
 * `Verify` by OpenSSL, ten times as fast as noble: a push is one signature per batch and one per fact. Keys are judged
 * by the domain's rule (prime order) first, which makes both answer alike on every input.
 */
export const nodeVerify: Verify = (signature, message, publicKey) => {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const key = importKey(publicKey);
  return key !== null && verify(null, message, key, signature);
};

/** SHA-256 by the platform's library. */
export const nodeSha256: Sha256 = (bytes) => {
  const digest = hash('sha256', bytes, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
};

/** Lower-case hex of SHA-256 over text (UTF-8) or bytes. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

function importKey(publicKey: Uint8Array): KeyObject | null {
  const name = Buffer.from(publicKey).toString('hex');
  const known = importedKeys.get(name);
  if (known !== undefined) return known;
  const key = isAcceptablePublicKey(publicKey)
    ? createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
    : null;
  const [oldest] = importedKeys.keys();
  if (importedKeys.size >= MAX_CACHED_KEYS && oldest !== undefined) importedKeys.delete(oldest);
  importedKeys.set(name, key);
  return key;
}

import { createCipheriv } from 'node:crypto';
import { assert } from '#domain/invariant';

/** "expa" "nd 3" "2-by" "te k": the first four words of a ChaCha20 state. */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
const TAG_BYTES = 16;

/**
 * XChaCha20-Poly1305 (24-byte nonce) made of OpenSSL's parts, which know only the 12-byte nonce: HChaCha20 gives a key
 * for the first 16 bytes of the nonce, the rest goes the usual way. Result: ciphertext, then the 16-byte tag.
 */
export function sealXChaCha20Poly1305(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  additionalData: Uint8Array = new Uint8Array(),
): Uint8Array {
  assert(key.length === 32 && nonce.length === 24, () => 'XChaCha20 takes a 32-byte key and a 24-byte nonce');
  const subkey = hChaCha20(key, nonce.subarray(0, 16));
  const shortNonce = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
  const cipher = createCipheriv('chacha20-poly1305', subkey, shortNonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData, { plaintextLength: plain.length });
  return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/**
 * ChaCha20's block adds its starting state to the permuted one; HChaCha20 is the permuted state itself. The words
 * wanted (0–3 and 12–15) start from constants and input we know, so they are subtracted again.
 */
function hChaCha20(key: Uint8Array, input: Uint8Array): Buffer {
  const cipher = createCipheriv('chacha20', key, input);
  const block = cipher.update(Buffer.alloc(64));
  const start = Buffer.from(input);
  const subkey = Buffer.alloc(32);
  for (let word = 0; word < 4; word += 1) {
    const first = block.readUInt32LE(4 * word) - (CONSTANTS[word] ?? 0);
    const last = block.readUInt32LE(48 + 4 * word) - start.readUInt32LE(4 * word);
    subkey.writeUInt32LE(first >>> 0, 4 * word);
    subkey.writeUInt32LE(last >>> 0, 16 + 4 * word);
  }
  return subkey;
}

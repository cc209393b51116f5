import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of bytes, 32 bytes. The host passes `node:crypto` where many hashes are made; results are the same. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The reference implementation. */
export const sha256: Sha256 = (bytes) => nobleSha256(bytes);

import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '../codec/bytes.ts';
import { utf8Encode } from '../codec/utf8.ts';
import { assert } from '../invariant.ts';
import { sha256 } from './sha256.ts';

/** Holds a private key and signs with it; where the key lives is the adapter's affair. */
export type Signer = {
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** Is this 64-byte signature by this 32-byte key over this message? Malformed input is `false`, never a throw. */
export type Verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

/** Everything that is ever signed or hashed with a prefix. A new kind of statement needs a new entry here. */
export const SIGNING_DOMAINS = [
  'g2p/voucher/v1',
  'g2p/manifest/v1',
  'g2p/approval/v1',
  'g2p/op/v1',
  'g2p/batch/v1',
  'g2p/actor/v1',
  'g2p/audit/v1',
  'g2p/cert/v1',
  'g2p/receipt/v1',
  'g2p/claim/v1',
  'g2p/request/v1',
  'g2p/short/v1',
  'g2p/grant/v1',
  'g2p/bind/v1',
  'g2p/pin/v1',
] as const;

/** One of {@link SIGNING_DOMAINS}. */
export type SigningDomain = (typeof SIGNING_DOMAINS)[number];

/** Prefix bytes of each domain: its ASCII name and a zero byte. */
const PREFIXES: ReadonlyMap<SigningDomain, Uint8Array> = new Map(
  SIGNING_DOMAINS.map((domain) => [domain, utf8Encode(`${domain}\0`)]),
);

const { Point } = ed25519;

/**
 * `ASCII domain || 0x00 || parts joined`: what is really signed or hashed, so that no signature can be carried
 * over to another kind of statement (security.md §4).
 */
export function domainMessage(domain: SigningDomain, ...parts: readonly Uint8Array[]): Uint8Array {
  const prefix = PREFIXES.get(domain);
  assert(prefix !== undefined, () => `unknown signing domain ${domain}`);
  let length = prefix.length;
  for (const part of parts) length += part.length;
  const message = new Uint8Array(length);
  message.set(prefix);
  let offset = prefix.length;
  for (const part of parts) {
    message.set(part, offset);
    offset += part.length;
  }
  return message;
}

/**
 * The reference verification: RFC 8032 strict (canonical encodings, S below the group order), and both key and R
 * of prime order. The last makes all libraries agree on every input, so that two PCs never judge one voucher
 * differently: noble checks with cofactor, OpenSSL and BoringSSL without, and OpenSSL alone refuses an R of zero.
 */
export const nobleVerify: Verify = (signature, message, publicKey) => {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  if (!ed25519.verify(signature, message, publicKey, { zip215: false })) return false;
  return isAcceptablePublicKey(publicKey) && isPrimeOrderPoint(signature.subarray(0, 32));
};

/** Signs with a 32-byte secret seed kept in memory (tests, renderer-side tools, host without a fast path). */
export function nobleSigner(secretKey: Uint8Array): Signer {
  return {
    publicKey: ed25519.getPublicKey(secretKey),
    sign: (message) => ed25519.sign(message, secretKey),
  };
}

/** May this key be enrolled or trusted: 32 bytes, canonical, on the curve, of prime order (so never small order)? */
export function isAcceptablePublicKey(publicKey: Uint8Array): boolean {
  return publicKey.length === 32 && isPrimeOrderPoint(publicKey);
}

/** The short name of a key inside vouchers and certificates: SHA-256(public key)[0..4] as 8 hex digits. */
export function keyId(publicKey: Uint8Array): string {
  return bytesToHex(sha256(publicKey).subarray(0, 4));
}

function isPrimeOrderPoint(encoded: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(encoded, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    // noble's only way to say that bytes are not a point.
    return false;
  }
}

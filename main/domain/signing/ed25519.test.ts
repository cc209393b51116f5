import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../codec/bytes.ts';
import { utf8Encode } from '../codec/utf8.ts';
import {
  domainMessage,
  isAcceptablePublicKey,
  keyId,
  nobleSigner,
  nobleVerify,
  SIGNING_DOMAINS,
} from './ed25519.ts';
import { sha256 } from './sha256.ts';

type Case = {
  readonly name: string;
  readonly public_key: string;
  readonly message: string;
  readonly signature: string;
};
type Vectors = {
  readonly secret_keys: readonly (Omit<Case, 'name'> & { readonly secret_key: string })[];
  readonly cases: readonly (Case & { readonly valid: boolean })[];
  readonly small_order_keys: readonly string[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/ed25519-strict.json', import.meta.url), 'utf8'),
);

describe('reference verification', () => {
  it.each(vectors.cases)('says $valid to: $name', (vector) => {
    const { signature, message, public_key: publicKey } = vector;
    expect(nobleVerify(hexToBytes(signature), hexToBytes(message), hexToBytes(publicKey))).toBe(vector.valid);
  });
});

describe('reference signer', () => {
  it.each(vectors.secret_keys)('signs RFC 8032 $message', (vector) => {
    const signer = nobleSigner(hexToBytes(vector.secret_key));
    expect(bytesToHex(signer.publicKey)).toBe(vector.public_key);
    expect(bytesToHex(signer.sign(hexToBytes(vector.message)))).toBe(vector.signature);
  });
});

describe('public keys', () => {
  it.each(vectors.small_order_keys)('of small order or second spelling are refused: %s', (key) => {
    expect(isAcceptablePublicKey(hexToBytes(key))).toBe(false);
  });

  it('of prime order are accepted, others and other lengths are not', () => {
    const [key] = vectors.secret_keys;
    const publicKey = hexToBytes(key?.public_key ?? '');
    expect(isAcceptablePublicKey(publicKey)).toBe(true);
    expect(isAcceptablePublicKey(publicKey.subarray(1))).toBe(false);
    expect(isAcceptablePublicKey(new Uint8Array())).toBe(false);
  });

  it('are named by the first four bytes of their hash', () => {
    const publicKey = hexToBytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(keyId(publicKey)).toBe('21fe31df');
    expect(keyId(publicKey)).toBe(bytesToHex(sha256(publicKey)).slice(0, 8));
  });
});

describe('domain separation', () => {
  it('puts the ASCII name and a zero byte before the joined parts', () => {
    expect(domainMessage('g2p/pin/v1', Uint8Array.of(1), Uint8Array.of(2, 3))).toEqual(
      utf8Encode('g2p/pin/v1\0\u0001\u0002\u0003'),
    );
  });

  it('has distinct names, none the beginning of another with its zero byte', () => {
    const prefixes = SIGNING_DOMAINS.map((domain) => bytesToHex(domainMessage(domain)));
    expect(new Set(prefixes).size).toBe(15);
    for (const prefix of prefixes)
      expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
  });
});

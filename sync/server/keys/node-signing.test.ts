import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nobleSigner } from '#domain/signing/ed25519';
import { nodeSha256, nodeVerify, sha256Hex } from './node-signing.ts';

const signer = nobleSigner(new Uint8Array(32).fill(7));
const message = new TextEncoder().encode('a batch');
const signature = signer.sign(message);
const smallOrder = Uint8Array.from([1, ...new Uint8Array(31)]);

describe('nodeVerify', () => {
  it.each([
    ['a genuine signature', signature, message, signer.publicKey, true],
    ['another message', signature, new Uint8Array([1]), signer.publicKey, false],
    ['a key of small order', signature, message, smallOrder, false],
    ['a key that is too short', signature, message, signer.publicKey.subarray(1), false],
    ['a signature that is too short', signature.subarray(1), message, signer.publicKey, false],
  ] as const)('judges %s', (_, given, text, key, expected) => {
    expect(nodeVerify(given, text, key)).toBe(expected);
    expect(nodeVerify(given, text, key)).toBe(expected);
  });
});

describe('hashing', () => {
  it('is SHA-256, as bytes of its own and as hex', () => {
    const expected = createHash('sha256').update(message).digest();
    expect(nodeSha256(message)).toEqual(new Uint8Array(expected));
    expect(sha256Hex('a batch')).toBe(expected.toString('hex'));
  });
});

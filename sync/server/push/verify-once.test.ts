import { describe, expect, it } from 'vitest';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import { verifyOnce } from './verify-once.ts';

const signer = nobleSigner(new Uint8Array(32).fill(3));
const message = new Uint8Array([1, 2, 3]);
const signature = signer.sign(message);

describe('verifyOnce', () => {
  it('asks once and answers the same', () => {
    let asked = 0;
    const verify = verifyOnce((...question) => {
      asked += 1;
      return nobleVerify(...question);
    });
    expect([
      verify(signature, message, signer.publicKey),
      verify(signature, message, signer.publicKey),
    ]).toEqual([true, true]);
    expect(asked).toBe(1);
  });

  it('never lends an answer to another message, key or signature', () => {
    const verify = verifyOnce(nobleVerify);
    expect(verify(signature, message, signer.publicKey)).toBe(true);
    expect(verify(signature, new Uint8Array([1, 2, 4]), signer.publicKey)).toBe(false);
    expect(verify(signature, message, nobleSigner(new Uint8Array(32).fill(4)).publicKey)).toBe(false);
    expect(verify(signature.with(0, 0), message, signer.publicKey)).toBe(false);
    expect(verify(signature.subarray(1), message, signer.publicKey)).toBe(false);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import { sha256 } from '#domain/signing/sha256';
import { nodeSha256, nodeSigner, nodeVerify } from './node-ed25519.ts';

type Vectors = {
  readonly secret_keys: readonly {
    readonly secret_key: string;
    readonly public_key: string;
    readonly message: string;
    readonly signature: string;
  }[];
  readonly cases: readonly {
    readonly name: string;
    readonly public_key: string;
    readonly message: string;
    readonly signature: string;
    readonly valid: boolean;
  }[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/ed25519-strict.json', import.meta.url), 'utf8'),
);
const seed = 8;
const secretKey = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the fast path', () => {
  it.each(vectors.cases)('says $valid, as the reference does, to: $name', (vector) => {
    const { signature, message, public_key: publicKey } = vector;
    expect(nodeVerify(hexToBytes(signature), hexToBytes(message), hexToBytes(publicKey))).toBe(vector.valid);
  });

  it.each(vectors.secret_keys)('signs RFC 8032 $message', (vector) => {
    const signer = nodeSigner(hexToBytes(vector.secret_key));
    expect(bytesToHex(signer.publicKey)).toBe(vector.public_key);
    expect(bytesToHex(signer.sign(hexToBytes(vector.message)))).toBe(vector.signature);
  });

  it('makes the bytes the reference makes, and both refuse the same single-bit changes', () => {
    fc.assert(
      fc.property(
        secretKey,
        fc.uint8Array({ maxLength: 100 }),
        fc.nat(64 * 8 - 1),
        (secret, message, bit) => {
          const signer = nodeSigner(secret);
          const signature = signer.sign(message);
          expect(signature).toEqual(nobleSigner(secret).sign(message));
          expect(nodeVerify(signature, message, signer.publicKey)).toBe(true);
          const changed = signature.slice();
          changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          expect(nodeVerify(changed, message, signer.publicKey)).toBe(false);
          expect(nobleVerify(changed, message, signer.publicKey)).toBe(false);
        },
      ),
      { seed, numRuns: 25 },
    );
  });

  it('keeps judging rightly after more keys than it remembers', () => {
    const message = Uint8Array.of(1, 2, 3);
    const first = nodeSigner(new Uint8Array(32).fill(1));
    const signature = first.sign(message);
    for (let i = 0; i < 600; i += 1) {
      const notAKey = new Uint8Array(32).fill(255);
      notAKey[1] = i & 255;
      notAKey[2] = i >> 8;
      expect(nodeVerify(signature, message, notAKey)).toBe(false);
    }
    expect(nodeVerify(signature, message, first.publicKey)).toBe(true);
  });

  it('hashes as the reference does and gives a plain array', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(nodeSha256(bytes)).toEqual(sha256(bytes));
        expect(nodeSha256(bytes).constructor).toBe(Uint8Array);
      }),
      { seed },
    );
  });
});

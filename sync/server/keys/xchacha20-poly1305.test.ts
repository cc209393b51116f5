import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { sealXChaCha20Poly1305 } from './xchacha20-poly1305.ts';

/** draft-irtf-cfrg-xchacha-03, appendix A.3.1. */
const DRAFT = {
  plain:
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  additionalData: '50515253c0c1c2c3c4c5c6c7',
  key: '808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f',
  nonce: '404142434445464748494a4b4c4d4e4f5051525354555657',
  sealed:
    'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216' +
    'cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e' +
    'c0875924c1c7987947deafd8780acf49',
};

describe('sealXChaCha20Poly1305', () => {
  it('gives the published vector', () => {
    const sealed = sealXChaCha20Poly1305(
      hexToBytes(DRAFT.key),
      hexToBytes(DRAFT.nonce),
      new TextEncoder().encode(DRAFT.plain),
      hexToBytes(DRAFT.additionalData),
    );
    expect(bytesToHex(sealed)).toBe(DRAFT.sealed);
  });

  it('throws for a key or nonce of another length', () => {
    const bytes = new Uint8Array(12);
    expect(() => sealXChaCha20Poly1305(new Uint8Array(32), bytes, bytes)).toThrow('24-byte nonce');
    expect(() => sealXChaCha20Poly1305(bytes, new Uint8Array(24), bytes)).toThrow('32-byte key');
  });
});

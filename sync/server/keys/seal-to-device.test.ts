import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isWrappingKey, OFFICE_KEY_INFO, sealToDevice } from './seal-to-device.ts';
import { sealXChaCha20Poly1305 } from './xchacha20-poly1305.ts';

const PKCS8_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
const secret = new Uint8Array(32).fill(5);

function x25519(seed: number) {
  const key = Buffer.concat([PKCS8_PREFIX, Buffer.alloc(32, seed)]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { privateKey, publicKey: new Uint8Array(publicKey) };
}

describe('sealToDevice', () => {
  it('can be recomputed by the holder of the device key and by nobody without the shared secret', () => {
    const device = x25519(1);
    const nonce = new Uint8Array(24).fill(9);
    const sealed = sealToDevice(secret, device.publicKey, {
      ephemeralSeed: new Uint8Array(32).fill(3),
      nonce,
    });
    const ephemeral = sealed.subarray(0, 32);
    const publicKey = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, ephemeral]),
      format: 'der',
      type: 'spki',
    });
    const shared = diffieHellman({ privateKey: device.privateKey, publicKey });
    const salt = Buffer.concat([ephemeral, device.publicKey]);
    const key = new Uint8Array(hkdfSync('sha256', shared, salt, OFFICE_KEY_INFO, 32));
    expect(sealed.subarray(32, 56)).toEqual(nonce);
    expect(sealed.subarray(56)).toEqual(sealXChaCha20Poly1305(key, nonce, secret, salt));
    expect(sealed.length).toBe(32 + 24 + 32 + 16);
  });

  it('differs each time', () => {
    const { publicKey } = x25519(1);
    expect(sealToDevice(secret, publicKey)).not.toEqual(sealToDevice(secret, publicKey));
  });

  it.each([
    ['a key of small order', new Uint8Array(32), false],
    ['31 bytes', new Uint8Array(31).fill(1), false],
    ['a real key', x25519(2).publicKey, true],
  ])('knows whether %s can be sealed to', (_, key, expected) => {
    expect(isWrappingKey(key)).toBe(expected);
  });
});

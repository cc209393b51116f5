import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sealToDevice } from '../server/keys/seal-to-device.ts';
import { openSealedKey, wrappingPublicKey } from './open-sealed-key.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const cannotOpen = { ok: false, error: { code: 'enrol/cannot-open-office-key' } };

it('opens what the centre seals', () => {
  fc.assert(
    fc.property(bytes(32), bytes(32), bytes(32), bytes(24), (key, seed, ephemeralSeed, nonce) => {
      const sealed = sealToDevice(key, wrappingPublicKey(seed), { ephemeralSeed, nonce });
      expect(openSealedKey(sealed, seed)).toEqual({ ok: true, value: key });
    }),
    { numRuns: 10 },
  );
});

it('refuses changed, cut and foreign parcels and a point of small order', () => {
  const seed = new Uint8Array(32).fill(1);
  const sealed = sealToDevice(new Uint8Array(32).fill(7), wrappingPublicKey(seed));
  for (const at of [0, 31, 32, 55, 56, 87, 103]) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openSealedKey(changed, seed)).toEqual(cannotOpen);
  }
  expect(openSealedKey(sealed.slice(0, -1), seed)).toEqual(cannotOpen);
  expect(openSealedKey(sealed.slice(0, 71), seed)).toEqual(cannotOpen);
  expect(openSealedKey(sealed, new Uint8Array(32).fill(2))).toEqual(cannotOpen);
  expect(openSealedKey(new Uint8Array(104), seed)).toEqual(cannotOpen);
});

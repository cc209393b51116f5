import { bytesToHex } from '#domain/codec/bytes';
import type { Projection } from '../projection.ts';
import { rowAfter, rowBefore } from './row-image.ts';

/** The officer's own key, made at the first sign-in. When it counts from is the centre's to say (`keyRegisteredAt`). */
export const userKeyRegister: Projection<'user-key.register'> = {
  reads: (payload) => [{ table: 'officer', key: payload.userId }],
  project: (payload, rows) => {
    const before = rowBefore(rows, 'officer', payload.userId);
    return [rowAfter('officer', { ...before, publicKey: bytesToHex(payload.publicKey) })];
  },
};

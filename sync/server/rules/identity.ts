import { bytesToHex } from '#domain/codec/bytes';
import { ok } from '#domain/result';
import { isAcceptablePublicKey, keyId } from '#domain/signing/ed25519';
import { sha256Hex } from '../keys/node-signing.ts';
import { plainCode } from '../keys/one-time-code.ts';
import { type OpRule, refuse } from './op-rule.ts';

/**
 * An officer's own signing key, registered with the code the centre gave that person. The operation is signed by the
 * new key itself, which proves possession; from this instant the key before it signs nothing more.
 */
export const userKeyRegister: OpRule<'user-key.register'> = {
  permissions: [],
  creates: [],
  check: ({ payload, actor, device, receivedAt, writes }) => {
    if (payload.userId !== actor.userId) return refuse('NO_AUTHORITY', { reason: 'another-person' });
    if (!isAcceptablePublicKey(payload.publicKey)) return refuse('BAD_SIGNATURE', { reason: 'weak-key' });
    return ok({
      writes: writes.map((write) =>
        write.table === 'officer' ? { ...write, row: { ...write.row, keyRegisteredAt: receivedAt } } : write,
      ),
      effects: [
        {
          kind: 'register-key',
          codeSha256: sha256Hex(plainCode(payload.activationCode)),
          key: {
            kid: keyId(payload.publicKey),
            userId: actor.userId,
            publicKey: bytesToHex(payload.publicKey),
            deviceNo: device.deviceNo,
            registeredAt: receivedAt,
          },
        },
      ],
    });
  },
};

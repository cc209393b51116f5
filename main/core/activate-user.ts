import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '#domain/result';
import { nodeSigner } from '#host/adapters/node-ed25519';
import type { ActivateCode, DoorRefusal, SignedIn } from '#host/office-door';
import { isWeakPin } from '#services/identity/weak-pin';
import { keyStateOf, type Officer, officerOf, personOf } from './officers.ts';
import type { OpenedOffice } from './open-office.ts';
import { type UnlockParts, unlock } from './unlock.ts';

export type ActivationRequest = {
  readonly userId: string;
  readonly activationCode: string;
  readonly pin: string;
};
type Refusal = DoorRefusal<ActivateCode>;

/**
 * Gives a person their own key on this PC: made here, wrapped with their PIN, announced to the centre with the
 * activation code. Only the centre knows the codes, so it must be reachable and say yes before the person is let in;
 * and the database key must be in memory, so a colleague must have signed in. A line that breaks in between leaves the
 * key wrapped and the announcement waiting: the same PIN opens once the centre has agreed.
 */
export async function activateUser(
  parts: UnlockParts,
  channel: string,
  request: ActivationRequest,
): Promise<Result<SignedIn, Refusal>> {
  const office = parts.held.current();
  if (office === undefined) return err({ code: 'identity/ask-colleague' });
  if (isWeakPin(request.pin)) return err({ code: 'identity/weak-pin' });
  const reached = await office.sync.syncNow();
  const officer = officerOf(office.store, request.userId, parts.officeId);
  if (officer === undefined) return err({ code: 'identity/unknown-user' });
  const keyState = keyStateOf(office.store, officer);
  if (keyState === 'registered') return err({ code: 'identity/already-activated' });
  if (!reached.reached) return err({ code: 'identity/centre-needed' });
  if (keyState === 'none') {
    const announced = await announce(parts, office, officer, request);
    if (!announced.ok) return announced;
  }
  return finish(parts, office, channel, request);
}

/** Wraps the key first: a centre that has agreed to a key nobody holds would lock the person out. */
async function announce(
  parts: UnlockParts,
  office: OpenedOffice,
  officer: Officer,
  request: ActivationRequest,
): Promise<Result<void, Refusal>> {
  const dek = parts.held.key();
  if (dek === undefined) return err({ code: 'identity/ask-colleague' });
  const { userId, displayName, roles } = officer;
  const userSeed = new Uint8Array(randomBytes(32));
  const signer = nodeSigner(userSeed);
  // Left over from an activation that the centre refused.
  await parts.keystore.removeUser(userId);
  const added = await parts.keystore.addUser({ userId, displayName, roles, pin: request.pin, dek, userSeed });
  userSeed.fill(0);
  if (!added.ok)
    return err({
      code: added.error.code === 'keystore/tampered' ? added.error.code : 'identity/already-activated',
    });
  office.store.write((tx) =>
    tx.operations.record({
      type: 'user-key.register',
      payload: { userId, publicKey: signer.publicKey, activationCode: request.activationCode.trim() },
      entity: userId,
      actor: { ...personOf(officer), sign: signer.sign },
    }),
  );
  await office.sync.syncNow();
  return ok(undefined);
}

async function finish(
  parts: UnlockParts,
  office: OpenedOffice,
  channel: string,
  { userId, pin }: ActivationRequest,
): Promise<Result<SignedIn, Refusal>> {
  const officer = officerOf(office.store, userId, parts.officeId);
  const keyState = officer === undefined ? 'none' : keyStateOf(office.store, officer);
  if (keyState === 'waiting') return err({ code: 'identity/centre-needed' });
  if (keyState === 'none') {
    await parts.keystore.removeUser(userId);
    withdrawRefusal(office, userId);
    return err({ code: 'identity/bad-activation-code' });
  }
  const signedIn = await unlock(parts, channel, userId, pin);
  if (signedIn.ok) return signedIn;
  // Announced earlier with another PIN, or by this person elsewhere: the way in is the sign-in page.
  return err({
    code: signedIn.error.code === 'keystore/tampered' ? 'keystore/tampered' : 'identity/already-activated',
  });
}

/** The person is told right here; the refusal need not wait for attention on the page Sync as well. */
function withdrawRefusal({ store, clock }: OpenedOffice, userId: string): void {
  store.write((tx) => {
    const [last] = tx.office.operations.historyOf({ table: 'officer', key: userId }, 1);
    if (last?.state === 'rejected')
      tx.office.operations.withdraw(last.opNo, new Date(clock.correctedMs()).toISOString());
  });
}

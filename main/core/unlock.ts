import { err, ok, type Result } from '#domain/result';
import type { Keystore, UnlockError } from '#host/adapters/keystore-file';
import type { DoorRefusal, SignedIn, UnlockCode } from '#host/office-door';
import type { OpenOffice } from '#host/open-office';
import type { Sessions } from '#host/session';
import type { HeldOffice } from './held-office.ts';
import { keyStateOf, officerOf, personKeyOf, personOf } from './officers.ts';
import type { OpenedOffice } from './open-office.ts';

export type UnlockParts = {
  readonly keystore: Keystore;
  readonly held: HeldOffice;
  readonly sessions: Sessions;
  readonly officeId: string;
  readonly openOf: (office: OpenedOffice) => OpenOffice;
};

/** Opens the office with a person's PIN when it is closed, and begins their session on the channel. */
export async function unlock(
  parts: UnlockParts,
  channel: string,
  userId: string,
  pin: string,
): Promise<Result<SignedIn, DoorRefusal<UnlockCode>>> {
  const { keystore, held, sessions, officeId, openOf } = parts;
  const keys = await keystore.unlock(userId, pin);
  if (!keys.ok) return err(doorRefusalOf(keys.error));
  const { dek, userSeed } = keys.value;
  const opened = await held.ensureOpen(dek);
  dek.fill(0);
  if (!opened.ok) {
    userSeed.fill(0);
    return opened;
  }
  const office = opened.value;
  const officer = officerOf(office.store, userId, officeId);
  const key = officer === undefined ? undefined : personKeyOf(officer, userSeed);
  if (officer === undefined || key === undefined || keyStateOf(office.store, officer) !== 'registered') {
    userSeed.fill(0);
    return err({ code: officer === undefined ? 'identity/unknown-user' : 'identity/not-activated' });
  }
  const actor = sessions.open(channel, personOf(officer), key);
  return ok({ actor, office: openOf(office) });
}

/** The keystore's reasons with what the screen says of them: how long to wait, how often it was wrong. */
export function doorRefusalOf(
  error: UnlockError,
): DoorRefusal<'identity/wrong-pin' | 'identity/locked-out' | 'identity/unknown-user' | 'keystore/tampered'> {
  switch (error.code) {
    case 'identity/unknown-user':
      return { code: error.code };
    case 'identity/wrong-pin':
      return { code: error.code, data: { failures: error.failures, delayMs: error.delayMs } };
    case 'identity/locked-out':
      return { code: error.code, data: { failures: error.failures, untilMs: error.untilMs } };
    case 'keystore/tampered':
      return { code: error.code, data: { reason: error.reason } };
  }
}

import { bytesToHex } from '#domain/codec/bytes';
import type { Keystore } from '#host/adapters/keystore-file';
import { nodeSigner } from '#host/adapters/node-ed25519';
import type { Person, PersonKey, Sessions } from '#host/session';
import type { Store } from '#ports/store';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

export type Officer = RowOf<'officer'>;

/** How far an account is on this PC: known to the centre, waiting for its word, or without a key. */
export type KeyState = 'registered' | 'waiting' | 'none';

export function keyStateOf(store: Store, officer: Officer): KeyState {
  if (officer.publicKey === null) return 'none';
  const mark = store.read((tx) => tx.office.operations.marksOf([officer.userId]).get(officer.userId));
  return mark === 'waiting' ? 'waiting' : 'registered';
}

/** An active account of this office. */
export function officerOf(store: Store, userId: string, officeId: string): Officer | undefined {
  const officer = store.read((tx) => tx.rows.get('officer', userId));
  return officer?.active === true && officer.officeId === officeId ? officer : undefined;
}

export function personOf({ userId, userNo, personId, displayName, roles }: Officer): Person {
  return { userId, userNo, personId, displayName, roles: [...roles] };
}

/** The person's key over a seed that is wiped with it; undefined when it is not the key the centre knows. */
export function personKeyOf(officer: Officer, seed: Uint8Array): PersonKey | undefined {
  let signer: ReturnType<typeof nodeSigner> | undefined = nodeSigner(seed);
  if (bytesToHex(signer.publicKey) !== officer.publicKey) return undefined;
  return {
    sign: (message) => (signer ?? nodeSigner(seed)).sign(message),
    wipe: () => {
      seed.fill(0);
      signer = undefined;
    },
  };
}

/**
 * Carries the centre's decisions about people into the keystore: new names and roles, closed accounts, refused keys.
 * Sessions of changed people end, because a session keeps the roles it began with. The last person of a PC keeps the
 * keys: without any wrap the database, and work that was never sent, could not be opened again.
 */
export async function refreshOfficers(
  store: Store,
  keystore: Keystore,
  sessions: Sessions,
  officeId: string,
): Promise<void> {
  const listed = await keystore.listUsers();
  if (!listed.ok) return;
  let left = listed.value.length;
  for (const known of listed.value) {
    const officer = officerOf(store, known.userId, officeId);
    if (officer === undefined || keyStateOf(store, officer) === 'none') {
      sessions.lockUser(known.userId);
      if (left > 1) {
        await keystore.removeUser(known.userId);
        left -= 1;
      }
      continue;
    }
    const { displayName, roles } = officer;
    const sameRoles =
      roles.length === known.roles.length && roles.every((role) => known.roles.includes(role));
    if (sameRoles && displayName === known.displayName) continue;
    if (!sameRoles) sessions.lockUser(known.userId);
    await keystore.setProfile({ userId: known.userId, displayName, roles });
  }
}

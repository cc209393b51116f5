import type { OutputOf } from '#contract/contract';
import type { Keystore } from '#host/adapters/keystore-file';
import type { ProtectionLevel } from '#ports/key-store';
import type { Enrolment } from './enrolment-file.ts';
import type { HeldOffice } from './held-office.ts';
import { keyStateOf } from './officers.ts';
import type { Preferences } from './preferences.ts';

type State = OutputOf<'session.state'>;

/** Languages whose texts ship with the app. */
export const LANGUAGES = ['en', 'fr', 'ar'] as const;

export type StateParts = {
  readonly version: string;
  readonly preferences: Preferences;
  /** Undefined before this PC is enrolled. */
  readonly pc:
    | { readonly enrolment: Enrolment; readonly keystore: Keystore; readonly level: ProtectionLevel }
    | undefined;
  readonly held: HeldOffice;
  readonly isOpenOn: (channel: string) => boolean;
};

/** What the sign-in page shows. Before the office is open it knows only the people who have a key on this PC. */
export async function sessionState(parts: StateParts, channel: string): Promise<State> {
  const { version, preferences, pc } = parts;
  const shared = {
    version,
    language: preferences.language(),
    languages: [...LANGUAGES],
    lastUserId: preferences.lastUserId(),
  };
  if (pc === undefined) {
    const nobody = {
      officeName: null,
      officeCode: null,
      deviceLabel: null,
      users: [],
      keyStore: 'none',
    } as const;
    return { ...shared, ...nobody, state: 'not-enrolled', practice: false, users: [] };
  }
  const { reply, label } = pc.enrolment;
  return {
    ...shared,
    state: parts.isOpenOn(channel) ? 'open' : 'locked',
    practice: reply.practice,
    officeName: reply.officeName,
    officeCode: reply.officeCode,
    deviceLabel: label,
    keyStore: pc.level === 'passphrase' ? 'passphrase' : 'os-keyring',
    users: await usersOf(parts.held, pc.keystore, reply.officeId),
  };
}

async function usersOf(held: HeldOffice, keystore: Keystore, officeId: string): Promise<State['users']> {
  const listed = await keystore.listUsers();
  const withKeys = listed.ok
    ? listed.value.map(({ userId, displayName, roles }) => ({
        userId,
        displayName,
        roles: [...roles],
        activated: true,
      }))
    : [];
  const store = held.current()?.store;
  if (store === undefined) return withKeys;
  const others = store
    .read((tx) => tx.rows.list('officer', 'officeId', officeId))
    .filter(
      (officer) =>
        officer.active &&
        keyStateOf(store, officer) !== 'registered' &&
        !withKeys.some(({ userId }) => userId === officer.userId),
    )
    .map(({ userId, displayName, roles }) => ({ userId, displayName, roles: [...roles], activated: false }));
  return [...withKeys, ...others];
}

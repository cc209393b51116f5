import { err } from '#domain/result';
import { coreEvent } from '#host/call-events';
import type { EventBus } from '#host/event-bus';
import type { OfficeDoor, SignedIn } from '#host/office-door';
import type { Sessions } from '#host/session';
import { activateUser } from './activate-user.ts';
import { LANGUAGES, type StateParts, sessionState } from './session-state.ts';
import { type UnlockParts, unlock } from './unlock.ts';

export type DoorParts = {
  readonly state: StateParts;
  /** Undefined before this PC is enrolled. */
  readonly unlock: UnlockParts | undefined;
  /** A release build does not open a practice deployment. */
  readonly refusesPractice: boolean;
  readonly sessions: Sessions;
  readonly bus: EventBus;
};

/** Signing in and out, put together from keys, database and sessions. */
export function createOfficeDoor(parts: DoorParts): OfficeDoor {
  const { sessions, bus } = parts;
  const { preferences } = parts.state;
  const welcome = async (channel: string, { actor }: SignedIn): Promise<void> => {
    bus.publish(coreEvent('session.changed', { state: 'open' }, channel));
    await preferences.remember({ lastUserId: actor.userId });
  };
  return {
    state: (channel) => sessionState(parts.state, channel),
    unlock: async (channel, userId, pin) => {
      if (parts.refusesPractice) return err({ code: 'setup/practice-in-release' });
      if (parts.unlock === undefined) return err({ code: 'identity/unknown-user' });
      const signedIn = await unlock(parts.unlock, channel, userId, pin);
      if (signedIn.ok) await welcome(channel, signedIn.value);
      return signedIn;
    },
    activate: async (channel, request) => {
      if (parts.unlock === undefined || parts.refusesPractice) return err({ code: 'identity/unknown-user' });
      const signedIn = await activateUser(parts.unlock, channel, request);
      if (signedIn.ok) await welcome(channel, signedIn.value);
      return signedIn;
    },
    lock: sessions.lock,
    setLanguage: async (language) => {
      if (!LANGUAGES.some((known) => known === language)) return false;
      await preferences.remember({ language });
      return true;
    },
    language: preferences.language,
  };
}

import { InvariantError } from '#domain/invariant';
import type { Actor } from '#ports/store';
import type { Timers } from './timers.ts';

/** Five minutes without a call of the person's own end the session (decisions: idle lock). */
export const IDLE_LOCK_MS = 5 * 60_000;
/** The database key leaves memory this long after the last sign-in (decisions: 12 h). */
export const DROP_AFTER_MS = 12 * 3_600_000;

/** A person's signing key in memory; `wipe` overwrites it, after which `sign` must not be called. */
export type PersonKey = { readonly sign: (message: Uint8Array) => Uint8Array; readonly wipe: () => void };
export type Person = Omit<Actor, 'sign'>;

/** A key lent to a running job: it may sign to its end although the session was locked meanwhile. */
export type LentActor = { readonly actor: Actor; readonly giveBack: () => void };

export type Sessions = {
  /** Starts a session; one that stood on the same channel ends first. */
  readonly open: (channel: string, person: Person, key: PersonKey) => Actor;
  /** Who is signed in on a channel; a session that has been idle too long is locked by asking. */
  readonly of: (channel: string) => Actor | undefined;
  /** The person did something. Calls a page makes by itself do not count. */
  readonly touch: (channel: string) => void;
  readonly lock: (channel: string) => void;
  readonly lockAll: () => void;
  /** Locks the sessions of one account: it was closed, or its key refused by the centre. */
  readonly lockUser: (userId: string) => void;
  /** Lends the person's key to a job; undefined when nobody is signed in there. */
  readonly lend: (channel: string) => LentActor | undefined;
};

export type SessionOptions = {
  readonly nowMs: () => number;
  readonly timers: Timers;
  readonly onLocked: (channel: string) => void;
  /** Nobody has signed in for {@link DROP_AFTER_MS}: the office must be closed. */
  readonly onDrop: () => void;
};

type Held = { readonly key: PersonKey; loans: number; ended: boolean };
type Session = { readonly actor: Actor; readonly held: Held; lastCallMs: number; stopTimer: () => void };

/** Who is signed in where. Locking wipes the person's key at once, or with the end of the last job it was lent to. */
export function createSessions(options: SessionOptions): Sessions {
  const { nowMs, timers } = options;
  const sessions = new Map<string, Session>();
  let stopDrop: () => void = () => undefined;
  let lastSignInMs = nowMs();

  const lock = (channel: string): void => {
    const session = sessions.get(channel);
    if (session === undefined) return;
    sessions.delete(channel);
    session.stopTimer();
    session.held.ended = true;
    wipeWhenFree(session.held);
    options.onLocked(channel);
  };
  const lockAll = (): void => {
    for (const channel of [...sessions.keys()]) lock(channel);
  };
  const drop = (): void => {
    lockAll();
    options.onDrop();
  };
  const armDrop = (): void => {
    stopDrop();
    lastSignInMs = nowMs();
    stopDrop = timers.after(DROP_AFTER_MS, drop);
  };
  const arm = (channel: string, session: Session): void => {
    session.stopTimer();
    session.lastCallMs = nowMs();
    session.stopTimer = timers.after(IDLE_LOCK_MS, () => lock(channel));
  };
  const current = (channel: string): Session | undefined => {
    const session = sessions.get(channel);
    if (session === undefined) return undefined;
    // Timers stand still while a PC sleeps; the wall clock does not.
    if (nowMs() - lastSignInMs >= DROP_AFTER_MS) drop();
    else if (nowMs() - session.lastCallMs >= IDLE_LOCK_MS) lock(channel);
    return sessions.get(channel);
  };

  return {
    open: (channel, person, key) => {
      lock(channel);
      const session = newSession(person, key);
      sessions.set(channel, session);
      arm(channel, session);
      armDrop();
      return session.actor;
    },
    of: (channel) => current(channel)?.actor,
    touch: (channel) => {
      const session = current(channel);
      if (session !== undefined) arm(channel, session);
    },
    lock,
    lockAll,
    lockUser: (userId) => {
      for (const [channel, session] of [...sessions]) if (session.actor.userId === userId) lock(channel);
    },
    lend: (channel) => {
      const session = current(channel);
      return session === undefined ? undefined : lendOf(session);
    },
  };
}

function newSession(person: Person, key: PersonKey): Session {
  const held: Held = { key, loans: 0, ended: false };
  const sign: Actor['sign'] = (message) => {
    if (held.ended && held.loans === 0)
      throw new InvariantError('the signing key was wiped with its session');
    return key.sign(message);
  };
  return { actor: { ...person, sign }, held, lastCallMs: 0, stopTimer: () => undefined };
}

function lendOf(session: Session): LentActor {
  session.held.loans += 1;
  let lent = true;
  return {
    actor: session.actor,
    giveBack: () => {
      if (!lent) return;
      lent = false;
      session.held.loans -= 1;
      wipeWhenFree(session.held);
    },
  };
}

function wipeWhenFree(held: Held): void {
  if (held.ended && held.loans === 0) held.key.wipe();
}

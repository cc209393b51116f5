import { expect, test } from 'vitest';
import { InvariantError } from '#domain/invariant';
import { createSessions, DROP_AFTER_MS, IDLE_LOCK_MS, type Person } from './session.ts';
import { handTimers } from './testing/hand-timers.ts';

const ABEBA: Person = { userId: 'u1', userNo: 7, personId: 'p1', displayName: 'Abeba', roles: ['officer'] };

function setUp() {
  const timers = handTimers();
  const seen: string[] = [];
  const sessions = createSessions({
    nowMs: timers.nowMs,
    timers,
    onLocked: (channel) => seen.push(`locked ${channel}`),
    onDrop: () => seen.push('drop'),
  });
  const key = {
    wiped: false,
    sign: (message: Uint8Array) => message,
    wipe: () => {
      key.wiped = true;
    },
  };
  return { timers, seen, sessions, key };
}

test('five minutes without a call lock the session and wipe the key', () => {
  const { timers, seen, sessions, key } = setUp();
  const actor = sessions.open('a', ABEBA, key);
  timers.advance(IDLE_LOCK_MS - 1);
  expect(sessions.of('a')).toEqual(actor);
  timers.advance(1);
  expect({ actor: sessions.of('a'), seen, wiped: key.wiped }).toEqual({
    actor: undefined,
    seen: ['locked a'],
    wiped: true,
  });
  expect(() => actor.sign(new Uint8Array(1))).toThrow(InvariantError);
});

test('each call of the person puts the lock off, asking who is signed in does not', () => {
  const { timers, sessions, key } = setUp();
  sessions.open('a', ABEBA, key);
  for (let call = 0; call < 4; call += 1) {
    timers.advance(IDLE_LOCK_MS - 1);
    sessions.touch('a');
  }
  expect(sessions.of('a')?.userNo).toBe(7);
  timers.advance(IDLE_LOCK_MS - 1);
  expect(sessions.of('a')?.userNo).toBe(7);
  timers.advance(1);
  expect(sessions.of('a')).toBeUndefined();
});

test('a PC that slept through the five minutes wakes up locked although its timers stood still', () => {
  const { timers, sessions, key } = setUp();
  sessions.open('a', ABEBA, key);
  timers.sleep(IDLE_LOCK_MS);
  expect(sessions.of('a')).toBeUndefined();
  expect(key.wiped).toBe(true);
});

test('a session belongs to its channel and ends there only', () => {
  const { sessions, key, seen } = setUp();
  sessions.open('a', ABEBA, key);
  sessions.open('b', { ...ABEBA, userNo: 8 }, { sign: key.sign, wipe: () => undefined });
  sessions.lock('a');
  expect([sessions.of('a')?.userNo, sessions.of('b')?.userNo, sessions.of('c')]).toEqual([
    undefined,
    8,
    undefined,
  ]);
  expect(seen).toEqual(['locked a']);
});

test('a second sign-in on the same channel ends the first one', () => {
  const { sessions, key } = setUp();
  sessions.open('a', ABEBA, key);
  sessions.open('a', { ...ABEBA, userNo: 8 }, { sign: key.sign, wipe: () => undefined });
  expect({ wiped: key.wiped, now: sessions.of('a')?.userNo }).toEqual({ wiped: true, now: 8 });
});

test('a key lent to a job signs on after the lock and is wiped when the job gives it back', () => {
  const { sessions, key } = setUp();
  sessions.open('a', ABEBA, key);
  const lent = sessions.lend('a');
  sessions.lock('a');
  expect(lent?.actor.sign(Uint8Array.of(1))).toEqual(Uint8Array.of(1));
  expect(key.wiped).toBe(false);
  lent?.giveBack();
  lent?.giveBack();
  expect(key.wiped).toBe(true);
  expect(sessions.lend('a')).toBeUndefined();
});

test('closing an account locks every session of it', () => {
  const { sessions, key } = setUp();
  sessions.open('a', ABEBA, key);
  sessions.lockUser('u1');
  expect(sessions.of('a')).toBeUndefined();
});

test.each([
  ['awake', false],
  ['asleep', true],
])('twelve hours after the last sign-in the office is dropped, %s', (_name, asleep) => {
  const { timers, seen, sessions, key } = setUp();
  sessions.open('a', ABEBA, key);
  if (asleep) timers.sleep(DROP_AFTER_MS);
  else timers.advance(DROP_AFTER_MS);
  sessions.of('a');
  expect(seen).toEqual(['locked a', 'drop']);
});

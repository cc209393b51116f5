import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CoreEvent } from '#host/event-bus';
import { DROP_AFTER_MS, IDLE_LOCK_MS } from '#host/session';
import { sealToDevice } from '#sync/server/keys/seal-to-device';
import { PIN, stateOf, type TempPc, tempPc } from './testing/temp-pc.ts';

let pc: TempPc;
beforeEach(() => {
  pc = tempPc(sealToDevice);
});
afterEach(() => pc.remove());

test('enrolled and activated, a person unlocks after a restart with PIN and passphrase', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  expect(await stateOf(core)).toMatchObject({
    state: 'locked',
    officeName: 'Debre District',
    deviceLabel: 'Desk 1',
    keyStore: 'passphrase',
    lastUserId: first,
    users: [{ userId: first, activated: true, displayName: 'Officer user0' }],
  });
  await core.stop();
  const again = await pc.start();
  expect(again.office()).toBeUndefined();
  const reply = await pc.unlock(again, first);
  expect(reply).toMatchObject({
    ok: true,
    value: {
      userId: first,
      roles: ['officer'],
      currency: 'KES',
      timeZone: 'Africa/Nairobi',
      today: '2026-11-20',
      officeName: 'Debre District',
    },
  });
  expect(await stateOf(again)).toMatchObject({ state: 'open' });
  expect(await again.invoke('session.me', {}, 'window')).toEqual(reply);
  expect(await again.invoke('session.me', {}, 'another window')).toEqual({
    ok: false,
    error: { code: 'host/locked' },
  });
  const trail = again
    .office()
    ?.store.read((tx) => tx.office.audit.page({ limit: 9 }).map((line) => [line.actorNo, line.action]));
  expect(trail).toEqual([
    [1, 'session.unlocked'],
    [1, 'session.locked'],
    [1, 'session.activated'],
  ]);
});

test('a wrong PIN opens nothing, is counted, and makes the next one wait', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  await core.stop();
  const again = await pc.start();
  expect(await pc.unlock(again, first, '9999')).toEqual({
    ok: false,
    error: { code: 'identity/wrong-pin', data: { failures: 1, delayMs: 0 } },
  });
  expect(again.office()).toBeUndefined();
  await pc.unlock(again, first, '9998');
  expect(await pc.unlock(again, first, PIN)).toMatchObject({
    ok: false,
    error: { code: 'identity/locked-out' },
  });
  pc.timers.advance(1000);
  expect((await pc.unlock(again, first, PIN)).ok).toBe(true);
});

test('the PIN is asked again before a decision and wrong ones count there too', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  await pc.unlock(core, first);
  const office = core.office();
  const actor = {
    userId: first,
    userNo: 1,
    personId: '',
    displayName: '',
    roles: [],
    sign: (message: Uint8Array) => message,
  };
  expect(await office?.checkPin(actor, PIN)).toEqual({ ok: true, value: undefined });
  expect(await office?.checkPin(actor, '9999')).toMatchObject({
    ok: false,
    error: { code: 'identity/wrong-pin', data: { failures: 1 } },
  });
});

test('idle for five minutes, the person is out and the office still open; after twelve hours it is closed', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  await pc.unlock(core, first);
  const seen: CoreEvent[] = [];
  core.subscribe((event) => seen.push(event));
  pc.timers.advance(IDLE_LOCK_MS);
  expect(await core.invoke('session.me', {}, 'window')).toEqual({
    ok: false,
    error: { code: 'host/locked' },
  });
  expect(seen).toContainEqual({ topic: 'session.changed', event: { state: 'locked' }, channel: 'window' });
  expect(core.office()).toBeDefined();
  pc.timers.advance(DROP_AFTER_MS);
  await expect.poll(() => core.office()).toBeUndefined();
  expect((await pc.unlock(core, first)).ok).toBe(true);
});

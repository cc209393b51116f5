import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealToDevice } from '#sync/server/keys/seal-to-device';
import { startCore } from '../core.ts';
import { stateOf, type TempPc, tempPc } from './testing/temp-pc.ts';

let pc: TempPc;
beforeEach(() => {
  pc = tempPc(sealToDevice);
});
afterEach(() => pc.remove());

test('a PC that was never enrolled starts and says so; every other call is locked', async () => {
  const core = await pc.start();
  expect(await stateOf(core)).toMatchObject({
    state: 'not-enrolled',
    users: [],
    officeName: null,
    keyStore: 'none',
  });
  expect(await core.invoke('home.queues', {}, 'window')).toEqual({
    ok: false,
    error: { code: 'host/locked' },
  });
  expect(await pc.unlock(core, pc.requestId())).toEqual({
    ok: false,
    error: { code: 'identity/unknown-user' },
  });
});

test('a second window is refused, the command line may work beside, and a stop lets the next one in', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  expect(await startCore(pc.options())).toEqual({
    ok: false,
    error: { code: 'host/already-open', pid: process.pid },
  });
  const beside = await pc.start({ beside: true });
  expect((await pc.unlock(beside, first)).ok).toBe(true);
  await core.stop();
  expect(await core.invoke('session.state', {}, 'window')).toEqual({
    ok: false,
    error: { code: 'host/closing' },
  });
  expect((await pc.start()).enrolment?.label).toBe('Desk 1');
});

test('a practice deployment is told as such, and a release build does not open it', async () => {
  pc.centre.practice = true;
  const { core, first } = await pc.enrolWith(['officer']);
  expect(await stateOf(core)).toMatchObject({ practice: true });
  await core.stop();
  const released = await pc.start({ release: true });
  expect(await pc.unlock(released, first)).toEqual({
    ok: false,
    error: { code: 'setup/practice-in-release' },
  });
});

test.each([
  [
    'another database key',
    (dir: string) => writeFileSync(join(dir, 'replica.db'), Buffer.alloc(8192, 7)),
    'db/wrong-key',
  ],
  ['no database', (dir: string) => rmSync(join(dir, 'replica.db')), 'db/cannot-open'],
])('with %s the office stays closed and says why', async (_name, spoil, code) => {
  const { core, first } = await pc.enrolWith(['officer']);
  await core.stop();
  spoil(pc.dataDir);
  const again = await pc.start();
  expect(await pc.unlock(again, first)).toMatchObject({ ok: false, error: { code } });
  expect(await stateOf(again)).toMatchObject({ state: 'locked' });
});

test('a wrong passphrase of the PC and a damaged enrolment stop the start with their own words', async () => {
  const { core } = await pc.enrolWith(['officer']);
  await core.stop();
  expect(
    await startCore(pc.options({ keyStore: { passphrase: 'another passphrase', argon2: 'floor' } })),
  ).toEqual({ ok: false, error: { code: 'keystore/wrong-passphrase' } });
  writeFileSync(join(pc.dataDir, 'enrolment.json'), '{"format":1}');
  expect(await startCore(pc.options())).toEqual({ ok: false, error: { code: 'setup/enrolment-unreadable' } });
});

test('nothing in the data folder is readable: no name, no PIN, no key; files belong to their owner only', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  await pc.unlock(core, first);
  await core.invoke(
    'drafts.save',
    {
      requestId: pc.requestId(),
      draftId: first,
      kind: 'household',
      title: 'CANARY-Tesfaye',
      body: { name: 'CANARY-Abeba' },
    },
    'window',
  );
  await core.stop();
  for (const entry of readdirSync(pc.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    expect([file, readFileSync(file).includes('CANARY'), statSync(file).mode & 0o077]).toEqual([
      file,
      false,
      0,
    ]);
  }
});

test('stopping does not wait for a line that answers nothing', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  await pc.unlock(core, first);
  pc.centre.hanging = true;
  const asked = core.invoke('sync.now', { requestId: pc.requestId() }, 'window');
  await core.stop();
  expect(await asked).toMatchObject({ ok: true, value: { reached: false } });
});

test('what was done offline is sent when the line is back', async () => {
  const { core, first } = await pc.enrolWith(['officer']);
  pc.centre.reachable = false;
  await pc.unlock(core, first);
  expect(await core.invoke('sync.now', { requestId: pc.requestId() }, 'window')).toMatchObject({
    ok: true,
    value: { reached: false },
  });
  expect(await core.invoke('sync.status', {}, 'window')).toMatchObject({
    ok: true,
    value: { line: 'none', waiting: 0 },
  });
  pc.centre.reachable = true;
  expect(await core.invoke('sync.now', { requestId: pc.requestId() }, 'window')).toMatchObject({
    ok: true,
    value: { reached: true, errorCode: null },
  });
  expect(await core.invoke('health.report', {}, 'window')).toMatchObject({
    ok: true,
    value: { checks: expect.arrayContaining([expect.objectContaining({ name: 'centre', state: 'ok' })]) },
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeystore, writeKeystore } from './keystore-document.ts';
import { createKeystore, type KeystoreOptions, type NewKeystoreUser } from './keystore-file.ts';

const OSS = new Uint8Array(32).fill(3);
const DEK = Uint8Array.from({ length: 32 }, (_, index) => index);
const DEVICE = '018f0000-0000-8000-8000-00000000000d';

function user(name: string, pin: string, fill: number): NewKeystoreUser {
  return {
    userId: name,
    displayName: name,
    roles: ['clerk'],
    pin,
    dek: DEK,
    userSeed: new Uint8Array(32).fill(fill),
  };
}
const ALMAZ = user('almaz', '135790', 1);
const BIRUK = user('biruk', '246801', 2);

let folder: string;
let file: string;
let nowMs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-keystore-'));
  file = join(folder, 'keystore.json');
  nowMs = Date.UTC(2026, 10, 20);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function keystore(options: Partial<KeystoreOptions> = {}) {
  return createKeystore({
    file,
    oss: OSS,
    deviceId: DEVICE,
    nowMs: () => nowMs,
    argon2: 'floor',
    ...options,
  });
}

async function withBoth(options: Partial<KeystoreOptions> = {}) {
  const store = keystore(options);
  await store.addUser(ALMAZ);
  await store.addUser(BIRUK);
  return store;
}

describe('createKeystore', () => {
  it('gives each person the database key and their own seed for their own PIN', async () => {
    await withBoth();
    const reopened = keystore();
    expect(await reopened.unlock('almaz', '135790')).toEqual({
      ok: true,
      value: { dek: DEK, userSeed: ALMAZ.userSeed },
    });
    expect(await reopened.unlock('biruk', '246801')).toEqual({
      ok: true,
      value: { dek: DEK, userSeed: BIRUK.userSeed },
    });
    expect(await reopened.listUsers()).toEqual({
      ok: true,
      value: [
        { userId: 'almaz', displayName: 'almaz', roles: ['clerk'] },
        { userId: 'biruk', displayName: 'biruk', roles: ['clerk'] },
      ],
    });
  });

  it('keeps keys and PINs out of the file, whose mode is 0600', async () => {
    await withBoth();
    const text = readFileSync(file, 'utf8');
    for (const secret of [DEK, ALMAZ.userSeed, OSS])
      expect(text).not.toContain(Buffer.from(secret).toString('base64'));
    expect(text).not.toContain(ALMAZ.pin);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { body } = JSON.parse(text);
    expect([body.users[0].dek, body.users[0].usk].map((blob) => Buffer.from(blob, 'base64').length)).toEqual([
      89, 89,
    ]);
  });

  it('refuses unknown people and a second person under one id', async () => {
    const store = await withBoth();
    expect(await store.unlock('nobody', '135790')).toEqual({
      ok: false,
      error: { code: 'identity/unknown-user' },
    });
    expect(await store.addUser(ALMAZ)).toEqual({ ok: false, error: { code: 'keystore/user-exists' } });
  });

  it('counts wrong PINs over restarts, locks after five and forgets them after the right one', async () => {
    await withBoth();
    const outcomes: unknown[] = [];
    for (const waitMs of [0, 0, 1000, 2000, 4000, 0, 60_000]) {
      nowMs += waitMs;
      const outcome = await keystore().unlock('almaz', '000000');
      outcomes.push(outcome.ok ? 'opened' : outcome.error);
    }
    const locked = Date.UTC(2026, 10, 20) + 7000;
    expect(outcomes).toEqual([
      { code: 'identity/wrong-pin', failures: 1, delayMs: 0 },
      { code: 'identity/wrong-pin', failures: 2, delayMs: 1000 },
      { code: 'identity/wrong-pin', failures: 3, delayMs: 2000 },
      { code: 'identity/wrong-pin', failures: 4, delayMs: 4000 },
      { code: 'identity/wrong-pin', failures: 5, delayMs: 60_000 },
      { code: 'identity/locked-out', failures: 5, untilMs: locked + 60_000 },
      { code: 'identity/wrong-pin', failures: 6, delayMs: 120_000 },
    ]);
    nowMs += 120_000;
    expect((await keystore().unlock('almaz', '135790')).ok).toBe(true);
    expect(await keystore().unlock('almaz', '000000')).toMatchObject({ error: { failures: 1 } });
  });

  it('does not look at the right PIN while locked, and locks one person only', async () => {
    const store = await withBoth();
    await writeFailures('almaz', 5);
    expect(await store.unlock('almaz', '135790')).toMatchObject({ error: { code: 'identity/locked-out' } });
    expect((await store.unlock('biruk', '246801')).ok).toBe(true);
  });

  it('needs a reset after fifteen, which gives the attempts back', async () => {
    const store = await withBoth();
    await writeFailures('almaz', 14);
    nowMs += 3_600_000;
    expect(await store.unlock('almaz', '0')).toEqual({
      ok: false,
      error: { code: 'identity/wrong-pin', failures: 15, delayMs: null },
    });
    nowMs += 10 ** 10;
    expect(await store.unlock('almaz', '135790')).toEqual({
      ok: false,
      error: { code: 'identity/locked-out', failures: 15, untilMs: null },
    });
    await store.resetAttempts('almaz');
    expect((await store.unlock('almaz', '135790')).ok).toBe(true);
  });

  it('has counted the attempt on disk before the PIN is looked at', async () => {
    const store = await withBoth({ argon2: 'standard' });
    let isOver = false;
    const pending = store.unlock('almaz', '000000').then(() => {
      isOver = true;
    });
    // Argon2 at full strength takes a tenth of a second and more; the counter must be there before it can have ended.
    const isCounted = () => readFileSync(file, 'utf8').includes('"failures": 1');
    while (!isOver && !isCounted()) await new Promise((resolve) => setImmediate(resolve));
    expect({ isCounted: isCounted(), isOver }).toEqual({ isCounted: true, isOver: false });
    await pending;
  });

  it('answers guesses made at the same moment one after the other', async () => {
    const store = await withBoth();
    const outcomes = await Promise.all(['1', '2', '3', '4'].map((pin) => store.unlock('almaz', pin)));
    const codes = outcomes.map((outcome) => (outcome.ok ? 'opened' : outcome.error.code));
    expect(codes).toEqual([
      'identity/wrong-pin',
      'identity/wrong-pin',
      'identity/locked-out',
      'identity/locked-out',
    ]);
  });

  it('changes a PIN only for who knows the old one', async () => {
    const store = await withBoth();
    expect(await store.changePin('almaz', '000000', '999999')).toMatchObject({
      error: { code: 'identity/wrong-pin' },
    });
    expect(await store.changePin('almaz', '135790', '112233')).toEqual({ ok: true, value: undefined });
    expect(await store.unlock('almaz', '112233')).toEqual({
      ok: true,
      value: { dek: DEK, userSeed: ALMAZ.userSeed },
    });
    expect(await store.unlock('almaz', '135790')).toMatchObject({ error: { code: 'identity/wrong-pin' } });
  });

  it('changes names and roles without the PIN and forgets a person for good', async () => {
    const store = await withBoth();
    await store.setProfile({ userId: 'almaz', displayName: 'Almaz T.', roles: ['supervisor'] });
    await store.removeUser('biruk');
    expect(await store.listUsers()).toEqual({
      ok: true,
      value: [{ userId: 'almaz', displayName: 'Almaz T.', roles: ['supervisor'] }],
    });
    expect((await store.unlock('almaz', '135790')).ok).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain('biruk');
  });

  it('wraps anew with full cost when the wrap was cheaper', async () => {
    await withBoth();
    const version = () => Buffer.from(JSON.parse(readFileSync(file, 'utf8')).body.users[0].dek, 'base64')[0];
    expect(version()).toBe(2);
    expect((await keystore({ argon2: 'standard' }).unlock('almaz', '135790')).ok).toBe(true);
    expect(version()).toBe(1);
    expect((await keystore().unlock('almaz', '135790')).ok).toBe(true);
    expect(version()).toBe(1);
  });
});

type Users = Parameters<typeof writeKeystore>[1]['users'];

/** What an attacker with the PC's secret could do: change the file and make the mac right again. */
async function rewrite(change: (users: Users) => Users): Promise<void> {
  const seal = { file, oss: OSS, deviceId: DEVICE };
  const body = await readKeystore(seal);
  if (!body.ok) throw new Error(body.error.code);
  await writeKeystore(seal, { ...body.value, users: change(body.value.users) });
}

function writeFailures(userId: string, failures: number): Promise<void> {
  return rewrite((users) =>
    users.map((record) =>
      record.userId === userId ? { ...record, failures, lastFailureAtMs: nowMs } : record,
    ),
  );
}

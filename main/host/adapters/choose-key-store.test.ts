import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyStoreError } from '#ports/key-store';
import { type ChooseKeyStoreOptions, chooseKeyStore, ensurePcSecret } from './choose-key-store.ts';
import type { Keyring } from './keyring.ts';

const PASSPHRASE = 'twelve or more';
let dataDir: string;
let entries: Map<string, string>;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tawi-key-store-'));
  entries = new Map();
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const working: Keyring = (account) => ({
  read: async () => entries.get(account),
  write: async (value) => {
    entries.set(account, value);
  },
  remove: async () => {
    entries.delete(account);
  },
});

const silent: Keyring = () => {
  const refuse = () =>
    Promise.reject(new KeyStoreError('keystore/unavailable', { detail: 'no session bus' }));
  return { read: refuse, write: refuse, remove: refuse };
};

function choose(options: Partial<ChooseKeyStoreOptions> = {}) {
  return chooseKeyStore({ dataDir, account: 'office-a', keyring: silent, argon2: 'floor', ...options });
}

async function secretOf(options: Partial<ChooseKeyStoreOptions>, mayCreate = true) {
  const chosen = await choose(options);
  if (!chosen.ok) throw new Error(chosen.error.code);
  return ensurePcSecret(chosen.value.store, { mayCreate });
}

async function summary(options: Partial<ChooseKeyStoreOptions>) {
  const chosen = await choose(options);
  if (!chosen.ok) return chosen.error;
  const { store, why, witness } = chosen.value;
  return { level: store.level, why, witnessed: witness !== undefined };
}

describe('chooseKeyStore', () => {
  it('takes the system key store when it answers, and leaves no probe in it', async () => {
    expect(await summary({ keyring: working })).toEqual({
      level: 'os-keyring',
      why: 'keyring-answers',
      witnessed: true,
    });
    const secret = await secretOf({ keyring: working });
    expect(await secretOf({ keyring: working }, false)).toEqual(secret);
    expect([...entries.keys()]).toEqual(['office-a']);
    expect(readdirSync(dataDir)).toEqual(['key-store.json']);
    expect(readFileSync(join(dataDir, 'key-store.json'), 'utf8')).toBe('{"level":"os-keyring"}\n');
  });

  it('takes the passphrase when the key store is silent, seals the secret, and says why', async () => {
    expect(await summary({ passphrase: PASSPHRASE })).toEqual({
      level: 'passphrase',
      why: 'keyring-silent',
      witnessed: false,
    });
    const secret = await secretOf({ passphrase: PASSPHRASE });
    expect(await secretOf({ passphrase: PASSPHRASE }, false)).toEqual(secret);
    const file = join(dataDir, 'pc-secret.sealed');
    expect(secret.ok && readFileSync(file).includes(Buffer.from(secret.value))).toBe(false);
    expect([statSync(file).size, statSync(file).mode & 0o777]).toEqual([89, 0o600]);
  });

  it('never falls to the lower level once the secret lies in the key store', async () => {
    await secretOf({ keyring: working });
    expect(await summary({ passphrase: PASSPHRASE })).toEqual({
      code: 'keystore/unavailable',
      reason: 'keystore/unavailable: no session bus',
    });
  });

  it('stays with the passphrase once chosen, though a key store answers now', async () => {
    await secretOf({ passphrase: PASSPHRASE });
    expect(await summary({ keyring: working, passphrase: PASSPHRASE })).toEqual({
      level: 'passphrase',
      why: 'chosen-before',
      witnessed: false,
    });
  });

  it.each([
    [
      'the passphrase though a key store answers',
      { only: 'passphrase', keyring: working, passphrase: PASSPHRASE },
      { level: 'passphrase', why: 'asked-for', witnessed: false },
    ],
    [
      'only the key store',
      { only: 'os-keyring', keyring: working },
      { level: 'os-keyring', why: 'asked-for', witnessed: true },
    ],
    [
      'only the key store, which is silent',
      { only: 'os-keyring', passphrase: PASSPHRASE },
      { code: 'keystore/unavailable', reason: 'keystore/unavailable: no session bus' },
    ],
    [
      'nothing, and none answers',
      {},
      { code: 'keystore/passphrase-needed', reason: 'keystore/unavailable: no session bus' },
    ],
    [
      'a short passphrase',
      { passphrase: 'eleven char' },
      { code: 'keystore/weak-passphrase', minCharacters: 12 },
    ],
    [
      'a missing passphrase file',
      { passphraseFile: '/nowhere/at-all' },
      { code: 'keystore/passphrase-file', reason: 'missing' },
    ],
  ] satisfies [string, Partial<ChooseKeyStoreOptions>, unknown][])(
    'asked for %s',
    async (_name, options, expected) => {
      expect(await summary(options)).toEqual(expected);
    },
  );

  it('reads the passphrase from a private file, without its line end', async () => {
    const passphraseFile = join(dataDir, 'passphrase');
    writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
    const secret = await secretOf({ passphraseFile });
    expect(await secretOf({ passphrase: PASSPHRASE }, false)).toEqual(secret);
    chmodSync(passphraseFile, 0o644);
    expect(await summary({ passphraseFile })).toEqual({
      code: 'keystore/passphrase-file',
      reason: 'open-to-others',
    });
  });
});

describe('ensurePcSecret', () => {
  it('refuses a wrong passphrase and a spoiled file with their own codes', async () => {
    await secretOf({ passphrase: PASSPHRASE });
    const wrong = await secretOf({ passphrase: 'quite another one' }, false);
    expect(wrong).toEqual({ ok: false, error: { code: 'keystore/wrong-passphrase' } });
    writeFileSync(join(dataDir, 'pc-secret.sealed'), 'rubbish');
    expect(await secretOf({ passphrase: PASSPHRASE }, false)).toEqual({
      ok: false,
      error: { code: 'keystore/tampered' },
    });
  });

  it('makes no new secret where key files wait for the old one', async () => {
    await secretOf({ keyring: working });
    entries.clear();
    expect(await secretOf({ keyring: working }, false)).toEqual({
      ok: false,
      error: { code: 'keystore/secret-missing' },
    });
  });

  it('says that an entry which is no secret was tampered with', async () => {
    await secretOf({ keyring: working });
    entries.set('office-a', 'c2hvcnQ=');
    expect(await secretOf({ keyring: working })).toEqual({ ok: false, error: { code: 'keystore/tampered' } });
  });
});

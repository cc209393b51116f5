import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RevisionWitness } from '#ports/key-store';
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

function memoryWitness(): RevisionWitness & { forget(): void } {
  let highest: number | undefined;
  return {
    read: async () => highest,
    raise: async (revision) => {
      highest = Math.max(highest ?? 0, revision);
    },
    forget: () => {
      highest = undefined;
    },
  };
}

const tampered = (reason: string) => ({ ok: false, error: { code: 'keystore/tampered', reason } });

describe('a keystore in the wrong hands', () => {
  it.each([
    ['another PC secret', { oss: new Uint8Array(32).fill(4) }, 'other-pc'],
    ['another device', { deviceId: 'other' }, 'other-pc'],
  ])('is refused under %s', async (_name, options, reason) => {
    await withBoth();
    expect(await keystore(options).unlock('almaz', '135790')).toEqual(tampered(reason));
  });

  it.each([
    ['a counter set back', (text: string) => text.replace('"failures": 3', '"failures": 0'), 'changed'],
    ['a role added', (text: string) => text.replace('"clerk"', '"supervisor"'), 'changed'],
    ['half a file', (text: string) => text.slice(0, text.length / 2), 'unreadable'],
    ['an empty object', () => '{}', 'unreadable'],
  ])('is refused with %s', async (_name, change, reason) => {
    await withBoth();
    await writeFailures('almaz', 3);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect(await keystore().unlock('almaz', '135790')).toEqual(tampered(reason));
    expect(await keystore().listUsers()).toEqual(tampered(reason));
  });

  it.each(['dek', 'usk', 'both'] as const)(
    'does not open %s moved to another person, even under a right mac',
    async (which) => {
      await withBoth();
      await rewrite((users) =>
        users.map((record) => {
          const almaz = users[0];
          if (record.userId !== 'biruk' || almaz === undefined) return record;
          const moved = { dek: almaz.dek, usk: almaz.usk, generation: almaz.generation };
          return which === 'both' ? { ...record, ...moved } : { ...record, [which]: almaz[which] };
        }),
      );
      expect(await keystore().unlock('biruk', '135790')).toMatchObject({
        error: { code: 'identity/wrong-pin' },
      });
    },
  );

  it('does not open the two blobs of one person exchanged', async () => {
    await withBoth();
    await rewrite((users) => users.map((record) => ({ ...record, dek: record.usk, usk: record.dek })));
    expect(await keystore().unlock('almaz', '135790')).toMatchObject({
      error: { code: 'identity/wrong-pin' },
    });
  });

  it('notices an older copy put back, a deleted file and a deleted witness', async () => {
    const witness = memoryWitness();
    const store = await withBoth({ witness });
    copyFileSync(file, join(folder, 'old.json'));
    await store.unlock('almaz', '000000');
    copyFileSync(file, join(folder, 'new.json'));
    copyFileSync(join(folder, 'old.json'), file);
    expect(await store.unlock('almaz', '135790')).toEqual(tampered('rolled-back'));
    rmSync(file);
    expect(await store.listUsers()).toEqual(tampered('rolled-back'));
    copyFileSync(join(folder, 'new.json'), file);
    expect((await store.unlock('almaz', '135790')).ok).toBe(true);
    witness.forget();
    expect(await store.unlock('almaz', '135790')).toEqual(tampered('rolled-back'));
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

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type S3VerifyingServer, startS3VerifyingServer } from '../../../test/setup/s3-verifying-server.ts';
import { chooseObjectStore } from './choose-object-store.ts';
import { createFolderStore } from './folder-store.ts';
import { isObjectKey, type ObjectStore } from './object-store.ts';
import { createS3Store } from './s3-store.ts';

const ACCOUNT = { accessKeyId: 'tawi-test', secretAccessKey: 'a-secret-for-tests', region: 'us-east-1' };

let folder: string;
const cleanups: (() => Promise<void> | void)[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-objects-'));
});

afterAll(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  rmSync(folder, { recursive: true, force: true });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function keys(store: ObjectStore, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const entry of store.list(prefix)) found.push(entry.key);
  return found;
}

async function startVerifyingStore(): Promise<ObjectStore> {
  const server = await startS3VerifyingServer({ ...ACCOUNT, pageSize: 2 });
  cleanups.push(() => server.close());
  return createS3Store({ ...ACCOUNT, endpoint: server.endpoint, bucket: 'tawi' });
}

function findMinio(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const given = process.env['MINIO_BIN'];
  return [...(given ? [given] : []), ...folders.map((path) => join(path, 'minio'))].find((path) =>
    existsSync(path),
  );
}

async function startMinioStore(): Promise<ObjectStore> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  probe.close();
  const child: ChildProcess = spawn(
    findMinio() ?? 'minio',
    ['server', join(folder, 'minio'), '--address', `127.0.0.1:${port}`, '--quiet'],
    {
      env: {
        ...process.env,
        MINIO_ROOT_USER: ACCOUNT.accessKeyId,
        MINIO_ROOT_PASSWORD: ACCOUNT.secretAccessKey,
      },
      stdio: 'ignore',
    },
  );
  cleanups.push(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const store = createS3Store({ ...ACCOUNT, endpoint: `http://127.0.0.1:${port}`, bucket: 'tawi' });
  for (let tries = 0; tries < 200 && !(await store.check()).ok; tries += 1) await sleep(50);
  return store;
}

const VARIANTS = [
  { name: 'a folder', available: true, start: async () => createFolderStore(join(folder, 'objects')) },
  { name: 'S3 API against a signature-verifying server', available: true, start: startVerifyingStore },
  {
    name: 'a real MinIO (skipped unless MINIO_BIN names one or minio is in PATH)',
    available: findMinio() !== undefined,
    start: startMinioStore,
  },
];

for (const variant of VARIANTS) {
  describe.runIf(variant.available)(`object store on ${variant.name}`, () => {
    let store: ObjectStore;
    const bytes = randomBytes(100_000);

    beforeAll(async () => {
      store = await variant.start();
      expect(await store.check()).toEqual({ ok: true, value: undefined });
    }, 30_000);

    afterEach(async () => {
      for (const key of await keys(store, '')) await store.delete(key);
    });

    it('gives back what was put, as bytes or as a stream', async () => {
      const size = { ok: true, value: { key: 'documents/a1/scan.bin', sizeBytes: bytes.length } };
      expect(await store.put('documents/a1/scan.bin', bytes, { sha256: sha256(bytes) })).toEqual(size);
      const stream = Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]);
      const put = await store.put('chunks/1', { stream, sizeBytes: bytes.length }, { sha256: sha256(bytes) });
      expect(put).toEqual({ ok: true, value: { key: 'chunks/1', sizeBytes: bytes.length } });
      for (const key of ['documents/a1/scan.bin', 'chunks/1']) {
        const found = await store.get(key);
        expect(found?.sizeBytes).toBe(bytes.length);
        expect(found && (await buffer(found.stream)).equals(bytes)).toBe(true);
        expect(await store.head(key)).toEqual({ key, sizeBytes: bytes.length });
      }
    });

    it('stores an empty object and replaces an old one', async () => {
      await store.put('a', bytes, { sha256: sha256(bytes) });
      const empty = new Uint8Array();
      expect(await store.put('a', empty, { sha256: sha256(empty) })).toMatchObject({ ok: true });
      expect(await store.head('a')).toEqual({ key: 'a', sizeBytes: 0 });
    });

    it('refuses bytes that do not have the announced hash and stores nothing', async () => {
      const other = sha256(randomBytes(8));
      const refused = { ok: false, error: { code: 'objects/hash-mismatch', key: 'a' } };
      expect(await store.put('a', bytes, { sha256: other })).toEqual(refused);
      const stream = Readable.from([bytes]);
      expect(await store.put('a', { stream, sizeBytes: bytes.length }, { sha256: other })).toEqual(refused);
      expect(await store.head('a')).toBeUndefined();
      expect(await keys(store, '')).toEqual([]);
    });

    it('knows nothing of what is missing or was deleted', async () => {
      await store.put('a', bytes, { sha256: sha256(bytes) });
      await store.delete('a');
      await store.delete('a');
      expect([await store.get('a'), await store.head('a'), await store.head('a/b/c')]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('lists by prefix over all pages, in byte order', async () => {
      const made = ['chunks/a-1', 'chunks/a/1', 'chunks/a/2', 'chunks/a0', 'chunks/ab', 'documents/a'];
      for (const key of made.toReversed()) await store.put(key, bytes, { sha256: sha256(bytes) });
      expect(await keys(store, '')).toEqual(made);
      expect(await keys(store, 'chunks/a/')).toEqual(['chunks/a/1', 'chunks/a/2']);
      expect(await keys(store, 'chunks/a')).toEqual(made.slice(0, 5));
      expect(await keys(store, 'none/')).toEqual([]);
    });

    it.each(['../a', '/a', 'a//b', 'A', 'a/../b', 'a/.hidden', ''])(
      'takes the key %j as a fault',
      async (key) => {
        await expect((async () => store.put(key, bytes, { sha256: sha256(bytes) }))()).rejects.toThrow(
          /object key/,
        );
      },
    );
  });
}

describe('createFolderStore', () => {
  it('leaves no partial file behind a broken stream and never lists one', async () => {
    const root = join(folder, 'broken');
    const store = createFolderStore(root);
    const broken = new Readable({
      read() {
        this.destroy(new Error('line cut'));
      },
    });
    await expect(
      store.put('a/b', { stream: broken, sizeBytes: 5 }, { sha256: sha256(Buffer.from('x')) }),
    ).rejects.toThrow('line cut');
    expect(readdirSync(join(root, 'a'))).toEqual([]);
    writeFileSync(join(root, 'a', '.partial-00'), 'from a power cut');
    expect(await keys(store, '')).toEqual([]);
  });

  it('says that the folder is refused when a file lies in its place', async () => {
    mkdirSync(join(folder, 'blocked'));
    writeFileSync(join(folder, 'blocked', 'objects'), '');
    const store = createFolderStore(join(folder, 'blocked', 'objects'));
    expect(await store.check()).toMatchObject({ ok: false, error: { code: 'objects/refused' } });
    await expect(
      store.put('a', Buffer.from('x'), { sha256: sha256(Buffer.from('x')) }),
    ).rejects.toMatchObject({
      code: 'objects/refused',
    });
  });
});

describe('createS3Store', () => {
  let server: S3VerifyingServer;

  beforeEach(async () => {
    server = await startS3VerifyingServer(ACCOUNT);
    cleanups.push(() => server.close());
  });

  it.each([
    ['secret', { secretAccessKey: 'wrong' }],
    ['access key', { accessKeyId: 'someone' }],
    ['region', { region: 'eu-west-1' }],
  ])('is refused with a wrong %s', async (_name, wrong) => {
    const store = createS3Store({ ...ACCOUNT, ...wrong, endpoint: server.endpoint, bucket: 'tawi' });
    expect(await store.check()).toMatchObject({ ok: false, error: { code: 'objects/refused' } });
    await expect(store.head('a')).rejects.toMatchObject({ code: 'objects/refused' });
  });

  it('says that the store is unreachable, not that the object is missing', async () => {
    const store = createS3Store({ ...ACCOUNT, endpoint: 'http://127.0.0.1:9', bucket: 'tawi' });
    await expect(store.head('a')).rejects.toMatchObject({ code: 'objects/unreachable' });
  });
});

describe('chooseObjectStore', () => {
  const s3 = {
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_BUCKET: 'tawi',
    S3_ACCESS_KEY_ID: 'a',
    S3_SECRET_ACCESS_KEY: 'b',
  };

  it.each([
    ['a folder when nothing is set', {}, 'folder', join('data', 'objects')],
    ['S3 when all is set', s3, 's3', 'http://127.0.0.1:9/tawi'],
  ])('takes %s', (_name, env, kind, place) => {
    const chosen = chooseObjectStore(env, 'data');
    expect(chosen.ok && { kind: chosen.value.kind, place: chosen.value.place }).toEqual({ kind, place });
  });

  it('refuses half a configuration and names what is missing', () => {
    expect(chooseObjectStore({ ...s3, S3_SECRET_ACCESS_KEY: '' }, 'data')).toEqual({
      ok: false,
      error: { code: 'objects/incomplete-settings', missing: ['S3_SECRET_ACCESS_KEY'] },
    });
  });
});

describe('isObjectKey', () => {
  it.each([
    ['snapshots/2026/0001.bin', true],
    ['a'.repeat(512), true],
    ['a'.repeat(513), false],
    ['a.', false],
    ['a./b', false],
    ['nul', false],
    ['a/con.txt', false],
    ['console', true],
    ['a\\b', false],
    ['a b', false],
  ])('%s: %s', (key, expected) => {
    expect(isObjectKey(key)).toBe(expected);
  });
});

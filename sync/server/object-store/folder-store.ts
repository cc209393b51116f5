import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { err, ok, type Result } from '#domain/result';
import {
  assertObjectKey,
  assertSha256,
  type ObjectBody,
  type ObjectStore,
  ObjectStoreError,
  type PutError,
  type StoredObject,
} from './object-store.ts';

/** Being written; no key starts with a dot, so listing never shows them and they never collide. */
const PARTIAL_PREFIX = '.partial-';

/**
 * Keeps objects as files of a folder, the store for one machine without S3. An object is written aside, flushed,
 * renamed into place and its folder flushed, so after a power cut it is there whole or not there.
 */
export function createFolderStore(root: string): ObjectStore {
  const fileOf = (key: string) => {
    assertObjectKey(key);
    return join(root, ...key.split('/'));
  };
  return {
    kind: 'folder',
    place: root,
    put: (key, body, { sha256 }) => guarded(root, () => putFile(root, fileOf(key), key, body, sha256)),
    head: (key) => guarded(root, () => headFile(fileOf(key), key)),
    get: (key) => guarded(root, () => getFile(fileOf(key))),
    delete: (key) => guarded(root, () => rm(fileOf(key), { force: true })),
    list: (prefix) => listFiles(root, prefix),
    check: async () => {
      try {
        await mkdir(root, { recursive: true });
        await access(root, constants.R_OK | constants.W_OK);
        return ok(undefined);
      } catch (error) {
        return err({ code: 'objects/refused', reason: String(error) });
      }
    },
  };
}

async function guarded<Value>(root: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new ObjectStoreError('objects/refused', { detail: `${root}: ${error.message}`, cause: error });
    }
    throw error;
  }
}

async function putFile(
  root: string,
  file: string,
  key: string,
  body: ObjectBody,
  sha256: string,
): Promise<Result<StoredObject, PutError>> {
  assertSha256(sha256);
  const folder = dirname(file);
  await makeFolders(root, folder);
  const partial = join(folder, `${PARTIAL_PREFIX}${randomBytes(8).toString('hex')}`);
  try {
    const written = await writeFlushed(partial, body);
    if (written.sha256 !== sha256) return err({ code: 'objects/hash-mismatch', key });
    await rename(partial, file);
    await flushFolder(folder);
    return ok({ key, sizeBytes: written.sizeBytes });
  } finally {
    await rm(partial, { force: true });
  }
}

async function writeFlushed(
  file: string,
  body: ObjectBody,
): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of body instanceof Uint8Array ? [body] : body.stream) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** Makes the folders down to `folder` and flushes each parent that got a new entry. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const steps = relative(dirname(first), folder).split(sep);
  for (let depth = 0; depth < steps.length; depth += 1) {
    await flushFolder(join(dirname(first), ...steps.slice(0, depth)));
  }
  await flushFolder(root);
}

async function flushFolder(folder: string): Promise<void> {
  // Windows gives no handle to flush a folder; its file system journals renames.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function headFile(file: string, key: string): Promise<StoredObject | undefined> {
  const found = await statIfFile(file);
  return found === undefined ? undefined : { key, sizeBytes: found };
}

async function getFile(file: string): ReturnType<ObjectStore['get']> {
  const sizeBytes = await statIfFile(file);
  return sizeBytes === undefined ? undefined : { sizeBytes, stream: createReadStream(file) };
}

async function statIfFile(file: string): Promise<number | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
}

async function* listFiles(root: string, prefix: string, folder = root): AsyncIterable<StoredObject> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new ObjectStoreError('objects/refused', { detail: folder, cause: error });
  });
  // A folder sorts as its keys do, with the slash; then files and folders come in the order of a bucket.
  const names = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const name of names) {
    const path = join(folder, name);
    const key = relative(root, path).split(sep).join('/');
    if (name.endsWith('/')) {
      const below = `${key}/`;
      if (below.startsWith(prefix) || prefix.startsWith(below)) yield* listFiles(root, prefix, path);
    } else if (key.startsWith(prefix)) {
      const sizeBytes = await statIfFile(path);
      if (sizeBytes !== undefined) yield { key, sizeBytes };
    }
  }
}

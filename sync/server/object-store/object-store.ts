import type { Readable } from 'node:stream';
import { assert } from '#domain/invariant';
import type { Result } from '#domain/result';

export type StoredObject = { readonly key: string; readonly sizeBytes: number };

export type ObjectStoreCheckError = {
  readonly code: 'objects/unreachable' | 'objects/refused';
  readonly reason: string;
};

export type PutError = {
  /** The bytes are not the ones announced; nothing was stored. */
  readonly code: 'objects/hash-mismatch';
  readonly key: string;
};

/** Bytes in one piece, or a stream whose length is known beforehand (S3 wants it in the header). */
export type ObjectBody = Uint8Array | { readonly stream: Readable; readonly sizeBytes: number };

/**
 * Where the service keeps documents, snapshot chunks and bulk files: opaque, already encrypted bytes under keys of
 * its own making. Objects appear whole or not at all. Every method throws {@link ObjectStoreError} when the store
 * is away or refuses us; what a caller must decide on is in the results.
 */
export type ObjectStore = {
  readonly kind: 'folder' | 's3';
  /** For people: the folder, or endpoint and bucket. */
  readonly place: string;
  /** Stores `body` under `key`, replacing what was there. `sha256` (lower-case hex) is verified by the store. */
  put(
    key: string,
    body: ObjectBody,
    options: { readonly sha256: string },
  ): Promise<Result<StoredObject, PutError>>;
  get(key: string): Promise<{ readonly sizeBytes: number; readonly stream: Readable } | undefined>;
  head(key: string): Promise<StoredObject | undefined>;
  /** Succeeds also when there was nothing. */
  delete(key: string): Promise<void>;
  /** Every object whose key starts with `prefix`, in byte order of the keys. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Whether the store can be used now; makes folder or bucket the first time. For readiness. */
  check(): Promise<Result<void, ObjectStoreCheckError>>;
};

/** The store could not do its work. `objects/unreachable` passes by itself; `objects/refused` needs the operator. */
export class ObjectStoreError extends Error {
  override readonly name = 'ObjectStoreError';
  readonly code: ObjectStoreCheckError['code'];

  constructor(
    code: ObjectStoreCheckError['code'],
    { detail, cause }: { readonly detail: string; readonly cause?: unknown },
  ) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
  }
}

const KEY = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;
const WINDOWS_DEVICE = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\/|$)/;

/**
 * Keys that mean the same in a bucket and in a folder of any file system: lower-case segments, no dots first or
 * last, no device names, at most 512 characters. No key may be the folder of another (`a` and `a/b`).
 */
export function isObjectKey(text: string): boolean {
  return text.length <= 512 && KEY.test(text) && !/\.(?:\/|$)/.test(text) && !WINDOWS_DEVICE.test(text);
}

/** Keys are built by the service, so a bad one is its fault. */
export function assertObjectKey(key: string): void {
  assert(isObjectKey(key), () => `not an object key: ${JSON.stringify(key)}`);
}

export function assertSha256(sha256: string): void {
  assert(/^[0-9a-f]{64}$/.test(sha256), () => 'sha256 must be 64 lower-case hex digits');
}

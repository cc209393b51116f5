import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { assert } from '#domain/invariant';
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

export type S3StoreOptions = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
};

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** What S3 and its relatives answer when the bytes are not those of the announced hash. */
const HASH_ERRORS = [
  'BadDigest',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
  'InvalidDigest',
];

const silent = () => undefined;

type S3Target = { readonly client: S3Client; readonly bucket: string; readonly place: string };

/**
 * Keeps objects in a bucket of any S3-compatible store, addressed by path. The announced SHA-256 goes along as the
 * object's checksum, so the store itself refuses bytes that were changed on the way.
 */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  const { endpoint, bucket, accessKeyId, secretAccessKey, region } = options;
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // Newer defaults add checksums that many compatible stores do not know; ours is set by hand.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    // The client would write to the console; what went wrong is in the errors.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  const target: S3Target = { client, bucket, place: `${endpoint}/${bucket}` };
  return {
    kind: 's3',
    place: target.place,
    put: (key, body, { sha256 }) => putObject(target, key, body, sha256),
    get: (key) => getObject(target, key),
    head: (key) => headObject(target, key),
    delete: async (key) => {
      assertObjectKey(key);
      await sending(target, () => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })));
    },
    list: (prefix) => listObjects(target, prefix),
    check: () => checkBucket(target),
  };
}

async function putObject(
  target: S3Target,
  key: string,
  body: ObjectBody,
  sha256: string,
): Promise<Result<StoredObject, PutError>> {
  assertObjectKey(key);
  assertSha256(sha256);
  const sizeBytes = body instanceof Uint8Array ? body.length : body.sizeBytes;
  if (body instanceof Uint8Array && createHash('sha256').update(body).digest('hex') !== sha256) {
    return err({ code: 'objects/hash-mismatch', key });
  }
  const command = new PutObjectCommand({
    Bucket: target.bucket,
    Key: key,
    Body: body instanceof Uint8Array ? body : body.stream,
    ContentLength: sizeBytes,
    ContentType: 'application/octet-stream',
    ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
  });
  try {
    await target.client.send(command);
    return ok({ key, sizeBytes });
  } catch (error) {
    if (error instanceof S3ServiceException && HASH_ERRORS.includes(error.name)) {
      return err({ code: 'objects/hash-mismatch', key });
    }
    throw storeError(target, error);
  }
}

async function getObject(target: S3Target, key: string): ReturnType<ObjectStore['get']> {
  assertObjectKey(key);
  const found = await unlessMissing(target, () =>
    target.client.send(new GetObjectCommand({ Bucket: target.bucket, Key: key })),
  );
  if (found === undefined) return undefined;
  assert(found.Body instanceof Readable, () => 'the S3 client gave no Node stream');
  return { sizeBytes: found.ContentLength ?? 0, stream: found.Body };
}

async function headObject(target: S3Target, key: string): Promise<StoredObject | undefined> {
  assertObjectKey(key);
  const found = await unlessMissing(target, () =>
    target.client.send(new HeadObjectCommand({ Bucket: target.bucket, Key: key })),
  );
  return found === undefined ? undefined : { key, sizeBytes: found.ContentLength ?? 0 };
}

async function* listObjects(target: S3Target, prefix: string): AsyncIterable<StoredObject> {
  let next: string | undefined;
  do {
    const page = await sending(target, () =>
      target.client.send(
        new ListObjectsV2Command({
          Bucket: target.bucket,
          Prefix: prefix,
          ...(next === undefined ? {} : { ContinuationToken: next }),
        }),
      ),
    );
    for (const entry of page.Contents ?? []) {
      if (entry.Key !== undefined) yield { key: entry.Key, sizeBytes: entry.Size ?? 0 };
    }
    next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (next !== undefined);
}

async function checkBucket(target: S3Target): ReturnType<ObjectStore['check']> {
  const { client, bucket } = target;
  try {
    const found = await unlessMissing(target, () => client.send(new HeadBucketCommand({ Bucket: bucket })));
    if (found === undefined) await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return ok(undefined);
  } catch (error) {
    // Two instances starting together: the other one made it.
    if (error instanceof S3ServiceException && error.name === 'BucketAlreadyOwnedByYou') return ok(undefined);
    const { code, message } = error instanceof ObjectStoreError ? error : storeError(target, error);
    return err({ code, reason: message });
  }
}

async function unlessMissing<Reply>(
  target: S3Target,
  send: () => Promise<Reply>,
): Promise<Reply | undefined> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw storeError(target, error);
  }
}

async function sending<Reply>(target: S3Target, send: () => Promise<Reply>): Promise<Reply> {
  try {
    return await send();
  } catch (error) {
    throw storeError(target, error);
  }
}

function storeError(target: S3Target, cause: unknown): ObjectStoreError {
  const status = cause instanceof S3ServiceException ? (cause.$metadata.httpStatusCode ?? 0) : 0;
  const code = status >= 400 && status < 500 ? 'objects/refused' : 'objects/unreachable';
  const name = cause instanceof Error ? cause.name : String(cause);
  return new ObjectStoreError(code, { detail: `${target.place}: ${name}`, cause });
}

import { bytesToHex } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import { sha256 as referenceSha256, type Sha256 } from '#domain/signing/sha256';
import type { Clock } from '#ports/clock';
import type { SyncStore } from '#ports/sync-store';
import { paths } from '../protocol/paths.ts';
import type { DeviceRequest, ReplySchema } from './device-request.ts';
import type { SyncFailure } from './sync-failure.ts';

/** The encrypted files of this PC, named by the lower-case hex SHA-256 of their bytes. */
export type BlobFiles = {
  /** Undefined when the file is not here. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>;
  /** Whole or not at all. */
  readonly write: (sha256: string, bytes: Uint8Array) => Promise<void>;
};
export type BlobOptions = {
  readonly request: DeviceRequest;
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly files: BlobFiles;
  readonly sha256?: Sha256;
};
/** `refused`: the centre does not want this one; the others go on. */
export type BlobStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'sent'; readonly sha256: string }
  | { readonly kind: 'refused'; readonly sha256: string; readonly failure: SyncFailure };
export type BlobLane = {
  /** Tries again what was left out before. */
  readonly begin: () => void;
  readonly step: () => Promise<Result<BlobStep, SyncFailure>>;
  /** Fetches one document that this PC does not hold. */
  readonly fetch: (sha256: string) => Promise<Result<Uint8Array, SyncFailure>>;
};

/** Most encrypted bytes of one document; the vault's limit with room for its frames. */
const MAX_BLOB_BYTES = 11_000_000;
const CANDIDATES = 200;
/** The centre's reply to an upload says nothing that we need beyond its status. */
const AnyReply: ReplySchema<true> = { safeParse: () => ({ success: true, data: true }) };

/**
 * Sends encrypted documents that the centre does not hold, oldest first, one per step, and fetches others on demand.
 * Operations never wait for them. A file that is missing here or refused there is left out until the next run.
 */
export function createBlobLane(options: BlobOptions): BlobLane {
  const leftOut = new Set<string>();
  return {
    begin: () => leftOut.clear(),
    step: () => uploadNext(options, leftOut),
    fetch: (sha256) => fetchBlob(options, sha256),
  };
}

async function uploadNext(
  options: BlobOptions,
  leftOut: Set<string>,
): Promise<Result<BlobStep, SyncFailure>> {
  const waiting = options.store.read((tx) => tx.office.blobs.unsent(CANDIDATES));
  for (const { sha256 } of waiting) {
    if (leftOut.has(sha256)) continue;
    const bytes = await options.files.read(sha256);
    if (bytes === undefined) {
      leftOut.add(sha256);
      continue;
    }
    const reply = await options.request({
      method: 'PUT',
      path: paths.blob(sha256),
      body: { kind: 'bytes', bytes },
      reply: { kind: 'json', schema: AnyReply },
      maxReplyBytes: 100_000,
    });
    if (reply.ok) {
      options.store.write((tx) => tx.office.blobs.markSent(sha256));
      return ok({ kind: 'sent', sha256 });
    }
    if (reply.error.code !== 'sync/refused') return reply;
    leftOut.add(sha256);
    return ok({ kind: 'refused', sha256, failure: reply.error });
  }
  return ok({ kind: 'done' });
}

async function fetchBlob(options: BlobOptions, sha256: string): Promise<Result<Uint8Array, SyncFailure>> {
  const here = await options.files.read(sha256);
  if (here !== undefined) return ok(here);
  const reply = await options.request({
    method: 'GET',
    path: paths.blob(sha256),
    body: { kind: 'none' },
    reply: { kind: 'bytes', read: (bytes) => bytes },
    maxReplyBytes: MAX_BLOB_BYTES,
  });
  if (!reply.ok) return reply;
  const hash = options.sha256 ?? referenceSha256;
  if (bytesToHex(hash(reply.value)) !== sha256) return err({ code: 'sync/rubbish', reason: 'blob-hash' });
  await options.files.write(sha256, reply.value);
  const addedAt = new Date(options.clock.correctedMs()).toISOString();
  options.store.write((tx) =>
    tx.office.blobs.add({ sha256, sizeBytes: reply.value.length, state: 'sent', addedAt }),
  );
  return ok(reply.value);
}

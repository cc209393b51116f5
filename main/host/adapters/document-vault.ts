import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { concatBytes, equalBytes } from '#domain/codec/bytes';
import { utf8Encode } from '#domain/codec/utf8';
import { uuidToBytes } from '#domain/codec/uuid';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import type {
  DocumentMime,
  DocumentVault,
  OpenRefusal,
  PutRefusal,
  StoredDocument,
} from '../document-vault.ts';

/** Largest document, in bytes, before encryption. */
export const MAX_DOCUMENT_BYTES = 10_000_000;
const CHUNK = 65_536;
const TAG = 16;
/** `TWD1`: Tawi document, version 1. */
const HEADER = Uint8Array.of(0x54, 0x57, 0x44, 0x31);
const KEY_DOMAIN = utf8Encode('g2p/document-key/v1\0');

/** First bytes of the only kinds that are stored; a name or a header from outside decides nothing. */
const KINDS: readonly { readonly mime: DocumentMime; readonly starts: readonly number[] }[] = [
  { mime: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mime: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { mime: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
];

export type VaultOptions = {
  readonly folder: string;
  /** The 32-byte key of the office's documents; held by its devices and the centre. */
  readonly officeKey: Uint8Array;
};

/**
 * Documents as encrypted files named by their own hash. Format: `TWD1`, then chunks of 64 KiB under AES-256-GCM with
 * the document's random key; nonce = chunk number (96 bits), additional data = document id, chunk number and a last-chunk flag, so a
 * chunk can be neither moved nor cut off nor given to another document. The document's key is sealed under the office key
 * (12-byte nonce, ciphertext, tag) with `g2p/document-key/v1` and the document id as additional data.
 */
export function createDocumentVault({ folder, officeKey }: VaultOptions): DocumentVault {
  assert(officeKey.length === 32, () => 'the office key must have 32 bytes');
  return {
    put: (documentId, bytes) => put(folder, officeKey, documentId, bytes),
    open: (stored) => openStored(folder, officeKey, stored),
    has: (sha256) => existsSync(blobPath(folder, sha256)),
  };
}

/** Where an encrypted file lies: by its hash, in 256 folders. */
export function blobPath(folder: string, blobSha256: Uint8Array): string {
  const name = Buffer.from(blobSha256).toString('hex');
  return join(folder, name.slice(0, 2), name);
}

/** The encrypted files by their names, for sending and fetching them as they are. */
export function createBlobFiles(folder: string) {
  const pathOf = (sha256Hex: string): string => blobPath(folder, Buffer.from(sha256Hex, 'hex'));
  return {
    read: async (sha256Hex: string): Promise<Uint8Array | undefined> => {
      const path = pathOf(sha256Hex);
      return existsSync(path) ? new Uint8Array(await readFile(path)) : undefined;
    },
    write: (sha256Hex: string, bytes: Uint8Array): Promise<void> => writeWhole(pathOf(sha256Hex), bytes),
  };
}

/** The kind of a document by its first bytes. */
export function mimeOf(bytes: Uint8Array): DocumentMime | undefined {
  return KINDS.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte))?.mime;
}

async function put(
  folder: string,
  officeKey: Uint8Array,
  documentId: string,
  bytes: Uint8Array,
): Promise<Result<StoredDocument, PutRefusal>> {
  if (bytes.length === 0) return err({ code: 'documents/empty' });
  if (bytes.length > MAX_DOCUMENT_BYTES)
    return err({ code: 'documents/too-large', maxBytes: MAX_DOCUMENT_BYTES });
  const mime = mimeOf(bytes);
  if (mime === undefined) return err({ code: 'documents/wrong-type' });
  const key = randomBytes(32);
  try {
    const blob = seal(key, documentId, bytes);
    const blobSha256 = sha256(blob);
    await writeWhole(blobPath(folder, blobSha256), blob);
    return ok({
      documentId,
      mime,
      sizeBytes: bytes.length,
      blobSha256,
      blobBytes: blob.length,
      wrappedKey: wrapKey(officeKey, documentId, key),
    });
  } finally {
    key.fill(0);
  }
}

async function openStored(
  folder: string,
  officeKey: Uint8Array,
  { documentId, blobSha256, wrappedKey }: Pick<StoredDocument, 'documentId' | 'blobSha256' | 'wrappedKey'>,
): Promise<Result<{ readonly bytes: Uint8Array; readonly mime: DocumentMime }, OpenRefusal>> {
  const path = blobPath(folder, blobSha256);
  if (!existsSync(path)) return err({ code: 'documents/not-on-this-pc' });
  const blob = await readFile(path);
  const damaged = err({ code: 'documents/damaged' });
  if (!equalBytes(sha256(blob), blobSha256)) return damaged;
  const key = unwrapKey(officeKey, documentId, wrappedKey);
  if (key === undefined) return damaged;
  const bytes = unseal(key, documentId, blob);
  key.fill(0);
  const mime = bytes === undefined ? undefined : mimeOf(bytes);
  return bytes === undefined || mime === undefined ? damaged : ok({ bytes, mime });
}

function seal(key: Uint8Array, documentId: string, bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [HEADER];
  const count = Math.ceil(bytes.length / CHUNK);
  for (let chunk = 0; chunk < count; chunk += 1) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(chunk)).setAAD(
      chunkData(documentId, chunk, chunk === count - 1),
    );
    parts.push(
      cipher.update(bytes.subarray(chunk * CHUNK, (chunk + 1) * CHUNK)),
      cipher.final(),
      cipher.getAuthTag(),
    );
  }
  return concatBytes(...parts);
}

function unseal(key: Uint8Array, documentId: string, blob: Uint8Array): Uint8Array | undefined {
  if (!equalBytes(blob.subarray(0, HEADER.length), HEADER)) return undefined;
  const body = blob.subarray(HEADER.length);
  const count = Math.max(1, Math.ceil(body.length / (CHUNK + TAG)));
  const parts: Uint8Array[] = [];
  for (let chunk = 0; chunk < count; chunk += 1) {
    const sealed = body.subarray(chunk * (CHUNK + TAG), (chunk + 1) * (CHUNK + TAG));
    const plain = openSealed(key, nonceOf(chunk), chunkData(documentId, chunk, chunk === count - 1), sealed);
    if (plain === undefined) return undefined;
    parts.push(plain);
  }
  return concatBytes(...parts);
}

function wrapKey(officeKey: Uint8Array, documentId: string, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', officeKey, nonce).setAAD(
    concatBytes(KEY_DOMAIN, uuidToBytes(documentId)),
  );
  return concatBytes(nonce, cipher.update(key), cipher.final(), cipher.getAuthTag());
}

function unwrapKey(officeKey: Uint8Array, documentId: string, wrapped: Uint8Array): Uint8Array | undefined {
  if (wrapped.length !== 12 + 32 + TAG) return undefined;
  return openSealed(
    officeKey,
    wrapped.subarray(0, 12),
    concatBytes(KEY_DOMAIN, uuidToBytes(documentId)),
    wrapped.subarray(12),
  );
}

function openSealed(
  key: Uint8Array,
  nonce: Uint8Array,
  data: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (sealed.length < TAG) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
    .setAAD(data)
    .setAuthTag(sealed.subarray(-TAG));
  try {
    return concatBytes(decipher.update(sealed.subarray(0, -TAG)), decipher.final());
  } catch {
    // The library's only way to say that the tag does not fit.
    return undefined;
  }
}

function nonceOf(chunk: number): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(8, chunk);
  return nonce;
}

function chunkData(documentId: string, chunk: number, last: boolean): Uint8Array {
  return concatBytes(uuidToBytes(documentId), nonceOf(chunk), Uint8Array.of(last ? 1 : 0));
}

function sha256(bytes: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(bytes).digest();
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
}

/** On disk under its name as a whole or not at all, also after a power cut. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(draft, path);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes the new name itself durable; Windows does that with the rename and refuses to open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { createHmac, hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { equalBytes } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import type { RevisionWitness } from '#ports/key-store';
import type { FailedAttempts } from './unlock-delay.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

export type UserRecord = FailedAttempts & {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly generation: number;
  /** Base64 of the two 89-byte wraps. */
  readonly dek: string;
  readonly usk: string;
};

export type KeystoreBody = {
  readonly format: 1;
  readonly deviceId: string;
  /** Eight bytes derived from the PC's secret, to tell a file of another PC from a changed one. */
  readonly pc: string;
  /** Grows with every write. */
  readonly revision: number;
  /** A witness outside the file has been told the revision; from then on it must know it. */
  readonly witnessed: boolean;
  readonly nextGeneration: number;
  readonly users: readonly UserRecord[];
};

export type KeystoreTampered = {
  readonly code: 'keystore/tampered';
  /** `other-pc`: made under another PC secret. `rolled-back`: an older copy was put back, or its witness removed. */
  readonly reason: 'changed' | 'unreadable' | 'other-pc' | 'rolled-back';
};

/** Where the document lies and what protects it. */
export type KeystoreSeal = {
  readonly file: string;
  readonly oss: Uint8Array;
  readonly deviceId: string;
  readonly witness?: RevisionWitness;
};

/** Reads and verifies the document; a missing file is an empty keystore, unless a witness knows better. */
export async function readKeystore(seal: KeystoreSeal): Promise<Result<KeystoreBody, KeystoreTampered>> {
  const text = await readIfThere(seal.file);
  const seen = await seal.witness?.read();
  if (text === undefined) return (seen ?? 0) > 0 ? tampered('rolled-back') : ok(emptyBody(seal));
  const body = parseVerified(text, seal);
  if (!body.ok) return body;
  const { revision, witnessed } = body.value;
  if (seal.witness !== undefined && (seen === undefined ? witnessed : revision < seen)) {
    return tampered('rolled-back');
  }
  return body;
}

/**
 * Writes `body` as the next revision; on disk, and known to the witness, when it returns. The file comes first: a
 * crash between the two leaves it one ahead, which is accepted.
 */
export async function writeKeystore(seal: KeystoreSeal, body: KeystoreBody): Promise<KeystoreBody> {
  const witnessed = body.witnessed || seal.witness !== undefined;
  const next: KeystoreBody = { ...body, revision: body.revision + 1, witnessed };
  const text = JSON.stringify({ mac: macOf(next, seal.oss).toString('base64'), body: next }, null, 1);
  await writeFileAtomic(seal.file, `${text}\n`);
  await seal.witness?.raise(next.revision);
  return next;
}

function parseVerified(text: string, seal: KeystoreSeal): Result<KeystoreBody, KeystoreTampered> {
  const document = parseJson(text);
  if (typeof document !== 'object' || document === null || !('mac' in document) || !('body' in document)) {
    return tampered('unreadable');
  }
  const { mac, body } = document;
  if (typeof mac !== 'string' || typeof body !== 'object' || body === null) return tampered('unreadable');
  if (!equalBytes(Buffer.from(mac, 'base64'), macOf(body, seal.oss))) {
    return tampered('pc' in body && body.pc !== pcMark(seal.oss) ? 'other-pc' : 'changed');
  }
  // The mac says that `writeKeystore` made this text, so it has that shape.
  const verified = body as KeystoreBody;
  return verified.deviceId === seal.deviceId ? ok(verified) : tampered('other-pc');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function emptyBody({ oss, deviceId }: KeystoreSeal): KeystoreBody {
  return {
    format: 1,
    deviceId,
    pc: pcMark(oss),
    revision: 0,
    witnessed: false,
    nextGeneration: 1,
    users: [],
  };
}

function macOf(body: object, oss: Uint8Array): Buffer {
  const key = new Uint8Array(hkdfSync('sha256', oss, new Uint8Array(), 'g2p/keystore-mac/v1', 32));
  return createHmac('sha256', key).update(JSON.stringify(body)).digest();
}

function pcMark(oss: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', oss, new Uint8Array(), 'g2p/pc-mark/v1', 8)).toString('base64');
}

function tampered(reason: KeystoreTampered['reason']): Result<never, KeystoreTampered> {
  return err({ code: 'keystore/tampered', reason });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

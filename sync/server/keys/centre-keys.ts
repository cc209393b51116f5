import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { nobleSigner, type Signer } from '#domain/signing/ed25519';

/** The centre's secrets. They live in a file or the environment, never in the database (a dump must not sign). */
export type CentreKeys = {
  /** Signs certificates, grants and receipts. */
  readonly signer: Signer;
  /** Changes when the database was restored to an earlier moment (sync design 3.14), by removing it from the file. */
  readonly serverEpoch: string;
  /** 32-byte key of an office's documents; the same for all devices of the office. */
  readonly officeKey: (tenantId: string, officeId: string) => Uint8Array;
};

/** The key file is there but is not one, or somebody else can read it. */
export class CentreKeysError extends Error {
  override readonly name = 'CentreKeysError';
  readonly code = 'centre/bad-key-file';
}

const KeyFile = z.strictObject({
  signingSeed: z.string().regex(/^[0-9a-f]{64}$/),
  officeSecret: z.string().regex(/^[0-9a-f]{64}$/),
  serverEpoch: z.uuid(),
});
type KeyFileContent = z.infer<typeof KeyFile>;

/**
 * Keys from `CENTRE_KEYS` (the file's JSON, for instances that share them), else from `centre-keys.json` in the data
 * folder, made with mode 0600 the first time. A damaged file throws: new keys would orphan every office.
 */
export function loadCentreKeys(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): CentreKeys {
  const given = env['CENTRE_KEYS'];
  if (given !== undefined && given !== '') return keysOf(parse(given, 'CENTRE_KEYS'));
  const file = join(dataDir, 'centre-keys.json');
  if (!existsSync(file)) return keysOf(createKeyFile(dataDir, file));
  chmodSync(file, 0o600);
  return keysOf(parse(readFileSync(file, 'utf8'), file));
}

function createKeyFile(dataDir: string, file: string): KeyFileContent {
  const content: KeyFileContent = {
    signingSeed: bytesToHex(randomBytes(32)),
    officeSecret: bytesToHex(randomBytes(32)),
    serverEpoch: randomUUID(),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return content;
}

function parse(text: string, place: string): KeyFileContent {
  const content = KeyFile.safeParse(readJson(text));
  if (content.success) return content.data;
  throw new CentreKeysError(`${place} holds no centre keys`);
}

/** No cause is kept: the parser's own message would repeat a piece of the secret text. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keysOf({ signingSeed, officeSecret, serverEpoch }: KeyFileContent): CentreKeys {
  const secret = hexToBytes(officeSecret);
  return {
    signer: nobleSigner(hexToBytes(signingSeed)),
    serverEpoch,
    officeKey: (tenantId, officeId) =>
      new Uint8Array(createHmac('sha256', secret).update(`office-key|${tenantId}|${officeId}`).digest()),
  };
}

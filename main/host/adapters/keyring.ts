import { randomBytes } from 'node:crypto';
import type { AsyncEntry } from 'keytar';
import { equalBytes } from '#domain/codec/bytes';
import { assert } from '#domain/invariant';
import { type KeyStore, KeyStoreError, type RevisionWitness } from '#ports/key-store';

/** One text value in the system's key store: Credential Manager, Keychain or Secret Service. */
export type KeyringEntry = {
  read(): Promise<string | undefined>;
  write(value: string): Promise<void>;
  remove(): Promise<void>;
};

/** Gives the entry of that account; the seam where tests and other stores come in. */
export type Keyring = (account: string) => KeyringEntry;

/** A locked store may wait for a prompt nobody sees. */
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * The system's key store under a service name. On Linux only the Secret Service counts: the library's other choice,
 * the kernel's keyring, is emptied by a restart, and with it every key of the office.
 */
export function systemKeyring(service: string): Keyring {
  return (account) => {
    const entry = loadEntry(service, account);
    return {
      read: async () => (await answered(entry.then((found) => found.getPassword()))) ?? undefined,
      write: (value) => answered(entry.then((found) => found.setPassword(value))),
      remove: async () => {
        await answered(entry.then((found) => found.deletePassword()));
      },
    };
  };
}

/** The PC's secret in the key store, as Base64 text. */
export function keyringStore(keyring: Keyring, account: string): KeyStore {
  const entry = keyring(account);
  return {
    name: 'os-keyring',
    level: 'os-keyring',
    get: async () => {
      const text = await entry.read();
      if (text === undefined) return undefined;
      const secret = new Uint8Array(Buffer.from(text, 'base64'));
      if (secret.length === 32) return secret;
      throw new KeyStoreError('keystore/tampered', {
        detail: `the entry ${account} holds no secret of ours`,
      });
    },
    set: async (secret) => {
      assert(secret.length === 32, () => "the PC's secret must have 32 bytes");
      await entry.write(Buffer.from(secret).toString('base64'));
    },
    delete: () => entry.remove(),
  };
}

/** The highest revision of a file, in an entry of its own beside the secret. */
export function keyringWitness(keyring: Keyring, account: string): RevisionWitness {
  const entry = keyring(`${account}/revision`);
  return {
    read: async () => {
      const text = await entry.read();
      return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
    },
    raise: (revision) => entry.write(String(revision)),
  };
}

/** Writes, reads and removes a random value: the only proof that the key store works. Undefined when it does. */
export async function probeKeyring(keyring: Keyring, account: string): Promise<string | undefined> {
  const value = randomBytes(16).toString('base64');
  const entry = keyring(`${account}/probe`);
  try {
    await entry.write(value);
    const found = await entry.read();
    await entry.remove();
    return equalBytes(Buffer.from(found ?? ''), Buffer.from(value))
      ? undefined
      : 'it gave back something else';
  } catch (error) {
    if (error instanceof KeyStoreError) return error.message;
    throw error;
  }
}

async function loadEntry(service: string, account: string): Promise<AsyncEntry> {
  // Loaded late: where the native library does not load there is no key store, but the app must start.
  const { AsyncEntry } = await import('keytar');
  return new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
}

async function answered<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${ANSWER_TIMEOUT_MS} ms`)),
      ANSWER_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new KeyStoreError('keystore/unavailable', { detail, cause });
  } finally {
    clearTimeout(timer);
  }
}

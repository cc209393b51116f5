import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes } from '#domain/codec/bytes';
import { err, ok, type Result } from '#domain/result';
import { type KeyStore, KeyStoreError, type KeyStoreErrorCode, type RevisionWitness } from '#ports/key-store';
import type { Argon2Profile } from './argon2id.ts';
import { type Keyring, keyringStore, keyringWitness, probeKeyring, systemKeyring } from './keyring.ts';
import { createSealedSecretFile, isLongPassphrase, MIN_PASSPHRASE_CHARACTERS } from './sealed-secret-file.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

export type ChooseKeyStoreOptions = {
  /** This PC's data folder; the choice, once made, is kept in it. */
  readonly dataDir: string;
  /** Names this installation in the key store: two data folders of one login must not share a secret. */
  readonly account: string;
  /** The PC passphrase, or a file or descriptor (`/dev/fd/3`) with it; needed only without a key store. */
  readonly passphrase?: string;
  readonly passphraseFile?: string;
  /** Takes this one and no other. */
  readonly only?: 'os-keyring' | 'passphrase';
  /** The system's unless given. */
  readonly keyring?: Keyring;
  readonly argon2?: Argon2Profile;
};

export type ChosenKeyStore = {
  readonly store: KeyStore;
  /** Only a key store outside the data folder can witness; without one, rollback shows at the next sync. */
  readonly witness?: RevisionWitness;
  readonly why: 'chosen-before' | 'asked-for' | 'keyring-answers' | 'keyring-silent';
  /** What a silent key store said, for `doctor` and the log. */
  readonly reason?: string;
};

export type ChooseKeyStoreError =
  /** The secret lies in the key store, which does not answer; taking another store would lose every key. */
  | { readonly code: 'keystore/unavailable'; readonly reason: string }
  | { readonly code: 'keystore/passphrase-needed'; readonly reason: string }
  | { readonly code: 'keystore/weak-passphrase'; readonly minCharacters: number }
  | { readonly code: 'keystore/passphrase-file'; readonly reason: 'missing' | 'open-to-others' };

const SEALED_FILE = 'pc-secret.sealed';
const CHOICE_FILE = 'key-store.json';

/**
 * Chooses where this PC's secret is kept: the system's key store when it answers, else a file sealed by a PC
 * passphrase. Once a secret was stored the choice stands; there is no silent fall to the lower level, and never
 * plain text.
 */
export async function chooseKeyStore(
  options: ChooseKeyStoreOptions,
): Promise<Result<ChosenKeyStore, ChooseKeyStoreError>> {
  const { dataDir, account, only } = options;
  const keyring = options.keyring ?? systemKeyring('Tawi');
  const before = earlierChoice(dataDir);
  if (before === 'passphrase') return sealed(options, 'chosen-before', 'chosen when this PC was set up');
  if (before === undefined && only === 'passphrase') return sealed(options, 'asked-for', 'asked for');

  const silence = await probeKeyring(keyring, account);
  if (silence === undefined) {
    const store = remembered(keyringStore(keyring, account), dataDir);
    const why =
      before === undefined ? (only === undefined ? 'keyring-answers' : 'asked-for') : 'chosen-before';
    return ok({ store, witness: keyringWitness(keyring, account), why });
  }
  if (before === 'os-keyring' || only === 'os-keyring')
    return err({ code: 'keystore/unavailable', reason: silence });
  return sealed(options, 'keyring-silent', silence);
}

export type PcSecretError = {
  /** `keystore/secret-missing`: there are key files, but the store no longer has what opens them. */
  readonly code: KeyStoreErrorCode | 'keystore/secret-missing';
};

/**
 * The PC's secret; made, stored and read back the first time. `mayCreate` is false once key files exist: a new
 * secret would not open them, and must not hide that the old one is lost.
 */
export async function ensurePcSecret(
  store: KeyStore,
  { mayCreate }: { readonly mayCreate: boolean },
): Promise<Result<Uint8Array, PcSecretError>> {
  try {
    const found = await store.get();
    if (found !== undefined) return ok(found);
    if (!mayCreate) return err({ code: 'keystore/secret-missing' });
    const made = new Uint8Array(randomBytes(32));
    await store.set(made);
    const kept = await store.get();
    return kept !== undefined && equalBytes(kept, made) ? ok(kept) : err({ code: 'keystore/unavailable' });
  } catch (error) {
    if (error instanceof KeyStoreError) return err({ code: error.code });
    throw error;
  }
}

function earlierChoice(dataDir: string): 'os-keyring' | 'passphrase' | undefined {
  if (existsSync(join(dataDir, SEALED_FILE))) return 'passphrase';
  return existsSync(join(dataDir, CHOICE_FILE)) ? 'os-keyring' : undefined;
}

/** Writes the choice down before the first secret is stored; the sealed file is its own mark. */
function remembered(store: KeyStore, dataDir: string): KeyStore {
  return {
    ...store,
    set: async (secret) => {
      await writeFileAtomic(join(dataDir, CHOICE_FILE), `${JSON.stringify({ level: store.level })}\n`);
      await store.set(secret);
    },
  };
}

function sealed(
  options: ChooseKeyStoreOptions,
  why: ChosenKeyStore['why'],
  reason: string,
): Result<ChosenKeyStore, ChooseKeyStoreError> {
  const passphrase = passphraseOf(options, reason);
  if (!passphrase.ok) return passphrase;
  if (!isLongPassphrase(passphrase.value)) {
    return err({ code: 'keystore/weak-passphrase', minCharacters: MIN_PASSPHRASE_CHARACTERS });
  }
  const store = createSealedSecretFile({
    file: join(options.dataDir, SEALED_FILE),
    passphrase: passphrase.value,
    argon2: options.argon2 ?? 'standard',
  });
  return ok({ store, why, reason });
}

function passphraseOf(
  { passphrase, passphraseFile }: ChooseKeyStoreOptions,
  reason: string,
): Result<string, ChooseKeyStoreError> {
  if (passphrase !== undefined) return ok(passphrase);
  if (passphraseFile === undefined) return err({ code: 'keystore/passphrase-needed', reason });
  const stat = statSync(passphraseFile, { throwIfNoEntry: false });
  if (stat === undefined) return err({ code: 'keystore/passphrase-file', reason: 'missing' });
  // Windows has no such modes; a pipe or descriptor belongs to whoever handed it over.
  const open = process.platform !== 'win32' && stat.isFile() && (stat.mode & 0o077) !== 0;
  if (open) return err({ code: 'keystore/passphrase-file', reason: 'open-to-others' });
  return ok(readFileSync(passphraseFile, 'utf8').replace(/\r?\n$/, ''));
}

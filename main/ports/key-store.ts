/**
 * How well this PC's secret is kept, written into the device certificate; policy may demand a level for money.
 * `tpm`: in a chip with a counter. `os-keyring`: by the operating system for this login. `passphrase`: in a file
 * sealed by a passphrase asked at start.
 */
export type ProtectionLevel = 'tpm' | 'os-keyring' | 'passphrase';

/** Keeps the PC's one secret: 32 random bytes without which none of its key files opens. Never in plain text. */
export type KeyStore = {
  readonly name: ProtectionLevel;
  readonly level: ProtectionLevel;
  /** The secret, or undefined when none was stored yet. Throws {@link KeyStoreError}. */
  get(): Promise<Uint8Array | undefined>;
  /** Stores the secret, replacing an earlier one. Throws {@link KeyStoreError}. */
  set(secret: Uint8Array): Promise<void>;
  delete(): Promise<void>;
};

/**
 * Remembers, outside the files it watches, the highest revision they had: putting back an older copy of a file is
 * then noticed. Only stores that outlive the data folder can be one.
 */
export type RevisionWitness = {
  /** Undefined when nothing was ever remembered. */
  read(): Promise<number | undefined>;
  raise(revision: number): Promise<void>;
};

export type KeyStoreErrorCode =
  /** The store does not answer, is locked, or refuses. */
  | 'keystore/unavailable'
  | 'keystore/wrong-passphrase'
  /** What lies there is not what was stored. */
  | 'keystore/tampered';

/** What goes wrong inside a key store. `ensurePcSecret` turns it into a result for those who must decide. */
export class KeyStoreError extends Error {
  override readonly name = 'KeyStoreError';
  readonly code: KeyStoreErrorCode;

  constructor(
    code: KeyStoreErrorCode,
    { detail, cause }: { readonly detail: string; readonly cause?: unknown },
  ) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
  }
}

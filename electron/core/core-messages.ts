/** How the core is to be started; everything it needs from the shell. */
export type CoreSettings = {
  readonly dataDir: string;
  readonly version: string;
  readonly release: boolean;
  /** For PCs without a key store: the PC passphrase as it was typed, or a file with it (mode 0600). */
  readonly passphrase?: string;
  readonly passphraseFile?: string;
  /** Folder of the migrations beside a bundled core. */
  readonly migrations?: string;
};

/** What Electron's main process tells the core's process; with `window` travels one MessagePort. */
export type ToCore =
  | { readonly kind: 'start'; readonly settings: CoreSettings }
  /** Serve one more page (or the shell itself) on the channel of a window. */
  | { readonly kind: 'window'; readonly channel: string }
  /** The window is gone: its person is signed out. */
  | { readonly kind: 'leave'; readonly channel: string }
  | { readonly kind: 'lock' }
  /** Locks everybody and drops the database key. */
  | { readonly kind: 'close-office' }
  | { readonly kind: 'stop' };

/** What the core's process answers. */
export type FromCore =
  | { readonly kind: 'started' }
  /** It cannot start and trying again will not help: a code of `StartCoreFailure`. */
  | { readonly kind: 'refused'; readonly code: string };

/** Reads a message of the core; undefined for anything else. */
export function readFromCore(raw: unknown): FromCore | undefined {
  if (typeof raw !== 'object' || raw === null || !('kind' in raw)) return undefined;
  if (raw.kind === 'started') return { kind: 'started' };
  if (raw.kind === 'refused' && 'code' in raw && typeof raw.code === 'string') {
    return { kind: 'refused', code: raw.code };
  }
  return undefined;
}

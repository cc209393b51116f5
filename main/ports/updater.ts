import type { Result } from '#domain/result';

/** Why an update waits: work that is only on this PC, a person at the counter, or nobody knows yet. */
export type PostponedBy = 'work-unsent' | 'redeeming' | 'unknown';

export type UpdateState =
  /** This build takes no updates by itself; IT installs them. */
  | { readonly kind: 'off'; readonly why: 'not-packaged' | 'no-publisher' | 'cannot-verify' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'current'; readonly checkedAtMs: number }
  | { readonly kind: 'postponed'; readonly version: string; readonly by: PostponedBy }
  | { readonly kind: 'downloading'; readonly version: string }
  /** Verified and on this PC. */
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'failed'; readonly reason: string };

export type InstallRefusal =
  | { readonly code: 'update/not-ready' }
  | { readonly code: 'update/postponed'; readonly by: PostponedBy };

/** New versions of the app. Nothing is fetched or installed while an office's work would be at risk. */
export type Updater = {
  readonly state: () => UpdateState;
  /** Looks for a newer version and fetches it when nothing speaks against it. Never throws. */
  readonly check: () => Promise<UpdateState>;
  /** Stops the core, quits and installs; the office must have nothing unsent and nobody at the counter. */
  readonly install: () => Promise<Result<void, InstallRefusal>>;
};

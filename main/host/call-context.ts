import type { Result } from '#domain/result';
import type { Log } from '#ports/log';
import type { Actor, Store } from '#ports/store';
import type { JobStarter } from './jobs.ts';
import type { Emit, OfficeContext } from './office-context.ts';

export type { OfficeContext, OfficeIdentity } from './office-context.ts';

/** Why a PIN typed to confirm a decision was refused; same words as at sign-in. */
export type PinRefusal = {
  readonly code: 'identity/wrong-pin' | 'identity/locked-out';
  readonly data: Readonly<Record<string, unknown>>;
};

/** What a handler of a signed-in method gets besides its input. */
export type CallContext = OfficeContext & {
  /** Which window or browser session calls; a session belongs to its channel. */
  readonly channel: string;
  readonly actor: Actor;
  readonly jobs: JobStarter;
  readonly emit: Emit;
  /** For `prepare`: looks at the rows before waiting. What `run` relies on it reads again in its own transaction. */
  readonly read: Store['read'];
  /**
   * Checks the acting person's PIN again before a decision is signed. Counts like a sign-in: wrong ones lead to the
   * same growing delay. Asynchronous, so it belongs into `prepare`.
   */
  readonly checkPin: (pin: string) => Promise<Result<void, PinRefusal>>;
};

/** What a handler gets that must work before anybody has signed in; the rest reaches it through its factory. */
export type FreeContext = {
  readonly channel: string;
  readonly log: Log;
  readonly emit: Emit;
};

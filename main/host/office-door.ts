import type { OutputOf } from '#contract/contract';
import type { Result } from '#domain/result';
import type { Actor } from '#ports/store';
import type { OpenOffice } from './open-office.ts';

/** Refusals at the door carry what the screen must say: how long to wait, which version is needed. */
export type DoorRefusal<Code extends string> = {
  readonly code: Code;
  readonly data?: Readonly<Record<string, unknown>>;
};

export type UnlockCode =
  | 'identity/wrong-pin'
  | 'identity/locked-out'
  | 'identity/unknown-user'
  | 'identity/not-activated'
  | 'keystore/tampered'
  | 'db/wrong-key'
  | 'db/newer-than-app'
  | 'db/migration-changed'
  | 'db/cannot-open'
  | 'setup/practice-in-release';
export type ActivateCode =
  | 'identity/unknown-user'
  | 'identity/already-activated'
  | 'identity/weak-pin'
  | 'identity/bad-activation-code'
  | 'identity/ask-colleague'
  | 'identity/centre-needed'
  | 'keystore/tampered';

export type SignedIn = { readonly actor: Actor; readonly office: OpenOffice };

/** What the sign-in service needs of the composition root: keys, the database's opening, sessions. */
export type OfficeDoor = {
  readonly state: (channel: string) => Promise<OutputOf<'session.state'>>;
  readonly unlock: (
    channel: string,
    userId: string,
    pin: string,
  ) => Promise<Result<SignedIn, DoorRefusal<UnlockCode>>>;
  readonly activate: (
    channel: string,
    request: { readonly userId: string; readonly activationCode: string; readonly pin: string },
  ) => Promise<Result<SignedIn, DoorRefusal<ActivateCode>>>;
  readonly lock: (channel: string) => void;
  /** False for a language this app does not have. Kept for this PC. */
  readonly setLanguage: (language: string) => Promise<boolean>;
  readonly language: () => string;
};

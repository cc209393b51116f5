import { z } from 'zod';
import { command, query } from './define.ts';
import { Instant, Pin, RequestId, Text, Uuid } from './scalars.ts';

export const SessionUser = z.object({
  userId: Uuid,
  displayName: Text,
  roles: z.array(z.string()),
  activated: z.boolean(),
});
export const SessionState = z.object({
  state: z.enum(['not-enrolled', 'locked', 'open']),
  version: z.string(),
  /** Practice deployments are striped; a release build refuses to open them. */
  practice: z.boolean(),
  officeName: Text.nullable(),
  officeCode: Text.nullable(),
  deviceLabel: Text.nullable(),
  language: z.string(),
  languages: z.array(z.string()),
  keyStore: z.enum(['os-keyring', 'passphrase', 'none']),
  users: z.array(SessionUser),
  lastUserId: Uuid.nullable(),
});
export const Me = z.object({
  userId: Uuid,
  userNo: z.int(),
  personId: Uuid,
  displayName: Text,
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  language: z.string(),
  officeId: Uuid,
  officeName: Text,
  currency: z.string(),
  today: z.string(),
  timeZone: z.string(),
});

export const session = {
  'session.state': query({ access: 'public', input: z.strictObject({}), output: SessionState }),
  'session.unlock': command({
    access: 'public',
    audit: 'session.unlocked',
    input: z.strictObject({ requestId: RequestId, userId: Uuid, pin: Pin }),
    output: Me,
    errors: [
      'identity/wrong-pin',
      'identity/locked-out',
      'identity/unknown-user',
      'identity/not-activated',
      'keystore/tampered',
      'db/wrong-key',
      'db/newer-than-app',
      'db/migration-changed',
      'db/cannot-open',
      'setup/practice-in-release',
    ],
  }),
  'session.activate': command({
    access: 'public',
    audit: 'session.activated',
    input: z.strictObject({
      requestId: RequestId,
      userId: Uuid,
      activationCode: z.string().max(40),
      pin: Pin,
    }),
    output: Me,
    errors: [
      'identity/unknown-user',
      'identity/already-activated',
      'identity/weak-pin',
      'identity/bad-activation-code',
      'identity/ask-colleague',
      'identity/centre-needed',
      'keystore/tampered',
    ],
  }),
  'session.me': query({ access: 'signed-in', input: z.strictObject({}), output: Me }),
  'session.lock': command({
    access: 'signed-in',
    audit: 'session.locked',
    input: z.strictObject({ requestId: RequestId }),
    output: z.object({ locked: z.literal(true) }),
  }),
  'session.setLanguage': command({
    access: 'public',
    audit: 'session.language-set',
    input: z.strictObject({ requestId: RequestId, language: z.string().max(8) }),
    output: z.object({ language: z.string() }),
    errors: ['session/unknown-language'],
  }),
  'home.queues': query({
    access: 'signed-in',
    input: z.strictObject({}),
    output: z.object({
      queues: z.array(
        z.object({
          kind: z.string(),
          count: z.int(),
          oldestAt: Instant.nullable(),
          first: z.string().nullable(),
          href: z.string(),
        }),
      ),
      doneToday: z.array(z.object({ kind: z.string(), today: z.int(), yesterday: z.int() })),
      lastDone: z.array(
        z.object({
          at: Instant,
          action: z.string(),
          subject: z.string(),
          mark: z.enum(['sent', 'waiting', 'refused']),
          href: z.string().nullable(),
        }),
      ),
    }),
  }),
} as const;

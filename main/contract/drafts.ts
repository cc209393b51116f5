import { z } from 'zod';
import { command, query } from './define.ts';
import { Instant, RequestId, Text, Uuid } from './scalars.ts';

/** Entries begun and not finished: per user, in the encrypted database, never in the browser. */
export const drafts = {
  'drafts.save': command({
    access: 'registry.register',
    audit: null,
    input: z.strictObject({
      requestId: RequestId,
      draftId: Uuid,
      kind: z.literal('household'),
      title: Text,
      body: z.json(),
    }),
    output: z.object({ savedAt: Instant }),
    errors: ['drafts/too-large'],
  }),
  'drafts.list': query({
    access: 'registry.register',
    input: z.strictObject({}),
    output: z.object({
      drafts: z.array(z.object({ draftId: Uuid, kind: z.string(), title: Text, savedAt: Instant })),
    }),
  }),
  'drafts.get': query({
    access: 'registry.register',
    input: z.strictObject({ draftId: Uuid }),
    output: z.object({ draftId: Uuid, title: Text, savedAt: Instant, body: z.json() }),
    errors: ['drafts/not-found'],
  }),
  'drafts.discard': command({
    access: 'registry.register',
    audit: 'drafts.discarded',
    input: z.strictObject({ requestId: RequestId, draftId: Uuid }),
    output: z.object({ discarded: z.boolean() }),
  }),
} as const;

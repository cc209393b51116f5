import { z } from 'zod';
import { Uuid } from './scalars.ts';

/** What changed, never the records themselves: the screen asks again. */
export const events = {
  'session.changed': z.object({ state: z.enum(['locked', 'open']) }),
  'sync.status': z.object({ waiting: z.int(), line: z.enum(['reachable', 'none', 'unknown', 'refused']) }),
  'job.progress': z.object({
    jobId: Uuid,
    kind: z.string(),
    state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
    done: z.int(),
    total: z.int(),
  }),
  'data.changed': z.object({ features: z.array(z.string()) }),
} as const;
export type Topic = keyof typeof events;
export type EventOf<T extends Topic> = z.infer<(typeof events)[T]>;

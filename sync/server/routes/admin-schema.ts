import { z } from 'zod';
import { Uuid } from '#sync/protocol/rows/scalars';
import { ErrorReply } from './error-reply.ts';

/** What every route of the centre's people says of itself in the documentation. */
export function adminSchema<Reply extends z.ZodType>(summary: string, reply: Reply) {
  return {
    tags: ['admin'],
    summary,
    security: [{ session: [] }],
    response: { 200: reply, '4xx': ErrorReply, '5xx': ErrorReply },
  };
}

export const IdParams = z.object({ id: Uuid });
export const DeviceParams = z.object({ no: z.coerce.number().int().min(1) });
/** For work that has nothing to say but that it is done. */
export const Done = z.null();

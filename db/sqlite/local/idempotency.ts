import { eq, lt } from 'drizzle-orm';
import type { IdempotencyReads, IdempotencyWrites } from '#ports/desk-store';
import type { ReadTx } from '../open.ts';
import { idempotency } from '../schema/office-tables.ts';

/** Replies of commands by request id, stored in the transaction of the change they answer. */
export function createIdempotency(database: ReadTx): IdempotencyReads & IdempotencyWrites {
  return {
    get: (requestId) => database.select().from(idempotency).where(eq(idempotency.requestId, requestId)).get(),
    put: (reply) => {
      database.insert(idempotency).values(reply).run();
    },
    prune: (before) => database.delete(idempotency).where(lt(idempotency.at, before)).run().changes,
  };
}

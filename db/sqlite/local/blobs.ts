import { count, eq, ne } from 'drizzle-orm';
import type { BlobReads, BlobWrites } from '#ports/job-store';
import type { ReadTx } from '../open.ts';
import { blob } from '../schema/office-tables.ts';

/** Encrypted documents of this PC and how far each was sent. */
export function createBlobs(database: ReadTx): BlobReads & BlobWrites {
  return {
    get: (sha256) => database.select().from(blob).where(eq(blob.sha256, sha256)).get(),
    unsent: (limit) =>
      database
        .select()
        .from(blob)
        .where(ne(blob.state, 'sent'))
        .orderBy(blob.addedAt, blob.sha256)
        .limit(limit)
        .all(),
    unsentCount: () => database.select({ n: count() }).from(blob).where(ne(blob.state, 'sent')).get()?.n ?? 0,
    add: (added) => {
      const sentBytes = added.state === 'sent' ? added.sizeBytes : 0;
      database
        .insert(blob)
        .values({ ...added, sentBytes })
        .onConflictDoNothing()
        .run();
    },
    progress: (sha256, sentBytes) => {
      database.update(blob).set({ state: 'sending', sentBytes }).where(eq(blob.sha256, sha256)).run();
    },
    markSent: (sha256) => {
      database
        .update(blob)
        .set({ state: 'sent', sentBytes: blob.sizeBytes })
        .where(eq(blob.sha256, sha256))
        .run();
    },
  };
}

import { and, desc, eq } from 'drizzle-orm';
import type { DraftReads, DraftWrites } from '#ports/desk-store';
import type { ReadTx } from '../open.ts';
import { draft } from '../schema/office-tables.ts';

/** Unfinished forms, each of one user: nobody else reads, overwrites or discards it. */
export function createDrafts(database: ReadTx): DraftReads & DraftWrites {
  const own = (userId: string, draftId: string) => and(eq(draft.draftId, draftId), eq(draft.userId, userId));
  const heading = {
    draftId: draft.draftId,
    userId: draft.userId,
    kind: draft.kind,
    title: draft.title,
    savedAt: draft.savedAt,
  };
  return {
    list: (userId) =>
      database
        .select(heading)
        .from(draft)
        .where(eq(draft.userId, userId))
        .orderBy(desc(draft.savedAt), draft.draftId)
        .all(),
    get: (userId, draftId) => database.select().from(draft).where(own(userId, draftId)).get(),
    save: ({ draftId, userId, kind, title, body, savedAt }) =>
      database
        .insert(draft)
        .values({ draftId, userId, kind, title, body, savedAt })
        .onConflictDoUpdate({
          target: draft.draftId,
          set: { kind, title, body, savedAt },
          setWhere: eq(draft.userId, userId),
        })
        .run().changes > 0,
    discard: (userId, draftId) => database.delete(draft).where(own(userId, draftId)).run().changes > 0,
  };
}

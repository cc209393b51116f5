import { eq } from 'drizzle-orm';
import { assert } from '#domain/invariant';
import type { Cursors } from '#ports/sync-store';
import type { ReadTx } from './open.ts';
import { cursor } from './schema/operation-tables.ts';

/** How far each scope was pulled. Writes belong inside the transaction that writes the pulled rows. */
export function createCursors(database: ReadTx): Cursors {
  const get = (scope: string): number =>
    database.select({ seq: cursor.seq }).from(cursor).where(eq(cursor.scope, scope)).get()?.seq ?? 0;
  return {
    get,
    all: () => {
      const rows = database.select().from(cursor).orderBy(cursor.scope).all();
      return Object.fromEntries(rows.map(({ scope, seq }) => [scope, seq]));
    },
    advance: (scope, seq) => {
      const before = get(scope);
      assert(seq >= before, () => `cursor of ${scope} would go back from ${before} to ${seq}`);
      database
        .insert(cursor)
        .values({ scope, seq })
        .onConflictDoUpdate({ target: cursor.scope, set: { seq } })
        .run();
    },
    remove: (scope) => {
      database.delete(cursor).where(eq(cursor.scope, scope)).run();
    },
  };
}

import { and, count, desc, gte, lt } from 'drizzle-orm';
import type { ScanRefusalReads, ScanRefusalWrites, Span } from '#ports/desk-store';
import type { ReadTx } from '../open.ts';
import { scanRefusal } from '../schema/office-tables.ts';

/** Codes refused at the counter, for the day's list. */
export function createScanRefusals(database: ReadTx): ScanRefusalReads & ScanRefusalWrites {
  const within = ({ from, until }: Span) => and(gte(scanRefusal.at, from), lt(scanRefusal.at, until));
  const { at, code, voucherId, shortCode, userNo } = scanRefusal;
  return {
    list: ({ limit, ...span }) =>
      database
        .select({ at, code, voucherId, shortCode, userNo })
        .from(scanRefusal)
        .where(within(span))
        .orderBy(desc(at), desc(scanRefusal.refusalNo))
        .limit(limit)
        .all(),
    count: (span) => database.select({ n: count() }).from(scanRefusal).where(within(span)).get()?.n ?? 0,
    add: (refusal) => {
      database.insert(scanRefusal).values(refusal).run();
    },
  };
}

import { and, eq, gte, lte } from 'drizzle-orm';
import { assert } from '#domain/invariant';
import { err, ok } from '#domain/result';
import type { NumberReads, NumberWrites } from '#ports/desk-store';
import type { ReadTx } from '../open.ts';
import { numberRange } from '../schema/office-tables.ts';
import { countNumbersLeft, takeNextNumber } from './numbers.sql.ts';

/** Numbers this device may give out, from ranges that the centre granted. A number is never given twice. */
export function createNumbers(database: ReadTx): NumberReads & NumberWrites {
  const take = database.$client.prepare<[{ series: string }], { prefix: string; number: number }>(
    takeNextNumber,
  );
  const left = database.$client.prepare<[string], number>(countNumbersLeft).pluck();
  return {
    list: () => database.select().from(numberRange).orderBy(numberRange.series, numberRange.firstNo).all(),
    left: (series) => left.get(series) ?? 0,
    grant: ({ series, prefix, firstNo, lastNo }) => {
      const touching = and(
        eq(numberRange.series, series),
        lte(numberRange.firstNo, lastNo),
        gte(numberRange.lastNo, firstNo),
      );
      const [known] = database.select().from(numberRange).where(touching).all();
      if (known === undefined) {
        database.insert(numberRange).values({ series, prefix, firstNo, lastNo, nextNo: firstNo }).run();
        return;
      }
      const isSame = known.firstNo === firstNo && known.lastNo === lastNo && known.prefix === prefix;
      assert(isSame, () => `range ${firstNo}-${lastNo} of ${series} overlaps another`);
    },
    take: (series) => {
      const taken = take.get({ series });
      return taken === undefined ? err({ code: 'numbers/exhausted', series }) : ok(taken);
    },
  };
}

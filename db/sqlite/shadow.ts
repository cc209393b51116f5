import type { RowKey } from '#ports/operation-log';
import type { RowReads } from '#ports/store';
import type { Shadow, ShadowImage } from '#ports/sync-store';
import type { RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { SqliteClient } from './open.ts';
import {
  countShadows,
  deleteShadow,
  existsShadow,
  putShadow,
  saveShadow,
  selectSettledRows,
  selectShadow,
} from './shadow.sql.ts';
import { createStatements } from './statements.ts';

type RawShadow = { readonly seq: number; readonly image: string | null };

/**
 * Confirmed images of rows that have pending operations: what to put back when an operation is refused. Writes belong
 * inside the caller's writing transaction.
 */
export function createShadow(client: SqliteClient, rows: RowReads): Shadow {
  const statement = createStatements(client);
  return {
    get: <T extends TableName>(table: T, key: string) => {
      const raw = statement<RawShadow>('get', () => selectShadow).get(table, key);
      return raw === undefined ? undefined : decode<T>(raw);
    },
    count: () =>
      statement<number>('count', () => countShadows)
        .pluck()
        .get() ?? 0,
    settledRows: () => statement<RowKey>('settled rows', () => selectSettledRows).all(),
    save: (table, key) => {
      // Asked first, because reading and writing out the row costs more than the answer.
      if (statement('exists', () => existsShadow).get(table, key) !== undefined) return;
      const row = rows.get(table, key);
      const image = row === undefined ? null : JSON.stringify(row);
      statement('save', () => saveShadow).run(table, key, rows.seqOf(table, key), image);
    },
    put: (table, key, { seq, row }) => {
      const image = row === null ? null : JSON.stringify(row);
      statement('put', () => putShadow).run(table, key, seq, image);
    },
    drop: (table, key) => statement('drop', () => deleteShadow).run(table, key).changes > 0,
  };
}

function decode<T extends TableName>({ seq, image }: RawShadow): ShadowImage<T> {
  // A codec's cast: images are rows of this table that were checked before they were stored.
  return { seq, row: image === null ? null : (JSON.parse(image) as RowOf<T>) };
}

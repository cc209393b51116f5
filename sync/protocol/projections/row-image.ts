import type { BadForm } from '../op-fields.ts';
import type { RowReader, RowWrite } from '../projection.ts';
import { type RowOf, replicatedTables, type TableName } from '../rows/replicated-tables.ts';

/** Why an operation has no effect to speak of: its values fit no row, or a row it builds on does not exist. */
export type ProjectionFailure =
  | BadForm
  | { readonly code: 'sync/missing-row'; readonly table: TableName; readonly key: string };

/** Carries a {@link ProjectionFailure} out of a projection; `projectOperation` turns it into a Result. */
export class CannotProject extends Error {
  readonly failure: ProjectionFailure;
  constructor(failure: ProjectionFailure) {
    super(`operation cannot be projected: ${failure.code}`);
    this.failure = failure;
  }
}

/** A row whose closed word lists may still be any text, as payloads carry them; the schema narrows them. */
export type LooseRow<T extends TableName> = {
  readonly [C in keyof RowOf<T>]: Loosened<RowOf<T>[C]>;
};
type Loosened<V> = V extends string ? string : V extends readonly (infer E)[] ? readonly E[] : V;

/** One whole row after an operation, held against its table's schema so that no bad word or length is ever stored. */
export function rowAfter<T extends TableName>(table: T, row: LooseRow<T>): RowWrite {
  const parsed = replicatedTables[table].safeParse(row);
  if (parsed.success) return { table, row: parsed.data } as RowWrite;
  const column = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new CannotProject({ code: 'sync/bad-form', field: `${table}.${column}` });
}

/** A row the operation builds on. */
export function rowBefore<T extends TableName>(rows: RowReader, table: T, key: string): RowOf<T> {
  const row = rows.get(table, key);
  if (row === undefined) throw new CannotProject({ code: 'sync/missing-row', table, key });
  return row;
}

/** Value after an operation's optional field: absent leaves the current one, null sets the cleared one. */
export function changed<V>(value: V | null | undefined, current: V, cleared: V): V {
  if (value === undefined) return current;
  return value === null ? cleared : value;
}

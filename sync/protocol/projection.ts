import type { PayloadOf } from './op-fields.ts';
import type { OpType } from './op-types.ts';
import type { RowOf, TableName } from './rows/replicated-tables.ts';

/**
 * What an operation does to rows, written once and run on both sides: the office when the officer saves, the centre
 * when it accepts. Rules that may refuse stand before it (services at the office, `sync/server/rules` at the centre);
 * a projection of accepted operations is a pure function, so an office's rows can be rebuilt from its signed log alone.
 */
export type OpContext = {
  readonly deviceNo: number;
  readonly actorNo: number;
  readonly actorPersonId: string;
  readonly officeId: string;
};
export type RowReader = {
  /** A row by primary key among those named by `reads`; undefined when it does not exist. */
  readonly get: <T extends TableName>(table: T, key: string) => RowOf<T> | undefined;
  /** Rows whose column equals the value, among the lists named by `reads`, ordered by primary key. */
  readonly list: <T extends TableName>(
    table: T,
    column: keyof RowOf<T> & string,
    value: string,
  ) => readonly RowOf<T>[];
};
export type RowRef =
  | { readonly table: TableName; readonly key: string }
  | { readonly table: TableName; readonly column: string; readonly value: string };
export type RowWrite = { [T in TableName]: { readonly table: T; readonly row: RowOf<T> } }[TableName];

export type Projection<T extends OpType> = {
  /** Keys of the rows the projection needs, so that the centre can load them in one statement per table. */
  readonly reads: (payload: PayloadOf<T>) => readonly RowRef[];
  /**
   * Further keys, named once the rows of `reads` are there: a redemption names its voucher, the voucher its
   * entitlement. Absent where one round is enough.
   */
  readonly readsThen?: (payload: PayloadOf<T>, rows: RowReader) => readonly RowRef[];
  /** Rows after the operation; whole rows, never patches. Ledger entries are rows like others. */
  readonly project: (payload: PayloadOf<T>, rows: RowReader, context: OpContext) => readonly RowWrite[];
};
export type Projections = { readonly [T in OpType]: Projection<T> };

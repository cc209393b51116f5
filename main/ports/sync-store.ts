import type { RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { OfficeReads, OfficeWrites } from './office-store.ts';
import type { OperationLog, OperationLogReads, RowKey } from './operation-log.ts';
import type { OperationRecorder, RowReads } from './store.ts';

/** Writes of replicated rows: only the recorder and the sync client have them, services go through operations. */
export type RowWrites = {
  /**
   * Writes a whole row and keeps the search keys in step. `seq` is the scope sequence that confirmed it; without one
   * a new row gets 0 and an existing row keeps its own.
   */
  readonly upsert: <T extends TableName>(table: T, row: RowOf<T>, seq?: number) => void;
  /** False when there was no such row. */
  readonly remove: (table: TableName, key: string) => boolean;
  /** Removes all rows whose column equals the value (purge of a scope this PC no longer holds). Returns how many. */
  readonly removeWhere: <T extends TableName>(
    table: T,
    column: keyof RowOf<T> & string,
    value: string,
  ) => number;
};

/** The confirmed image behind a row with pending operations; `row` null = the centre has no such row. */
export type ShadowImage<T extends TableName = TableName> = {
  readonly seq: number;
  readonly row: RowOf<T> | null;
};
export type ShadowReads = {
  readonly get: <T extends TableName>(table: T, key: string) => ShadowImage<T> | undefined;
  readonly count: () => number;
  /** Rows with an image here and no operation that waits. */
  readonly settledRows: () => readonly RowKey[];
};
export type ShadowWrites = {
  /** Keeps the row as it stands now, unless an image is kept already; called before an operation changes the row. */
  readonly save: (table: TableName, key: string) => void;
  /** The image that a pull brought while operations are pending. */
  readonly put: <T extends TableName>(table: T, key: string, image: ShadowImage<T>) => void;
  /** False when there was none. */
  readonly drop: (table: TableName, key: string) => boolean;
};
export type Shadow = ShadowReads & ShadowWrites;

export type CursorReads = {
  /** 0 for a scope never pulled. */
  readonly get: (scope: string) => number;
  readonly all: () => Readonly<Record<string, number>>;
};
export type CursorWrites = {
  /** Throws when it would go back: then rows would be skipped or undone. */
  readonly advance: (scope: string, seq: number) => void;
  /** A scope this PC no longer holds, or must fetch anew. */
  readonly remove: (scope: string) => void;
};
export type Cursors = CursorReads & CursorWrites;

export type SyncReadTx = {
  readonly rows: RowReads;
  readonly log: OperationLogReads;
  readonly shadow: ShadowReads;
  readonly cursors: CursorReads;
  readonly office: OfficeReads;
};
/** What the recorder and the sync client write with, inside one immediate transaction. */
export type SyncTx = {
  readonly rows: RowReads & RowWrites;
  readonly log: OperationLog;
  readonly shadow: Shadow;
  readonly cursors: Cursors;
  readonly office: OfficeReads & OfficeWrites;
};
export type SyncStore = {
  readonly read: <T>(work: (tx: SyncReadTx) => T) => T;
  readonly write: <T>(work: (tx: SyncTx) => T) => T;
};

/** Made by sync/client; called once for each writing transaction. */
export type RecorderFactory = (tx: SyncTx) => OperationRecorder;

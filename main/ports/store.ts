import type { PayloadOf } from '#sync/protocol/op-fields';
import type { OpType } from '#sync/protocol/op-types';
import type { RowOf, TableName } from '#sync/protocol/rows/replicated-tables';
import type { OfficeReads, OfficeWrites } from './office-store.ts';
import type { PaymentReads } from './payment-queries.ts';
import type { RegistryReads, RegistryWrites } from './registry-queries.ts';

/** The person who acts, with the means to sign; lives in the session and nowhere else. */
export type Actor = {
  readonly userId: string;
  readonly userNo: number;
  readonly personId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly sign: (message: Uint8Array) => Uint8Array;
};

export type RowReads = {
  readonly get: <T extends TableName>(table: T, key: string) => RowOf<T> | undefined;
  /** Rows whose column equals the value, ordered by primary key. */
  readonly list: <T extends TableName>(
    table: T,
    column: keyof RowOf<T> & string,
    value: string,
  ) => readonly RowOf<T>[];
  readonly all: <T extends TableName>(table: T) => readonly RowOf<T>[];
  readonly count: <T extends TableName>(table: T, column: keyof RowOf<T> & string, value: string) => number;
  /** Scope sequence of the confirmed image; 0 = made here and not confirmed yet. */
  readonly seqOf: (table: TableName, key: string) => number;
};

export type RecordedOperation = { readonly opNo: number; readonly opHash: string };
export type OperationRecorder = {
  /**
   * Appends the signed-chain operation and applies its projection to the rows, all inside the caller's transaction.
   * `entity` is the main record (its margin mark waits for this operation); `scope` defaults to this office.
   */
  readonly record: <T extends OpType>(operation: {
    readonly type: T;
    readonly payload: PayloadOf<T>;
    readonly entity: string;
    readonly actor: Actor;
    readonly scope?: string;
  }) => RecordedOperation;
};

/** One consistent view of the replica. Never escapes the callback that received it. */
export type ReadTx = {
  readonly rows: RowReads;
  readonly registry: RegistryReads;
  readonly payments: PaymentReads;
  readonly office: OfficeReads;
};
/** One immediate transaction: everything in it commits together or not at all. */
export type WriteTx = ReadTx & {
  readonly operations: OperationRecorder;
  readonly registry: RegistryReads & RegistryWrites;
  readonly office: OfficeReads & OfficeWrites;
};
export type Store = {
  readonly read: <T>(work: (tx: ReadTx) => T) => T;
  readonly write: <T>(work: (tx: WriteTx) => T) => T;
};

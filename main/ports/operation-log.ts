import type { OpType } from '#sync/protocol/op-types';
import type { TableName } from '#sync/protocol/rows/replicated-tables';

/**
 * Life of an operation on this PC. `queued` and `sent` are repeated until they have a verdict (a reply may be lost);
 * `held` waits at the centre for something it depends on; the others are settled. A refused operation that the officer
 * gave up is `withdrawn`.
 */
export type OpState =
  | 'queued'
  | 'sent'
  | 'accepted'
  | 'merged'
  | 'held'
  | 'rejected'
  | 'exception'
  | 'withdrawn';
/** Mark in the margin of a record. `waiting`: something is queued, sent or held; `refused` wins over it. */
export type OpMark = 'sent' | 'waiting' | 'refused';

/** One row of a replicated table. */
export type RowKey = { readonly table: TableName; readonly key: string };

/** Where the chain of one incarnation stands: the number the next operation takes and the hash it links to. */
export type ChainHead = {
  readonly incarnation: number;
  readonly nextSeq: number;
  /** Lower-case hex of the last operation's hash, before the first one the genesis hash. */
  readonly head: string;
  /** Clock of this device's last operation in any incarnation, 0 before the first; the next must be later. */
  readonly lastHlc: bigint;
};

/** An operation as it was signed, with the rows that its projection wrote. */
export type NewOperation = {
  readonly incarnation: number;
  readonly seq: number;
  readonly hlc: bigint;
  readonly type: OpType;
  /** Key of the main record: its mark waits for this operation. */
  readonly entity: string;
  readonly scope: string;
  readonly actorNo: number;
  readonly cbor: Uint8Array;
  /** Lower-case hex; becomes the head of the chain. */
  readonly hash: string;
  /** UTC instant. */
  readonly madeAt: string;
  readonly rows: readonly RowKey[];
};

export type LoggedOperation = Omit<NewOperation, 'rows' | 'type' | 'cbor'> & {
  readonly opNo: number;
  /** Any text: a newer app may have written kinds that this one does not know. */
  readonly type: string;
  /** Null once pruned. */
  readonly cbor: Uint8Array | null;
  readonly state: OpState;
  readonly verdictCode: string | null;
  readonly verdictData: Readonly<Record<string, string | number | boolean | null>>;
  readonly caseId: string | null;
  readonly settledAt: string | null;
};

export type SettledState = 'accepted' | 'merged' | 'held' | 'rejected' | 'exception';
export type OpVerdict = {
  readonly state: SettledState;
  readonly code: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly caseId: string | null;
  readonly at: string;
};

/** States that still mean something to somebody; accepted work is not counted, it only grows. */
export type OpenState = 'queued' | 'sent' | 'held' | 'rejected' | 'exception';
export type OpCounts = {
  readonly byState: Readonly<Record<OpenState, number>>;
  /** Queued, sent and held together. */
  readonly waiting: number;
  readonly oldestWaitingAt: string | null;
};

/** What services and screens read of the operations. */
export type OperationReads = {
  /** Undefined before {@link OperationLogWrites.openChain}. */
  readonly chainHead: (incarnation: number) => ChainHead | undefined;
  readonly find: (opNo: number) => LoggedOperation | undefined;
  /** One mark for each entity asked; without operations it is `sent`. */
  readonly marksOf: (entities: readonly string[]) => ReadonlyMap<string, OpMark>;
  readonly counts: () => OpCounts;
  /** `waiting`: oldest first; `refused` and `sent`: newest first. `total` counts all of that mark. */
  readonly items: (query: { readonly mark: OpMark; readonly limit: number }) => {
    readonly items: readonly LoggedOperation[];
    readonly total: number;
  };
  /** Operations that wrote this row or name it as their entity, newest first, as far as they are not pruned. */
  readonly historyOf: (row: RowKey, limit: number) => readonly LoggedOperation[];
  /** Money handed out whose redemption no one but this PC knows. */
  readonly onlyHere: () => { readonly redemptions: number; readonly amountMinor: number };
};
/** What services may write: the rest belongs to the recorder and the sync client. */
export type OperationWrites = {
  /** A refused operation that the officer gives up or replaces; false when it is not refused. */
  readonly withdraw: (opNo: number, at: string) => boolean;
};

/** What the sync client reads besides. */
export type OperationLogReads = OperationReads & {
  readonly findBySeq: (incarnation: number, seq: number) => LoggedOperation | undefined;
  /**
   * The next to send: queued and sent ones in order, at most `limit` and as many as fit `maxBytes` of CBOR, but
   * always one when there is any.
   */
  readonly unsettled: (query: {
    readonly incarnation: number;
    readonly limit: number;
    readonly maxBytes: number;
  }) => readonly LoggedOperation[];
  readonly held: (limit: number) => readonly LoggedOperation[];
  readonly rowsOf: (opNo: number) => readonly RowKey[];
  /** Operations on this row that are queued, sent or held, in order. */
  readonly pendingOn: (row: RowKey) => readonly number[];
  readonly hasPending: (row: RowKey) => boolean;
  /** Numbers of all operations that wrote this row, as far as they are not pruned, settled or not. */
  readonly touching: (row: RowKey) => readonly number[];
  readonly standing: () => LogStanding;
};
/** Where the log stands at one moment: its last number, and which operations have no verdict. */
export type LogStanding = { readonly lastOpNo: number; readonly unsettled: ReadonlySet<number> };
export type OperationLogWrites = OperationWrites & {
  /** Begins an incarnation with its genesis hash; throws when it exists with another. */
  readonly openChain: (incarnation: number, genesisHash: string) => void;
  /** Appends and moves the chain; throws unless `seq` is the next number. Returns `opNo`. */
  readonly append: (operation: NewOperation) => number;
  readonly markSent: (opNos: readonly number[]) => void;
  /** The centre's answer; false when the operation is settled already (a repeated reply changes nothing). */
  readonly settle: (opNo: number, verdict: OpVerdict) => boolean;
  /** After the centre lost its newest work: everything of the incarnation after `seq` waits again. Returns how many. */
  readonly requeueAfter: (incarnation: number, seq: number) => number;
  /** Drops bytes and row lists of operations settled well before the instant; number and hash stay. Returns how many. */
  readonly prune: (settledBefore: string) => number;
};
export type OperationLog = OperationLogReads & OperationLogWrites;

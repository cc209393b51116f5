import type {
  ChainHead,
  LoggedOperation,
  OpCounts,
  OpenState,
  OperationLogReads,
  OpMark,
  RowKey,
} from '#ports/operation-log';
import * as sql from './op-log.sql.ts';
import type { SqliteClient } from './open.ts';
import { createStatements, type Parameter, type Statements } from './statements.ts';

type RawOperation = Omit<LoggedOperation, 'hlc' | 'verdictData'> & {
  readonly hlc: string;
  readonly verdictData: string | null;
};
type RawChainHead = Omit<ChainHead, 'lastHlc'> & { readonly lastHlc: string };

/** Reads of the operation log, in the caller's transaction. */
export function createOperationLogReads(client: SqliteClient): OperationLogReads {
  const statement = createStatements(client);
  const operations = (text: string, ...parameters: Parameter[]) =>
    statement<RawOperation>(text, () => text)
      .all(...parameters)
      .map(decode);
  const count = (text: string, ...parameters: Parameter[]) =>
    statement<number>(text, () => text)
      .pluck()
      .get(...parameters) ?? 0;
  const pendingOn = ({ table, key }: RowKey) =>
    statement<number>(sql.selectPendingOn, () => sql.selectPendingOn)
      .pluck()
      .all(table, key);
  return {
    find: (opNo) => operations(sql.selectOp, opNo)[0],
    findBySeq: (incarnation, seq) => operations(sql.selectOpBySeq, incarnation, seq)[0],
    marksOf: (entities) => new Map(entities.map((entity) => [entity, markOf(statement, entity)])),
    counts: () => countOpen(statement, (state) => count(sql.countInState, state)),
    items: ({ mark, limit }) => ({
      items: operations(sql.selectItems[mark], limit),
      total: count(sql.countItems[mark]),
    }),
    historyOf: ({ table, key }, limit) => operations(sql.selectHistory, key, table, key, limit),
    onlyHere: () => onlyHere(statement),
    chainHead: (incarnation) => chainHead(statement, incarnation),
    unsettled: (query) => unsettled(statement, query),
    held: (limit) => operations(sql.selectHeld, limit),
    rowsOf: (opNo) => statement<RowKey>(sql.selectRowsOf, () => sql.selectRowsOf).all(opNo),
    pendingOn,
    hasPending: (row) => pendingOn(row).length > 0,
    touching: ({ table, key }) =>
      statement<number>(sql.selectTouching, () => sql.selectTouching)
        .pluck()
        .all(table, key),
    standing: () => ({
      lastOpNo: count(sql.selectLastOpNo),
      unsettled: new Set(
        statement<number>(sql.selectWaiting, () => sql.selectWaiting)
          .pluck()
          .all(),
      ),
    }),
  };
}

function markOf(statement: Statements, entity: string): OpMark {
  const isRefused = statement<number | null>(sql.selectMark, () => sql.selectMark)
    .pluck()
    .get(entity);
  if (isRefused === null || isRefused === undefined) return 'sent';
  return isRefused === 1 ? 'refused' : 'waiting';
}

function countOpen(statement: Statements, count: (state: OpenState) => number): OpCounts {
  const byState = {
    queued: count('queued'),
    sent: count('sent'),
    held: count('held'),
    rejected: count('rejected'),
    exception: count('exception'),
  };
  const oldest = statement<string>(sql.selectOldestWaiting, () => sql.selectOldestWaiting).pluck();
  return {
    byState,
    waiting: byState.queued + byState.sent + byState.held,
    oldestWaitingAt: oldest.get() ?? null,
  };
}

function onlyHere(statement: Statements): ReturnType<OperationLogReads['onlyHere']> {
  type Sum = ReturnType<OperationLogReads['onlyHere']>;
  const sum = statement<Sum>(sql.selectOnlyHere, () => sql.selectOnlyHere).get();
  return sum ?? { redemptions: 0, amountMinor: 0 };
}

function chainHead(statement: Statements, incarnation: number): ChainHead | undefined {
  const raw = statement<RawChainHead>(sql.selectChain, () => sql.selectChain).get(incarnation);
  return raw === undefined ? undefined : { ...raw, lastHlc: BigInt(raw.lastHlc) };
}

function unsettled(
  statement: Statements,
  { incarnation, limit, maxBytes }: Parameters<OperationLogReads['unsettled']>[0],
): readonly LoggedOperation[] {
  const found: LoggedOperation[] = [];
  let bytes = 0;
  // Row by row: thousands may wait after weeks without a line, and only one batch of them is wanted in memory.
  const rows = statement<RawOperation>(sql.selectUnsettled, () => sql.selectUnsettled);
  for (const raw of rows.iterate(incarnation, limit)) {
    bytes += raw.cbor?.length ?? 0;
    if (bytes > maxBytes && found.length > 0) break;
    found.push(decode(raw));
  }
  return found;
}

function decode(raw: RawOperation): LoggedOperation {
  return {
    ...raw,
    hlc: BigInt(raw.hlc),
    verdictData: raw.verdictData === null ? {} : JSON.parse(raw.verdictData),
  };
}

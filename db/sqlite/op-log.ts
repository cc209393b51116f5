import type { OperationLog } from '#ports/operation-log';
import { createOperationLogReads } from './op-log-reads.ts';
import { createOperationLogWrites } from './op-log-writes.ts';
import type { SqliteClient } from './open.ts';

/**
 * The operations of this PC: chain, outbox and history in one. Writes belong inside the caller's writing transaction.
 * Nothing is remembered between calls: other processes append to the same chain.
 */
export function createOperationLog(client: SqliteClient): OperationLog {
  return { ...createOperationLogReads(client), ...createOperationLogWrites(client) };
}

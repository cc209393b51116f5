import { assert } from '#domain/invariant';
import type { NewOperation, OperationLogWrites } from '#ports/operation-log';
import * as sql from './op-log.sql.ts';
import type { SqliteClient } from './open.ts';
import { createStatements, type Parameter, type Statements } from './statements.ts';

/** Writes of the operation log, inside the caller's writing transaction. */
export function createOperationLogWrites(client: SqliteClient): OperationLogWrites {
  const statement = createStatements(client);
  const run = (text: string, ...parameters: Parameter[]) => statement(text, () => text).run(...parameters);
  return {
    openChain: (incarnation, genesisHash) => openChain(statement, incarnation, genesisHash),
    append: (operation) => append(statement, operation),
    markSent: (opNos) => {
      for (const opNo of opNos) run(sql.markOpSent, opNo);
    },
    settle: (opNo, { state, code, data, caseId, at }) =>
      run(sql.settleOp, state, code, JSON.stringify(data), caseId, at, opNo).changes > 0,
    withdraw: (opNo, at) => run(sql.withdrawOp, at, opNo).changes > 0,
    requeueAfter: (incarnation, seq) => run(sql.requeueOps, incarnation, seq).changes,
    prune: (settledBefore) => {
      const opNos = statement<number>(sql.selectPrunable, () => sql.selectPrunable).pluck();
      const prunable = opNos.all(settledBefore);
      for (const opNo of prunable) {
        run(sql.pruneOp, opNo);
        run(sql.pruneOpEntities, opNo);
      }
      return prunable.length;
    },
  };
}

function openChain(statement: Statements, incarnation: number, genesisHash: string): void {
  statement(sql.insertChain, () => sql.insertChain).run(incarnation, genesisHash, genesisHash);
  const genesis = statement<string>(sql.selectGenesis, () => sql.selectGenesis).pluck();
  const isSame = genesis.get(incarnation) === genesisHash;
  assert(isSame, () => `incarnation ${incarnation} began with another genesis hash`);
}

function append(statement: Statements, operation: NewOperation): number {
  const { incarnation, seq, hash } = operation;
  // The chain row is the lock: whoever appended in between has moved it, and then this operation links to nothing.
  const moved = statement(sql.moveChain, () => sql.moveChain).run(hash, incarnation, seq).changes;
  assert(moved === 1, () => `operation ${seq} is not the next of incarnation ${incarnation}`);
  const { lastInsertRowid } = statement(sql.insertOp, () => sql.insertOp).run(
    incarnation,
    seq,
    operation.hlc,
    operation.type,
    operation.entity,
    operation.scope,
    operation.actorNo,
    operation.cbor,
    hash,
    operation.madeAt,
  );
  const opNo = Number(lastInsertRowid);
  for (const { table, key } of operation.rows) {
    statement(sql.insertOpEntity, () => sql.insertOpEntity).run(table, key, opNo);
  }
  return opNo;
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewOperation, OperationLog, OpVerdict, RowKey } from '#ports/operation-log';
import { createOperationLog } from './op-log.ts';
import { createRowReads, createRowWrites } from './row-store.ts';
import { sampleId, sampleRedemption, sampleVoucher } from './testing/sample-rows.ts';
import { type TempReplica, tempReplica } from './testing/temp-replica.ts';

const GENESIS = '00'.repeat(32);
const LATE_HLC = 0x0190_0000_0000_0001n * 7n;
let temp: TempReplica;
let log: OperationLog;

beforeEach(() => {
  temp = tempReplica();
  log = createOperationLog(temp.replica.client);
  log.openChain(1, GENESIS);
});
afterEach(() => temp.remove());

function hashOf(seq: number): string {
  return String(seq).padStart(64, '0');
}

function operation(seq: number, change: Partial<NewOperation> = {}): NewOperation {
  return {
    incarnation: 1,
    seq,
    hlc: LATE_HLC + BigInt(seq),
    type: 'registrant.update',
    entity: sampleId(seq),
    scope: 'office:1',
    actorNo: 4,
    cbor: Uint8Array.of(seq, 1, 2),
    hash: hashOf(seq),
    madeAt: `2026-11-20T09:00:0${seq}.000Z`,
    rows: [{ table: 'registrant', key: sampleId(seq) }],
    ...change,
  };
}

function append(count: number): readonly number[] {
  return temp.replica.write(() => Array.from({ length: count }, (_, at) => log.append(operation(at + 1))));
}

function verdict(state: OpVerdict['state'], change: Partial<OpVerdict> = {}): OpVerdict {
  return { state, code: null, data: {}, caseId: null, at: '2026-11-20T10:00:00.000Z', ...change };
}

describe('the chain', () => {
  it('stands at its genesis hash, then at the last operation', () => {
    const before = log.chainHead(1);
    append(2);
    expect([log.chainHead(2), before, log.chainHead(1)]).toEqual([
      undefined,
      { incarnation: 1, nextSeq: 1, head: GENESIS, lastHlc: 0n },
      { incarnation: 1, nextSeq: 3, head: hashOf(2), lastHlc: LATE_HLC + 2n },
    ]);
  });

  it('takes every operation in order and nothing else', () => {
    append(1);
    expect(() => log.append(operation(3))).toThrow('operation 3 is not the next of incarnation 1');
    expect(() => log.append(operation(1))).toThrow('operation 1 is not the next');
    expect(() => log.append(operation(1, { incarnation: 2 }))).toThrow('not the next of incarnation 2');
  });

  it('is opened once; another genesis hash for it is refused', () => {
    append(1);
    log.openChain(1, GENESIS);
    expect(() => log.openChain(1, hashOf(9))).toThrow('began with another genesis hash');
    expect(log.chainHead(1)?.nextSeq).toBe(2);
  });

  it('goes on where another process left it', () => {
    append(1);
    const again = temp.openAgain();
    const other = createOperationLog(again.client);
    again.write(() => other.append(operation(2)));
    expect(log.chainHead(1)).toMatchObject({ nextSeq: 3, head: hashOf(2) });
    expect(() => log.append(operation(2))).toThrow('not the next');
  });

  it('keeps the clock of the device over its incarnations', () => {
    append(1);
    log.openChain(2, hashOf(8));
    expect(log.chainHead(2)).toEqual({
      incarnation: 2,
      nextSeq: 1,
      head: hashOf(8),
      lastHlc: LATE_HLC + 1n,
    });
  });

  it.each([
    'DELETE FROM op',
    "UPDATE op SET hash = replace(hash, '1', '2')",
    "UPDATE op SET cbor = x'00'",
    'UPDATE op SET cbor = NULL',
    "UPDATE op SET entity = 'x'",
  ])('cannot be rewritten: %s', (text) => {
    append(1);
    expect(() => temp.replica.client.exec(text)).toThrow('rule/op-append-only');
  });
});

describe('the outbox', () => {
  it('gives queued and sent operations in order until they have a verdict', () => {
    const [first = 0, second = 0] = append(3);
    log.markSent([first, second]);
    log.settle(first, verdict('accepted'));
    expect(log.unsettled({ incarnation: 1, limit: 10, maxBytes: 1000 })).toEqual([
      {
        ...{ opNo: 2, incarnation: 1, seq: 2, hlc: LATE_HLC + 2n, type: 'registrant.update' },
        ...{ entity: sampleId(2), scope: 'office:1', actorNo: 4, cbor: Buffer.of(2, 1, 2), hash: hashOf(2) },
        ...{ madeAt: '2026-11-20T09:00:02.000Z', state: 'sent' },
        ...{ verdictCode: null, verdictData: {}, caseId: null, settledAt: null },
      },
      expect.objectContaining({ opNo: 3, state: 'queued' }),
    ]);
  });

  it.each([
    [{ limit: 2, maxBytes: 100 }, [1, 2]],
    [{ limit: 9, maxBytes: 7 }, [1, 2]],
    [{ limit: 9, maxBytes: 1 }, [1]],
  ])('keeps to %j', (query, seqs) => {
    append(3);
    expect(log.unsettled({ incarnation: 1, ...query }).map(({ seq }) => seq)).toEqual(seqs);
    expect(log.unsettled({ incarnation: 2, ...query })).toEqual([]);
  });

  it('settles an operation once; a held one may be settled later', () => {
    const [opNo = 0] = append(1);
    const refusal = verdict('rejected', {
      code: 'CONFLICT',
      data: { fields: 'name', base: 3 },
      caseId: sampleId(5),
    });
    const settled = [
      log.settle(opNo, verdict('held', { code: 'DEP_MISSING' })),
      log.held(5).length,
      log.settle(opNo, refusal),
      log.settle(opNo, verdict('accepted')),
    ];
    expect(settled).toEqual([true, 1, true, false]);
    expect(log.findBySeq(1, 1)).toMatchObject({
      state: 'rejected',
      verdictCode: 'CONFLICT',
      verdictData: { fields: 'name', base: 3 },
      caseId: sampleId(5),
      settledAt: '2026-11-20T10:00:00.000Z',
    });
  });

  it('lets only a refused operation be withdrawn', () => {
    const [first = 0, second = 0] = append(2);
    log.settle(first, verdict('rejected'));
    const at = '2026-11-20T11:00:00.000Z';
    expect([log.withdraw(first, at), log.withdraw(first, at), log.withdraw(second, at)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(log.find(first)).toMatchObject({ state: 'withdrawn', settledAt: at });
  });

  it('queues again what the centre lost', () => {
    const opNos = append(3);
    for (const opNo of opNos) log.settle(opNo, verdict('accepted'));
    expect(log.requeueAfter(1, 1)).toBe(2);
    const unsettled = log.unsettled({ incarnation: 1, limit: 9, maxBytes: 99 });
    expect(unsettled.map(({ seq, state, settledAt }) => [seq, state, settledAt])).toEqual([
      [2, 'queued', null],
      [3, 'queued', null],
    ]);
  });

  it('forgets bytes and rows of old settled work and keeps its place in the chain', () => {
    const [first = 0, second = 0, third = 0] = append(3);
    log.settle(first, verdict('accepted'));
    log.settle(second, verdict('rejected'));
    const late = '2026-11-21T00:00:00.000Z';
    expect([log.prune('2026-11-20T10:00:00.000Z'), log.prune(late), log.prune(late)]).toEqual([0, 1, 0]);
    expect(
      [first, second, third].map((opNo) => [log.find(opNo)?.cbor === null, log.rowsOf(opNo).length]),
    ).toEqual([
      [true, 0],
      [false, 1],
      [false, 1],
    ]);
    expect(log.find(first)?.hash).toBe(hashOf(1));
  });
});

describe('what is shown of operations', () => {
  const shared: RowKey = { table: 'cycleSlice', key: sampleId(50) };

  it('marks an entity refused before waiting before sent', () => {
    temp.replica.write(() => {
      for (const [at, entity] of [1, 1, 2, 3, 4].entries()) {
        log.append(operation(at + 1, { entity: sampleId(entity) }));
      }
    });
    log.settle(1, verdict('rejected'));
    log.settle(3, verdict('held'));
    log.settle(4, verdict('merged'));
    log.settle(5, verdict('exception'));
    const entities = [1, 2, 3, 4, 5].map(sampleId);
    expect([...log.marksOf(entities).values()]).toEqual(['refused', 'waiting', 'sent', 'sent', 'sent']);
    expect(log.counts()).toEqual({
      byState: { queued: 1, sent: 0, held: 1, rejected: 1, exception: 1 },
      waiting: 2,
      oldestWaitingAt: '2026-11-20T09:00:02.000Z',
    });
  });

  it('lists what waits oldest first, the rest newest first, and counts all', () => {
    append(6);
    for (const opNo of [1, 2]) log.settle(opNo, verdict('accepted'));
    for (const opNo of [3, 4]) log.settle(opNo, verdict('rejected'));
    const items = (mark: 'waiting' | 'refused' | 'sent', limit: number) => {
      const found = log.items({ mark, limit });
      return [found.items.map(({ opNo }) => opNo), found.total];
    };
    expect([items('waiting', 9), items('waiting', 1), items('refused', 1), items('sent', 9)]).toEqual([
      [[5, 6], 2],
      [[5], 2],
      [[4], 2],
      [[2, 1], 2],
    ]);
  });

  it('knows which operations are pending on a row, and the history of a record', () => {
    temp.replica.write(() => {
      log.append(
        operation(1, { entity: shared.key, rows: [shared, { table: 'entitlement', key: sampleId(51) }] }),
      );
      log.append(operation(2, { rows: [shared, shared] }));
      log.append(operation(3));
    });
    const pending = [log.pendingOn(shared), log.hasPending({ ...shared, table: 'cycle' })];
    log.settle(1, verdict('accepted'));
    log.settle(2, verdict('exception'));
    expect([
      ...pending,
      log.hasPending(shared),
      log.rowsOf(1),
      log.historyOf(shared, 5).map(({ opNo }) => opNo),
    ]).toEqual([
      [1, 2],
      false,
      false,
      [
        { table: 'cycleSlice', key: shared.key },
        { table: 'entitlement', key: sampleId(51) },
      ],
      [2, 1],
    ]);
  });

  it('sums the money that only this PC knows to be handed out', () => {
    const writes = createRowWrites(temp.replica.client, createRowReads(temp.replica.client));
    temp.replica.write(() => {
      for (const n of [1, 2, 3]) {
        writes.upsert('voucher', { ...sampleVoucher, voucherId: sampleId(n), entitlementId: sampleId(n) });
        writes.upsert('redemption', {
          ...sampleRedemption,
          redemptionId: sampleId(n),
          voucherId: sampleId(n),
        });
        const rows: readonly RowKey[] = [
          { table: 'redemption', key: sampleId(n) },
          { table: 'voucher', key: sampleId(n) },
        ];
        log.append(operation(n, { type: 'voucher.redeem', rows }));
      }
    });
    log.markSent([1, 2]);
    log.settle(1, verdict('accepted'));
    expect(log.onlyHere()).toEqual({ redemptions: 2, amountMinor: 80_000 });
  });
});

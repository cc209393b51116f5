import type { OutputOf } from '#contract/contract';
import { err, ok } from '#domain/result';
import type { CallContext } from '#host/call-context';
import { type HandlerTable, handleCommand, handlePrepared, handleQuery } from '#host/handlers';
import type { SyncControl } from '#host/sync-control';
import type { LoggedOperation, OpMark, OpState } from '#ports/operation-log';
import type { ReadTx } from '#ports/store';
import { officerNames } from '../audit/officer-names.ts';
import { subjectOf } from './operation-subject.ts';
import { retryOperation } from './retry-operation.ts';

type Item = OutputOf<'sync.items'>['items'][number];

const MARKS: Readonly<Record<OpState, OpMark>> = {
  queued: 'waiting',
  sent: 'waiting',
  held: 'waiting',
  accepted: 'sent',
  merged: 'sent',
  exception: 'sent',
  withdrawn: 'sent',
  rejected: 'refused',
};

/** The page *Sync*: how the line is, what waits, what was refused, and what to do about it. */
export function syncHandlers(sync: SyncControl) {
  let busy = false;
  return {
    'sync.status': handleQuery('sync.status', { run: () => ok(sync.status()) }),
    'sync.now': handlePrepared('sync.now', {
      prepare: async () => {
        if (busy) return err({ code: 'host/busy' });
        busy = true;
        try {
          return ok(await sync.syncNow());
        } finally {
          busy = false;
        }
      },
      run: (_tx, _input, _ctx, report) => ok(report),
    }),
    'sync.items': handleQuery('sync.items', {
      run: (tx, { state, limit }, ctx) => {
        const { items, total } = tx.office.operations.items({ mark: state, limit });
        const names = officerNames(tx);
        return ok({ items: items.map((operation) => itemOf(tx, operation, names, ctx)), total });
      },
    }),
    'sync.settle': handleCommand('sync.settle', {
      run: (tx, { opNo, choice }, ctx) => {
        const operation = tx.office.operations.find(opNo);
        if (operation === undefined) return err({ code: 'sync/no-such-item' });
        if (operation.state !== 'rejected') return err({ code: 'sync/not-refused' });
        if (choice === 'retry') {
          const { officeId, deviceNo } = ctx.office;
          const again = retryOperation({ tx, operation, actor: ctx.actor, officeId, deviceNo });
          if (!again.ok) return again;
        }
        tx.office.operations.withdraw(opNo, new Date(ctx.clock.correctedMs()).toISOString());
        return ok({ state: choice === 'retry' ? 'waiting' : 'withdrawn' });
      },
      auditObject: ({ opNo }) => `op:${opNo}`,
    }),
  } satisfies Partial<HandlerTable>;
}

function itemOf(
  tx: ReadTx,
  operation: LoggedOperation,
  names: ReadonlyMap<number, string>,
  { actor }: CallContext,
): Item {
  const { opNo, madeAt, type, actorNo, state, verdictCode, verdictData, hash } = operation;
  return {
    opNo,
    at: madeAt,
    action: type,
    ...subjectOf(tx, operation, actor),
    byName: names.get(actorNo) ?? '',
    mark: MARKS[state],
    verdict: state,
    code: verdictCode,
    data: { ...verdictData },
    // Enough to find it at the centre, short enough for the telephone.
    supportCode: hash.slice(0, 8).toUpperCase(),
  };
}

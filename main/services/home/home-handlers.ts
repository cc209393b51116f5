import { ok } from '#domain/result';
import { type HandlerTable, handleQuery } from '#host/handlers';
import { doneWork } from './done-work.ts';
import type { HomeSource } from './home-source.ts';
import { ownSources } from './own-sources.ts';

/** Home: what needs this person, oldest first within each feature's order, and what they have done. */
export function homeHandlers(sources: readonly HomeSource[]) {
  const all = [...ownSources, ...sources];
  return {
    'home.queues': handleQuery('home.queues', {
      run: (tx, _input, ctx) => {
        const timeZone = tx.rows.all('tenantPolicy')[0]?.timeZone ?? 'UTC';
        return ok({ queues: all.flatMap((source) => [...source(tx, ctx)]), ...doneWork(tx, ctx, timeZone) });
      },
    }),
  } satisfies Partial<HandlerTable>;
}

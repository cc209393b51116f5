import { isAllowed } from '#host/is-allowed';
import type { HomeSource } from './home-source.ts';

/** Entries this person began and did not finish. */
const drafts: HomeSource = (tx, { actor }) => {
  const list = tx.office.drafts.list(actor.userId);
  const [newest] = list;
  if (newest === undefined) return [];
  return [
    {
      kind: 'drafts',
      count: list.length,
      oldestAt: list.at(-1)?.savedAt ?? null,
      first: newest.title,
      href: `/people/new?draft=${newest.draftId}`,
    },
  ];
};

/** What the centre refused: it stays until somebody decides. */
const refused: HomeSource = (tx) => {
  const { items, total } = tx.office.operations.items({ mark: 'refused', limit: 200 });
  return total === 0
    ? []
    : [{ kind: 'refused', count: total, oldestAt: items.at(-1)?.madeAt ?? null, first: null, href: '/sync' }];
};

/** Long work that was cut off and waits for "Continue" or "Discard" by somebody who may. */
const interrupted: HomeSource = (tx, { actor, jobs }) => {
  const waiting = tx.office.jobs.inState('interrupted').filter(({ kind }) => {
    const access = jobs.accessOf(kind);
    return access !== undefined && isAllowed(actor.roles, access);
  });
  const [oldest] = waiting;
  return oldest === undefined
    ? []
    : [
        {
          kind: 'interrupted',
          count: waiting.length,
          oldestAt: oldest.startedAt,
          first: oldest.kind,
          href: '/sync',
        },
      ];
};

/** The queues of the core itself; features add theirs. */
export const ownSources: readonly HomeSource[] = [drafts, refused, interrupted];

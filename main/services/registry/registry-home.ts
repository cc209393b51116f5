import { hasPermission } from '#domain/identity/permissions';
import type { HomeSource } from '../home/home-source.ts';

/** Pairs put off at registration, for whoever may propose or decide what they are. */
export const registryHome: HomeSource = (tx, { actor: { roles } }) => {
  if (!hasPermission(roles, 'dedup.propose') && !hasPermission(roles, 'dedup.decide')) return [];
  const { count, oldestAt, firstName } = tx.registry.openDuplicates();
  return count === 0
    ? []
    : [{ kind: 'possible-duplicates', count, oldestAt, first: firstName, href: '/people?tab=duplicates' }];
};

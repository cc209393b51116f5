import type { RegistryReads, RegistryWrites } from '#ports/registry-queries';
import type { ReadTx } from '../open.ts';
import { createPeopleReads } from './registry-people.ts';
import { createRuleReads } from './registry-rules.ts';

/** Queries of the registry over one connection; they run inside the caller's transaction. */
export function createRegistryQueries(database: ReadTx): RegistryReads & RegistryWrites {
  const client = database.$client;
  return { ...createPeopleReads(client), ...createRuleReads(client) };
}

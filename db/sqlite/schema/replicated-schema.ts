import type { TableName } from '#sync/protocol/rows/replicated-tables';
import * as payments from './payment-tables.ts';
import * as reference from './reference-tables.ts';
import * as registry from './registry-tables.ts';

/** The drizzle table of every replicated row, by the row's name. */
export const replicatedSchema = { ...reference, ...registry, ...payments } satisfies Readonly<
  Record<TableName, unknown>
>;

import type { z } from 'zod';
import { paymentRows } from './payment-rows.ts';
import { referenceRows } from './reference-rows.ts';
import { registryRows } from './registry-rows.ts';

/**
 * The rows that travel: one schema per table, read by the wire (pull), by the projections and by the tests that hold
 * both databases' columns equal to it. Column `camelCase` here is `snake_case` in SQL. Both databases add `seq`,
 * the sequence of the scope at which the centre last confirmed the row (0 = made here, not confirmed yet);
 * Postgres also leads every key with `tenant_id`.
 */
export const replicatedTables = { ...referenceRows, ...registryRows, ...paymentRows } as const;

export type TableName = keyof typeof replicatedTables;
export type RowOf<T extends TableName> = z.infer<(typeof replicatedTables)[T]>;
export type AnyRow = { [T in TableName]: { readonly table: T; readonly row: RowOf<T> } }[TableName];

/** Primary key column of each table: always the first property of its schema. */
export function keyColumn(table: TableName): string {
  const first = Object.keys(replicatedTables[table].shape)[0];
  if (first === undefined) throw new Error(`table ${table} has no columns`);
  return first;
}

/** Order in which rows are stored so that a reader never meets a reference before its target. */
export const tableOrder: readonly TableName[] = [
  'area',
  'office',
  'tenantPolicy',
  'officer',
  'centreKey',
  'program',
  'cycle',
  'provider',
  'issuingCertificate',
  'fundReservation',
  'registrant',
  'identifier',
  'membership',
  'document',
  'consent',
  'duplicateDecision',
  'enrolment',
  'cycleSlice',
  'entitlement',
  'approval',
  'voucher',
  'redemption',
  'claim',
  'claimLine',
  'claimApproval',
  'ledgerEntry',
  'exceptionCase',
];

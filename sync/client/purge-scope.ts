import type { SyncTx } from '#ports/sync-store';
import { replicatedTables, type TableName, tableOrder } from '../protocol/rows/replicated-tables.ts';
import { partsOfScope } from '../protocol/scopes.ts';

/** Tables whose rows carry the office they belong to; the office itself is national knowledge. */
const OFFICE_TABLES = tableOrder.filter(
  (table) => table !== 'office' && 'officeId' in replicatedTables[table].shape,
);

/**
 * Removes what this PC may no longer hold: every row of the scope, their shadows' owners included, and the cursor.
 * The national scope is never lost. Returns the tables that changed.
 */
export function purgeScope(tx: SyncTx, scope: string): readonly TableName[] {
  const parts = partsOfScope(scope);
  tx.cursors.remove(scope);
  if (parts.kind === 'office')
    return OFFICE_TABLES.filter((table) => removeOfOffice(tx, table, parts.id) > 0);
  if (parts.kind === 'program') return purgeProgram(tx, parts.id);
  return [];
}

/** One table at a time; the column is in the schema of each of them, which is how they were chosen. */
function removeOfOffice(tx: SyncTx, table: TableName, officeId: string): number {
  return tx.rows.removeWhere(table, 'officeId' as never, officeId);
}

function purgeProgram(tx: SyncTx, programId: string): readonly TableName[] {
  const entries = tx.rows
    .list('ledgerEntry', 'programId', programId)
    .filter((entry) => entry.officeId === null);
  for (const entry of entries) tx.rows.remove('ledgerEntry', entry.entryId);
  const removed: readonly (readonly [TableName, number])[] = [
    ['program', tx.rows.removeWhere('program', 'programId', programId)],
    ['cycle', tx.rows.removeWhere('cycle', 'programId', programId)],
    ['issuingCertificate', tx.rows.removeWhere('issuingCertificate', 'programId', programId)],
    ['ledgerEntry', entries.length],
  ];
  return removed.filter(([, count]) => count > 0).map(([table]) => table);
}

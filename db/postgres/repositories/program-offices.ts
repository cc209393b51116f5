import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import { programOffice } from '../schema/fund-tables.ts';

/** Ids of the programmes that run at an office, in a stable order. */
export async function listProgramsOfOffice(tx: Tx, officeId: string): Promise<readonly string[]> {
  const rows = await tx.db
    .select({ programId: programOffice.programId })
    .from(programOffice)
    .where(and(eq(programOffice.tenantId, tx.tenantId), eq(programOffice.officeId, officeId)))
    .orderBy(asc(programOffice.programId));
  return rows.map((row) => row.programId);
}

/** Opens a programme at offices; those it runs at already stay as they are. */
export async function addProgramOffices(
  tx: Tx,
  programId: string,
  officeIds: readonly string[],
): Promise<void> {
  await tx.db
    .insert(programOffice)
    .values(officeIds.map((officeId) => ({ tenantId: tx.tenantId, programId, officeId })))
    .onConflictDoNothing();
}

import type { Tx } from '#db/postgres/database';
import { listProgramsOfOffice } from '#db/postgres/repositories/program-offices';
import { NATIONAL, officeScope, programScope } from '../commit/scope-of-row.ts';

/** What a device of an office may pull: everybody's rows, its programmes', its own office's, in this order. */
export async function scopesOfOffice(tx: Tx, officeId: string): Promise<readonly string[]> {
  const programs = await listProgramsOfOffice(tx, officeId);
  return [NATIONAL, ...programs.map(programScope), officeScope(officeId)];
}

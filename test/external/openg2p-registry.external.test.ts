import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { officeFixture, type RegistryOffice } from '../setup/office-fixture.ts';

/** OpenG2P's sample registry (MPL-2.0, fictional persons), read where it lies: `TAWI_EXTERNAL_DATA`, else beside the checkout. */
const folder =
  process.env['TAWI_EXTERNAL_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const file = `${folder}/06a-openg2p-data/registry-individual-data.csv`;

let office: RegistryOffice | undefined;
afterEach(() => office?.remove());

async function importOnce({ ask, upload, jobs, requestId }: RegistryOffice) {
  const ticket = upload('registry-individual-data.csv', readFileSync(file));
  const check = await ask('import.check', { requestId: requestId(), ticket });
  if (!check.ok) throw new Error(check.error.code);
  await jobs.idle();
  const { jobId } = check.value;
  const run = await ask('import.run', { requestId: requestId(), jobId, withDuplicates: true });
  if (!run.ok) throw new Error(run.error.code);
  await jobs.idle();
  const result = await ask('import.result', { jobId });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

it.skipIf(!existsSync(file))(
  "imports OpenG2P's own 200 registrants, and none of them a second time",
  async () => {
    office = officeFixture();
    const first = await importOnce(office);
    const again = await importOnce(office);
    expect({
      rows: first.counts.rows,
      imported: first.counts.imported,
      refused: first.counts.refused,
      ignoredColumns: first.ignoredColumns,
      importedAgain: again.counts.imported,
      already: again.counts.already,
    }).toEqual({ rows: 200, imported: 200, refused: 0, ignoredColumns: [], importedAgain: 0, already: 200 });
  },
);

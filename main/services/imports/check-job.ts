import { startReading } from '#domain/imports/read-rows';
import type { HeaderRefusal } from '#domain/imports/registrant-columns';
import { err, ok, type Result } from '#domain/result';
import { type JobKind, jobKind, type RunningJob } from '#host/jobs';
import type { ImportBatch } from '#ports/job-store';
import type { WriteTx } from '#ports/store';
import type { OpenTable, TableReader, TableRefusal, TableRow } from '#ports/table-reader';
import { readAreas } from '../registry/area-tree.ts';
import { checkRow, type RowChecker } from './check-row.ts';
import { areaFinder } from './find-area.ts';
import { maskByColumn, readImportContext } from './import-context.ts';
import { loadLikenessIndex } from './likeness-index.ts';

export type ImportCheckInput = {
  readonly ticket: string;
  readonly channel: string;
  readonly fileName: string;
};
type Job = RunningJob<ImportCheckInput>;
type FileFault = NonNullable<ImportBatch['error']>;

/** Rows checked between two pauses: about ten milliseconds. */
const CHUNK = 25;

/**
 * Reads a whole file, checks every row and keeps what was found; no person is written. A file that cannot be read as
 * a table ends the job with the reason.
 */
export function importCheckJob(tables: TableReader): JobKind<ImportCheckInput> {
  return jobKind<ImportCheckInput>({
    kind: 'import.check',
    access: 'import.run',
    run: async (job) => {
      const { ticket, channel, fileName } = job.input;
      const file = job.files.readUpload(channel, ticket);
      if (!file.ok) return fail(job, { code: file.error.code });
      const table = await tables.open({ name: fileName, bytes: file.value.bytes });
      job.files.dropUpload(ticket);
      if (!table.ok) return fail(job, faultOf(table.error));
      try {
        return await checkTable(job, table.value, tables);
      } finally {
        await table.value.close();
      }
    },
    discard: (tx, batchId) => forgetRows(tx, batchId),
  });
}

async function checkTable(job: Job, table: OpenTable, tables: TableReader) {
  const context = job.store.read((tx) => readImportContext(tx, job.clock.today()));
  const reader = startReading(table.header, context);
  if (!reader.ok) return fail(job, headerFault(reader.error));
  const areas = job.store.read((tx) => readAreas(tx, job.office));
  const checker: RowChecker = {
    header: table.header,
    context,
    reader: reader.value,
    index: await loadLikenessIndex(job),
    findArea: areaFinder(areas),
    mask: maskByColumn(table.header, context),
    digest: tables.digest,
    officeAreaName: areas.officeArea?.name ?? '',
  };
  let done = 0;
  for (;;) {
    const batch = await table.next();
    if (!batch.ok) return fail(job, faultOf(batch.error));
    if (batch.value === null) break;
    done = await checkBatch(job, batch.value, checker, done);
  }
  const ignoredColumns = reader.value.unknownColumns;
  job.store.write((tx) => tx.office.imports.change(job.jobId, { state: 'checked', ignoredColumns }));
  return ok(job.store.read((tx) => tx.office.imports.counts(job.jobId)));
}

async function checkBatch(
  job: Job,
  rows: readonly TableRow[],
  checker: RowChecker,
  before: number,
): Promise<number> {
  let done = before;
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    const checked = job.store.read((tx) => chunk.map((row) => checkRow(tx, row, checker)));
    job.store.write((tx) => tx.office.imports.putRows(job.jobId, checked));
    done += chunk.length;
    await job.pause(done, 0);
  }
  return done;
}

function fail(job: Job, error: FileFault): Result<never, { readonly code: string }> {
  job.store.write((tx) => tx.office.imports.change(job.jobId, { state: 'failed', error }));
  return err({ code: error.code });
}

function faultOf(refusal: TableRefusal): FileFault {
  return 'data' in refusal ? { code: refusal.code, data: { ...refusal.data } } : { code: refusal.code };
}

function headerFault(refusal: HeaderRefusal): FileFault {
  if (refusal.code === 'import/column-twice') return { code: refusal.code, data: { column: refusal.column } };
  const { missing, found } = refusal;
  return { code: refusal.code, data: { missing: missing.join(', '), found: found.join(', ').slice(0, 500) } };
}

/** A cancelled check leaves the name of the file and nothing of its contents. */
function forgetRows(tx: WriteTx, batchId: string): void {
  const batch = tx.office.imports.get(batchId);
  if (batch === undefined) return;
  tx.office.imports.remove(batchId);
  tx.office.imports.create({ ...batch, state: 'cancelled' });
}

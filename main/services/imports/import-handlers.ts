import type { OutputOf } from '#contract/contract';
import { err, ok } from '#domain/result';
import { type HandlerTable, handleCommand, handlePrepared, handleQuery } from '#host/handlers';
import type { JobKind } from '#host/jobs';
import type { ImportBatch, Job } from '#ports/job-store';
import type { ReadTx } from '#ports/store';
import type { TableReader } from '#ports/table-reader';
import type { ImportCheckInput } from './check-job.ts';
import { importRunJob, statesToImport } from './run-job.ts';

type ImportView = OutputOf<'import.result'>;

const ISSUES_SHOWN = 200;
/** A file is imported after its check; again after that, to go on or to take the duplicates too. */
const CHECKED: ReadonlySet<ImportBatch['state']> = new Set([
  'checked',
  'done',
  'cancelled',
  'interrupted',
  'importing',
]);

/** Files of people: first checked as a whole, then taken in. */
export function importHandlers(checkJob: JobKind<ImportCheckInput>, tables: TableReader) {
  return {
    'import.check': handlePrepared('import.check', {
      prepare: async ({ ticket }, { files, channel }) => {
        const file = files.readUpload(channel, ticket);
        return file.ok
          ? ok({ fileName: file.value.name, fileSha256: tables.digest(file.value.bytes) })
          : file;
      },
      run: (tx, { ticket }, { jobs, channel, actor, clock }, { fileName, fileSha256 }) => {
        const started = jobs.start(tx, checkJob, { ticket, channel, fileName });
        if (!started.ok) return started;
        const madeAt = new Date(clock.correctedMs()).toISOString();
        const batch = { batchId: started.value.jobId, fileName, fileSha256, madeBy: actor.userNo, madeAt };
        tx.office.imports.create({ ...batch, state: 'checking', ignoredColumns: [], error: null });
        return started;
      },
      auditObject: (_input, output) => output?.jobId ?? '',
    }),
    'import.result': handleQuery('import.result', {
      run: (tx, { jobId }) => {
        const batch = tx.office.imports.get(batchIdOf(tx, jobId));
        return batch === undefined ? err({ code: 'jobs/not-found' }) : ok(viewOf(tx, batch));
      },
    }),
    'import.run': handleCommand('import.run', {
      run: (tx, { jobId, withDuplicates }, { jobs }) => {
        const batchId = batchIdOf(tx, jobId);
        const batch = tx.office.imports.get(batchId);
        if (batch === undefined) return err({ code: 'jobs/not-found' });
        const counts = tx.office.imports.counts(batchId);
        const isChecked = CHECKED.has(batch.state) && Object.values(counts).some((count) => count > 0);
        if (!isChecked) return err({ code: 'import/not-checked' });
        const total = statesToImport({ withDuplicates }).reduce((sum, state) => sum + counts[state], 0);
        const started = jobs.start(tx, importRunJob, { batchId, withDuplicates }, total);
        if (started.ok) tx.office.imports.change(batchId, { state: 'importing' });
        return started;
      },
      auditObject: ({ jobId }) => jobId,
    }),
  } satisfies Partial<HandlerTable>;
}

/** A batch has the id of its check; the job that imports it leads there too. */
function batchIdOf(tx: ReadTx, jobId: string): string {
  const job = tx.office.jobs.get(jobId);
  return job === undefined ? jobId : (batchOfRun(job) ?? jobId);
}

function batchOfRun({ kind, input }: Job): string | undefined {
  const isRun =
    kind === importRunJob.kind && typeof input === 'object' && input !== null && 'batchId' in input;
  return isRun && typeof input.batchId === 'string' ? input.batchId : undefined;
}

function viewOf(tx: ReadTx, batch: ImportBatch): ImportView {
  const { batchId, fileName, ignoredColumns } = batch;
  const job = currentJob(tx, batch);
  const counts = tx.office.imports.counts(batchId);
  const { issues, more } = tx.office.imports.issues(batchId, ISSUES_SHOWN);
  const jobError = job?.error ?? null;
  return {
    jobId: batchId,
    fileName: fileName.slice(0, 200),
    state: stateOf(batch.state, job),
    error: batch.error ?? (jobError === null ? null : { code: jobError }),
    counts: { ...counts, rows: Object.values(counts).reduce((sum, count) => sum + count, 0) },
    ignoredColumns: [...ignoredColumns],
    issues: issues.map(({ data, ...issue }) => ({
      ...issue,
      ...(data === undefined ? {} : { data: { ...data } }),
    })),
    moreIssues: more,
  };
}

/** The job that works on the batch, or worked on it last. */
function currentJob(tx: ReadTx, { batchId, state }: ImportBatch): Job | undefined {
  if (state === 'checking' || state === 'failed') return tx.office.jobs.get(batchId);
  const RECENT = 50;
  return tx.office.jobs.recent(RECENT).find((job) => batchOfRun(job) === batchId);
}

/** A batch whose job is gone is what became of the job. */
function stateOf(state: ImportBatch['state'], job: Job | undefined): ImportView['state'] {
  const isUnderWay = state === 'checking' || state === 'importing';
  const isOver = job?.state === 'failed' || job?.state === 'cancelled' || job?.state === 'interrupted';
  return isUnderWay && isOver ? job.state : state;
}

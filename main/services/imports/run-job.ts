import { ok } from '#domain/result';
import { type JobKind, jobKind, type RunningJob } from '#host/jobs';
import type { ImportRow, ImportRowState } from '#ports/job-store';
import type { WriteTx } from '#ports/store';
import { recordDecision, recordPerson } from '../registry/record-person.ts';
import { type CheckedRow, storedRow } from './checked-row.ts';
import { joinHousehold } from './imported-household.ts';

export type ImportRunInput = { readonly batchId: string; readonly withDuplicates: boolean };
type Job = RunningJob<ImportRunInput>;

/** Rows in one transaction; each is several signed operations. The law allows 200, a waiting scan wants fewer. */
const CHUNK = 25;

/**
 * Makes people of the checked rows, in small transactions: a cancelled or interrupted import keeps what is done, and
 * the rows know it. A row whose key is in the registry by now is passed over.
 */
export const importRunJob: JobKind<ImportRunInput> = jobKind<ImportRunInput>({
  kind: 'import.run',
  access: 'import.run',
  changes: ['import', 'registry', 'home'],
  run: async (job) => {
    const { batchId } = job.input;
    const states = statesToImport(job.input);
    const total = job.store.read((tx) => {
      const counts = tx.office.imports.counts(batchId);
      return states.reduce((sum, state) => sum + counts[state], 0);
    });
    const tally = { imported: 0, already: 0 };
    let afterRowNo = 0;
    for (let done = 0; ; ) {
      const chunk: readonly ImportRow[] = job.store.write((tx) =>
        importChunk(tx, job, { states, afterRowNo, limit: CHUNK }, tally),
      );
      if (chunk.length === 0) break;
      afterRowNo = chunk.at(-1)?.rowNo ?? afterRowNo;
      done += chunk.length;
      await job.pause(done, Math.max(done, total));
    }
    job.store.write((tx) => tx.office.imports.change(batchId, { state: 'done' }));
    return ok({ ...tally });
  },
  discard: (tx, _jobId, { batchId }) => tx.office.imports.change(batchId, { state: 'cancelled' }),
});

/** Rows of these states become people; duplicates only when somebody looked at them and says so. */
export function statesToImport({
  withDuplicates,
}: Pick<ImportRunInput, 'withDuplicates'>): readonly ImportRowState[] {
  return withDuplicates ? ['ready', 'warning', 'duplicate'] : ['ready', 'warning'];
}

type Tally = { imported: number; already: number };
type Query = {
  readonly states: readonly ImportRowState[];
  readonly afterRowNo: number;
  readonly limit: number;
};

function importChunk(tx: WriteTx, job: Job, query: Query, tally: Tally): readonly ImportRow[] {
  const { batchId } = job.input;
  const rows = tx.office.imports.rows(batchId, query);
  for (const row of rows) {
    const checked = storedRow(row.body);
    if (checked === null) continue;
    const known = tx.registry.importedAs([checked.importKey]).get(checked.importKey);
    const registrantId = known ?? importOne(tx, job, row, checked);
    const state = known === undefined ? 'imported' : 'already';
    tally[state] += 1;
    tx.office.imports.putRows(batchId, [{ ...row, state, registrantId }]);
  }
  return rows;
}

function importOne(tx: WriteTx, job: Job, row: ImportRow, checked: CheckedRow): string {
  const { person, areaId, importKey } = checked;
  const draft = { ...person, registrantId: '', officeId: job.office.officeId, areaId };
  const registrantId = recordPerson(tx, { draft, areaId, importKey }, job);
  joinHousehold(tx, registrantId, checked, job);
  const otherId = row.state === 'duplicate' ? likeId(tx, job, checked) : undefined;
  // The pair goes to the queue of undecided ones: the registry keeps both until somebody has looked.
  if (otherId !== undefined) {
    recordDecision(
      tx,
      { firstId: registrantId, secondId: otherId, decision: 'later', reason: 'import' },
      job,
    );
  }
  return registrantId;
}

/** The registrant a row is like: named by the check, or made of an earlier row since. */
function likeId(tx: WriteTx, { input }: Job, { like }: CheckedRow): string | undefined {
  if (typeof like === 'string') return tx.rows.get('registrant', like)?.registrantId;
  if (like === null) return undefined;
  const query = { states: ['imported', 'already'], afterRowNo: like - 1, limit: 1 } as const;
  const [earlier] = tx.office.imports.rows(input.batchId, query);
  return earlier?.rowNo === like ? (earlier.registrantId ?? undefined) : undefined;
}

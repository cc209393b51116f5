import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportRow } from '#ports/job-store';
import { sampleId } from '../testing/sample-rows.ts';
import { tempReplica } from '../testing/temp-replica.ts';
import { createBlobs } from './blobs.ts';
import { createEligibility } from './eligibility.ts';
import { createImports } from './imports.ts';
import { createJobs } from './jobs.ts';

const temp = tempReplica();
const { client } = temp.replica;
const parts = temp.replica.read((database) => ({
  blobs: createBlobs(database),
  eligibility: createEligibility(database),
  imports: createImports(database),
  jobs: createJobs(database),
}));
const at = (second: number) => `2026-11-20T09:00:${String(second).padStart(2, '0')}.000Z`;
afterAll(temp.remove);
beforeEach(() => {
  client.exec('BEGIN');
});
afterEach(() => {
  client.exec('ROLLBACK');
});

describe('jobs', () => {
  const { jobs } = parts;
  const start = (n: number, second: number) =>
    jobs.start({
      ...{ jobId: sampleId(n), kind: 'import.check', input: { ticket: 't' }, total: 0 },
      ...{ startedAt: at(second), startedBy: 4 },
    });

  it('show their progress and their end, once', () => {
    start(1, 1);
    const steps = [
      jobs.beat(sampleId(1), { done: 5, total: 9, at: at(2) }),
      jobs.finish(sampleId(1), { state: 'done', result: { rows: 9 }, at: at(3) }),
      jobs.finish(sampleId(1), { state: 'failed', error: 'x', at: at(4) }),
      jobs.beat(sampleId(1), { done: 6, total: 9, at: at(4) }),
      jobs.resume(sampleId(1), at(4)),
    ];
    expect([steps, jobs.get(sampleId(1)), jobs.get(sampleId(2))]).toEqual([
      [true, true, false, false, false],
      {
        ...{ jobId: sampleId(1), kind: 'import.check', state: 'done', done: 5, total: 9, error: null },
        ...{ input: { ticket: 't' }, result: { rows: 9 }, startedAt: at(1), startedBy: 4, beatAt: at(3) },
      },
      undefined,
    ]);
  });

  it('without a sign of life are interrupted, and can go on or be given up', () => {
    start(1, 1);
    start(2, 2);
    start(3, 30);
    jobs.beat(sampleId(2), { done: 1, total: 2, at: at(29) });
    expect([jobs.interrupt(at(20)), jobs.interrupt(at(20))]).toEqual([[sampleId(1)], []]);
    expect(jobs.inState('running').map(({ jobId }) => jobId)).toEqual([sampleId(2), sampleId(3)]);
    expect([jobs.resume(sampleId(1), at(31)), jobs.get(sampleId(1))?.beatAt]).toEqual([true, at(31)]);
    jobs.interrupt(at(60));
    expect(jobs.finish(sampleId(1), { state: 'cancelled', at: at(32) })).toBe(true);
    expect(jobs.recent(2).map(({ jobId, state }) => [jobId, state])).toEqual([
      [sampleId(3), 'interrupted'],
      [sampleId(2), 'interrupted'],
    ]);
  });
});

describe('eligibility results', () => {
  const { eligibility } = parts;
  const [programId, otherProgram] = [sampleId(80), sampleId(81)];
  const result = (n: number, answer: 'pass' | 'fail' | 'unknown') => ({
    ...{ registrantId: sampleId(n), answer, score: n / 2, trace: [{ rule: 'age', answer }] },
    inputsSha256: 'ab'.repeat(32),
  });
  const run = {
    ...{ programId, runId: sampleId(71), programVersion: 2, ranAt: at(9), byNo: 3 },
    counts: { pass: 2, fail: 1, unknown: 0 },
  };

  it('are replaced run by run and paged by answer', () => {
    eligibility.putResults(otherProgram, sampleId(69), [result(1, 'fail')]);
    eligibility.putResults(programId, sampleId(70), [result(1, 'unknown'), result(9, 'pass')]);
    eligibility.putResults(programId, run.runId, [result(3, 'pass'), result(1, 'pass')]);
    eligibility.putResults(programId, run.runId, [result(2, 'fail')]);
    const during = eligibility.counts(programId);
    eligibility.finishRun(run);
    expect([during, eligibility.counts(programId), eligibility.counts(otherProgram)]).toEqual([
      { pass: 3, fail: 1, unknown: 0 },
      { pass: 2, fail: 1, unknown: 0 },
      { pass: 0, fail: 1, unknown: 0 },
    ]);
    const page = { programId, answer: 'pass' as const, limit: 1 };
    expect(eligibility.page({ ...page, afterId: null })).toEqual([result(1, 'pass')]);
    expect(eligibility.page({ ...page, afterId: sampleId(1) })).toEqual([result(3, 'pass')]);
    expect(eligibility.get(programId, sampleId(2))).toEqual(result(2, 'fail'));
    expect([eligibility.lastRun(programId), eligibility.lastRun(otherProgram)]).toEqual([run, undefined]);
  });
});

describe('imports', () => {
  const { imports } = parts;
  const batchId = sampleId(1);
  const batch = {
    ...{ batchId, fileName: 'people.csv', fileSha256: 'ab'.repeat(32), state: 'checking' as const },
    ...{ ignoredColumns: ['notes'], error: null, madeBy: 4, madeAt: at(1) },
  };
  const issue = (code: string) => ({ column: 'birth_date', value: '31/02/1990', code, data: { max: 3 } });
  const rows: readonly ImportRow[] = [
    { rowNo: 2, state: 'ready', body: { givenName: 'Almaz' }, issues: [], registrantId: null },
    { rowNo: 3, state: 'refused', body: null, issues: [issue('a'), issue('b')], registrantId: null },
    {
      rowNo: 4,
      state: 'already',
      body: {},
      issues: [{ column: null, value: null, code: 'c' }],
      registrantId: sampleId(9),
    },
  ];

  it('keep a checked file row by row with its issues', () => {
    imports.create(batch);
    imports.putRows(batchId, rows);
    imports.change(batchId, { state: 'checked', error: { code: 'import/too-long', data: { rows: 3 } } });
    expect(imports.get(batchId)).toEqual({
      ...batch,
      state: 'checked',
      error: { code: 'import/too-long', data: { rows: 3 } },
    });
    const none = { warning: 0, duplicate: 0, blank: 0, imported: 0 };
    expect(imports.counts(batchId)).toEqual({ ...none, ready: 1, already: 1, refused: 1 });
    expect(imports.rows(batchId, { states: ['ready', 'already'], afterRowNo: 2, limit: 9 })).toEqual([
      rows[2],
    ]);
    expect([imports.issues(batchId, 2), imports.issues(batchId, 9)]).toEqual([
      {
        issues: [
          { rowNo: 3, ...issue('a') },
          { rowNo: 3, ...issue('b') },
        ],
        more: 1,
      },
      {
        issues: [expect.anything(), expect.anything(), { rowNo: 4, column: null, value: null, code: 'c' }],
        more: 0,
      },
    ]);
  });

  it('replace a row met again and go with all their rows', () => {
    imports.create(batch);
    imports.putRows(batchId, rows);
    imports.putRows(batchId, [
      { ...rows[0], rowNo: 2, state: 'imported', body: null, issues: [], registrantId: sampleId(7) },
    ]);
    expect(imports.counts(batchId)).toMatchObject({ ready: 0, imported: 1 });
    expect([imports.remove(batchId), imports.remove(batchId), imports.counts(batchId).refused]).toEqual([
      true,
      false,
      0,
    ]);
  });
});

describe('documents on the way', () => {
  const { blobs } = parts;
  const blob = (n: number) => ({
    sha256: String(n).repeat(64),
    sizeBytes: 100,
    state: 'waiting' as const,
    addedAt: at(n),
  });

  it('wait oldest first until they are sent', () => {
    for (const n of [2, 1, 3]) blobs.add(blob(n));
    blobs.add({ ...blob(4), state: 'sent' });
    blobs.progress(blob(1).sha256, 40);
    blobs.add(blob(1));
    blobs.markSent(blob(2).sha256);
    expect([blobs.unsent(9), blobs.unsentCount(), blobs.get(blob(4).sha256)]).toEqual([
      [
        { ...blob(1), state: 'sending', sentBytes: 40 },
        { ...blob(3), sentBytes: 0 },
      ],
      2,
      { ...blob(4), state: 'sent', sentBytes: 100 },
    ]);
    expect(blobs.get(blob(2).sha256)).toEqual({ ...blob(2), state: 'sent', sentBytes: 100 });
  });
});

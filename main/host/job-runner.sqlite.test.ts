import { afterEach, expect, test } from 'vitest';
import { rolesWith } from '#domain/identity/permissions';
import { err, ok } from '#domain/result';
import { type TempOffice, tempOffice } from '../core/testing/temp-office.ts';
import { jobHandlers } from '../services/jobs/job-handlers.ts';
import { type HandlerTable, handleCommand } from './handlers.ts';
import { jobKind } from './jobs.ts';

const CYCLE = '00000000-0000-8000-8000-0000000000d2';
let office: TempOffice;
afterEach(async () => {
  await office.jobs.stop();
  office.remove();
});

/** Writes one mark per chunk, as a job that can be continued does. */
const issue = jobKind<{ cycleId: string; chunks: number }>({
  kind: 'vouchers.issue',
  access: 'voucher.issue',
  changes: ['vouchers', 'cycles'],
  run: async ({ input, store, pause, actor }) => {
    for (;;) {
      const done = store.write((tx) => {
        const next = Number(tx.office.settings.get('issued') ?? 0) + 1;
        tx.office.settings.set('issued', next);
        return next;
      });
      await pause(done, input.chunks);
      if (done >= input.chunks) return ok({ issued: done, signed: actor.sign(new Uint8Array(1)).length });
    }
  },
  discard: (tx) => tx.office.settings.remove('issued'),
});
const failing = jobKind<Record<string, never>>({
  kind: 'cycles.prepare',
  access: 'cycle.prepare',
  run: async () => err({ code: 'cycles/nobody-enrolled' }),
});
const breaking = jobKind<Record<string, never>>({
  kind: 'eligibility.run',
  access: 'eligibility.run',
  lane: 'other',
  run: () => Promise.reject(new Error('abebe')),
});

const handlers: Partial<HandlerTable> = {
  ...jobHandlers(),
  'vouchers.issue': handleCommand('vouchers.issue', {
    run: (tx, { cycleId }, { jobs }) => jobs.start(tx, issue, { cycleId, chunks: 40 }, 40),
  }),
  'cycles.prepare': handleCommand('cycles.prepare', {
    run: (tx, _input, { jobs }) => jobs.start(tx, failing, {}),
  }),
  'eligibility.run': handleCommand('eligibility.run', {
    run: (tx, _input, { jobs }) => jobs.start(tx, breaking, {}),
  }),
  'enrolment.enrol': handleCommand('enrolment.enrol', {
    run: (tx, _input, { jobs }) => {
      jobs.start(tx, failing, {});
      return err({ code: 'enrolment/nobody-eligible' });
    },
  }),
};

const ISSUERS = rolesWith('voucher.issue').slice(0, 1);
function setUp(roles: readonly string[] = [...ISSUERS, 'preparer', 'officer']) {
  office = tempOffice({ handlers, jobKinds: [issue, failing, breaking] });
  return office.signIn(roles);
}
async function start(method = 'vouchers.issue', more: object = { cycleId: CYCLE }): Promise<string> {
  const reply = await office.call(method, { requestId: office.requestId(), ...more });
  if (!reply.ok) throw new Error(reply.error.code);
  return (reply.value as { jobId: string }).jobId;
}
const row = (jobId: string) => office.store.read((tx) => tx.office.jobs.get(jobId));
const issued = () => office.store.read((tx) => tx.office.settings.get('issued'));
const settle = (jobId: string, choice: string) =>
  office.call('jobs.settle', { requestId: office.requestId(), jobId, choice });

test('a job runs after its command, tells its progress and ends with its result and an audit row', async () => {
  setUp();
  const jobId = await start();
  expect(row(jobId)).toMatchObject({ state: 'running', kind: 'vouchers.issue', total: 40, startedBy: 1 });
  await office.jobs.idle();
  expect(row(jobId)).toMatchObject({ state: 'done', result: { issued: 40, signed: 64 }, error: null });
  const told = office.events.filter((event) => event.topic === 'job.progress').map((event) => event.event);
  expect(told[0]).toEqual({ jobId, kind: 'vouchers.issue', state: 'running', done: 1, total: 40 });
  expect(told.at(-1)).toEqual({ jobId, kind: 'vouchers.issue', state: 'done', done: 40, total: 40 });
  expect(told.length).toBeLessThan(5);
  expect(office.events.at(-1)).toMatchObject({ event: { features: ['jobs', 'vouchers', 'cycles'] } });
  expect(office.store.read((tx) => tx.office.audit.page({ limit: 1 }))).toMatchObject([
    { action: 'job.done', object: jobId, actorNo: 1 },
  ]);
});

test('calls are answered while a job runs', async () => {
  setUp();
  await start();
  const reply = await office.call('jobs.list', {});
  expect(reply).toMatchObject({ ok: true, value: { jobs: [{ state: 'running' }] } });
  expect(Number(issued())).toBeLessThan(40);
});

test('a refused command starts no job', async () => {
  setUp();
  const programId = CYCLE;
  expect(
    await office.call('enrolment.enrol', {
      requestId: office.requestId(),
      programId,
      registrantIds: 'all-eligible',
    }),
  ).toMatchObject({ ok: false });
  await office.jobs.idle();
  expect(office.store.read((tx) => tx.office.jobs.recent(9))).toEqual([]);
});

test('heavy jobs exclude each other, jobs of another lane do not', async () => {
  setUp();
  await start();
  expect(await office.call('cycles.prepare', { requestId: office.requestId(), cycleId: CYCLE })).toEqual({
    ok: false,
    error: { code: 'host/busy', data: { kind: 'vouchers.issue' } },
  });
  await start('eligibility.run', { programId: CYCLE });
});

test('a refusal and a bug end as failed, with a code and nothing of the cause', async () => {
  setUp();
  const [refused, broken] = [
    await start('cycles.prepare'),
    await start('eligibility.run', { programId: CYCLE }),
  ];
  await office.jobs.idle();
  expect([row(refused)?.error, row(broken)?.error]).toEqual(['cycles/nobody-enrolled', 'host/internal']);
  expect(office.logLines.join('')).toContain('REF00001');
  expect(office.logLines.join('')).not.toContain('abebe');
});

test('a cancelled job stops at its next pause and what it left is removed', async () => {
  setUp();
  const jobId = await start();
  const requestId = office.requestId();
  expect(await office.call('jobs.cancel', { requestId, jobId })).toEqual({
    ok: true,
    value: { cancelled: true },
  });
  await office.jobs.idle();
  expect([row(jobId)?.state, issued()]).toEqual(['cancelled', undefined]);
  expect(await office.call('jobs.cancel', { requestId: office.requestId(), jobId })).toEqual({
    ok: true,
    value: { cancelled: false },
  });
});

test('stopping the office parks a job; it goes on where it was, under the person who continues it', async () => {
  setUp();
  const jobId = await start();
  await office.jobs.stop();
  const parked = Number(issued());
  expect([row(jobId)?.state, parked < 40]).toEqual(['interrupted', true]);
  const store = office.store;
  const before = office;
  office = tempOffice({ handlers, jobKinds: [issue, failing, breaking] });
  const job = store.read((tx) => tx.office.jobs.get(jobId));
  office.store.write((tx) => {
    tx.office.jobs.start({
      jobId,
      kind: 'vouchers.issue',
      input: job?.input,
      total: 40,
      startedAt: '2026-11-20T08:00:00.000Z',
      startedBy: 1,
    });
    tx.office.settings.set('issued', parked);
  });
  before.remove();
  office.signIn(ISSUERS);
  office.jobs.markInterrupted();
  expect(row(jobId)?.state).toBe('interrupted');
  expect(await settle(jobId, 'continue')).toEqual({ ok: true, value: { state: 'running' } });
  await office.jobs.idle();
  expect(row(jobId)).toMatchObject({ state: 'done', result: { issued: 40 } });
});

test('an interrupted job can be discarded whole', async () => {
  setUp();
  const jobId = await start();
  await office.jobs.stop();
  expect(await settle(jobId, 'discard')).toEqual({ ok: true, value: { state: 'cancelled' } });
  expect([row(jobId)?.state, issued()]).toEqual(['cancelled', undefined]);
  expect(await settle(jobId, 'continue')).toEqual({ ok: false, error: { code: 'jobs/not-interrupted' } });
});

test('a job of a process that was killed is interrupted only once it shows no sign of life', () => {
  setUp();
  const startedAt = new Date(office.timers.nowMs()).toISOString();
  office.store.write((tx) =>
    tx.office.jobs.start({
      jobId: CYCLE,
      kind: 'vouchers.issue',
      input: {},
      total: 1,
      startedAt,
      startedBy: 1,
    }),
  );
  office.jobs.markInterrupted();
  expect(row(CYCLE)?.state).toBe('running');
  office.timers.advance(11_000);
  expect(row(CYCLE)?.state).toBe('interrupted');
});

test('a job cancelled or taken for dead by another process stops by itself', async () => {
  setUp();
  const jobId = await start();
  office.store.write((tx) =>
    tx.office.jobs.finish(jobId, { state: 'cancelled', at: '2026-11-20T09:00:00.000Z' }),
  );
  office.timers.advance(3000);
  await office.jobs.idle();
  expect([row(jobId)?.state, Number(issued() ?? 0) < 40]).toEqual(['cancelled', true]);
});

test('who may not start a job may neither steer it nor see its result', async () => {
  setUp(ISSUERS);
  const jobId = await start();
  office.signIn(['reimbursement-clerk'], 'b');
  for (const [method, more] of [
    ['jobs.cancel', {}],
    ['jobs.settle', { choice: 'continue' }],
  ] as const) {
    expect(await office.call(method, { requestId: office.requestId(), jobId, ...more }, 'b')).toEqual({
      ok: false,
      error: { code: 'host/not-allowed' },
    });
  }
  await office.jobs.idle();
  expect(await office.call('jobs.get', { jobId }, 'b')).toMatchObject({
    ok: true,
    value: { state: 'done', result: null },
  });
  expect(await office.call('jobs.get', { jobId })).toMatchObject({
    ok: true,
    value: { result: { issued: 40 } },
  });
  expect(await office.call('jobs.get', { jobId: CYCLE })).toEqual({
    ok: false,
    error: { code: 'jobs/not-found' },
  });
});

test('locking while a job runs lets it sign to its end', async () => {
  setUp();
  const jobId = await start();
  office.sessions.lockAll();
  expect(await office.call('jobs.list', {})).toEqual({ ok: false, error: { code: 'host/locked' } });
  await office.jobs.idle();
  expect(row(jobId)).toMatchObject({ state: 'done', result: { signed: 64 } });
});

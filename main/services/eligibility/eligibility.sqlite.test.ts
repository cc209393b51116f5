import { afterAll, describe, expect, it } from 'vitest';
import { householdOfFive } from '../../../test/setup/household-input.ts';
import { GROUP_PROGRAM, officeFixture, PERSON_PROGRAM } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
office.seedHouseholds(150);
const saved = await office.ask('registry.saveHousehold', {
  requestId: office.requestId(),
  draftId: null,
  household: householdOfFive(office.areaIdOf('ET-DD-SA-01')),
  duplicateDecisions: [],
});
if (!saved.ok) throw new Error(saved.error.code);
const { groupId } = saved.value;
afterAll(office.remove);

async function run(programId: string) {
  const reply = await office.ask('eligibility.run', { requestId: office.requestId(), programId });
  if (!reply.ok) return reply.error;
  await office.jobs.idle();
  const job = await office.ask('jobs.get', { jobId: reply.value.jobId });
  return job.ok ? job.value : job.error;
}
async function results(answer: 'pass' | 'fail' | 'unknown', cursor: string | null = null) {
  const reply = await office.ask('eligibility.results', {
    programId: GROUP_PROGRAM,
    answer,
    cursor,
    limit: 20,
  });
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}
const explain = (registrantId: string, programId = GROUP_PROGRAM) =>
  office.ask('eligibility.explain', { programId, registrantId });

describe('a run over every household', () => {
  it('answers each in three values, counts them, and can be repeated', async () => {
    const first = await run(GROUP_PROGRAM);
    expect(first).toMatchObject({ kind: 'eligibility.run', state: 'done', error: null });
    const { counts, ranAt } = await results('pass');
    expect(Object.values(counts).every((count) => count > 0)).toBe(true);
    expect(counts.pass + counts.fail + counts.unknown).toBe(151);
    expect(ranAt).toBe('2026-11-20T09:00:00.000Z');
    await run(GROUP_PROGRAM);
    expect((await results('pass')).counts).toEqual(counts);
  });

  it('lists them page by page with name, place, score and the reason that counts', async () => {
    const seen: string[] = [];
    for (const answer of ['pass', 'fail', 'unknown'] as const) {
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof results>> = await results(answer, cursor);
        for (const { registrantId, firstReason, name, areaName, score } of page.rows) {
          seen.push(registrantId);
          expect({ answer: firstReason?.answer, named: name !== '' && areaName !== '' }).toEqual({
            answer,
            named: true,
          });
          expect(score === null).toBe(answer === 'unknown');
        }
        cursor = page.next;
      } while (cursor !== null);
      expect(seen.length).toBeGreaterThan(0);
    }
    expect(seen.length).toBe(151);
    expect(new Set(seen).size).toBe(151);
  });

  it('keeps with each answer the hash of what it saw: changed facts change it, and only theirs', async () => {
    const hashes = () =>
      office.store.read(
        (tx) =>
          new Map(
            tx.registry
              .targets({ kind: 'group', afterId: null, limit: 200 })
              .map(({ registrantId }) => [
                registrantId,
                tx.office.eligibility.get(GROUP_PROGRAM, registrantId)?.inputsSha256,
              ]),
          ),
      );
    const before = hashes();
    const child = office.store.read((tx) =>
      tx.rows.list('membership', 'groupId', groupId).find(({ relationship }) => relationship === 'child'),
    );
    await office.ask('registry.updatePerson', {
      requestId: office.requestId(),
      registrantId: child?.individualId ?? '',
      seq: 0,
      reason: 'card',
      changes: { birthDate: '2000-01-01' },
    });
    await run(GROUP_PROGRAM);
    const changed = [...hashes()].filter(([id, hash]) => before.get(id) !== hash).map(([id]) => id);
    expect(changed).toEqual([groupId]);
  });

  it('leaves out households that were closed, and forgets their answers', async () => {
    office.store.sync.write((tx) => {
      const row = tx.rows.get('registrant', groupId);
      if (row !== undefined)
        tx.rows.upsert('registrant', { ...row, state: 'disabled', disabledReason: 'moved' });
    });
    await run(GROUP_PROGRAM);
    expect(office.store.read((tx) => tx.office.eligibility.get(GROUP_PROGRAM, groupId))).toBeUndefined();
    expect(await explain(groupId)).toMatchObject({ error: { code: 'registry/not-found' } });
    office.store.sync.write((tx) => {
      const row = tx.rows.get('registrant', groupId);
      if (row !== undefined)
        tx.rows.upsert('registrant', { ...row, state: 'submitted', disabledReason: null });
    });
  });
});

describe('an explanation', () => {
  it('names every rule with what was seen and wanted, and how the score was made', async () => {
    expect(await explain(groupId)).toEqual({
      ok: true,
      value: {
        answer: 'pass',
        score: 35.5,
        name: 'Wanjiru Mwangi',
        trace: [
          { rule: 'poor', code: 'pmt-below', answer: 'pass', seen: 35.5, wanted: '50' },
          { rule: 'children', code: 'cmp', answer: 'pass', seen: 2, wanted: 'children_under_18 >= 1' },
        ],
        contributions: [
          { term: 'intercept', value: 40 },
          { term: 'rooms', value: 5 },
          { term: 'floor-cement', value: 0 },
          { term: 'floor-tile', value: 0 },
          { term: 'water-piped', value: 0 },
          { term: 'livestock', value: 0 },
          { term: 'children', value: -7 },
          { term: 'elderly', value: 0 },
          { term: 'head-female', value: -2.5 },
        ],
      },
    });
  });

  it('of somebody whose answers are missing says which, and decides nothing', async () => {
    const { rows } = await results('unknown');
    const reply = await explain(rows[0]?.registrantId ?? '');
    expect(reply).toMatchObject({
      ok: true,
      value: {
        answer: 'unknown',
        score: null,
        trace: [{ rule: 'poor', answer: 'unknown', field: 'pmt' }, {}],
      },
    });
  });

  it('of an individual sees the own documents and age', async () => {
    const person = office.store.read((tx) =>
      tx.registry
        .targets({ kind: 'individual', afterId: null, limit: 50 })
        .find(({ own }) => own.identifiers.length > 0),
    );
    expect(await explain(person?.registrantId ?? '', PERSON_PROGRAM)).toMatchObject({
      ok: true,
      value: {
        answer: 'pass',
        score: null,
        contributions: [],
        trace: [{ rule: 'adult' }, { rule: 'phone-owner', seen: 'national' }],
      },
    });
    expect(await explain(person?.registrantId ?? '', GROUP_PROGRAM)).toMatchObject({
      error: { code: 'registry/not-found' },
    });
  });
});

describe('rules that cannot be asked', () => {
  const change = (changes: Readonly<Record<string, unknown>>) =>
    office.store.sync.write((tx) => {
      const row = tx.rows.get('program', PERSON_PROGRAM);
      if (row !== undefined) tx.rows.upsert('program', { ...row, ...changes }, 2);
    });

  it('of a programme that is not active, unknown or unreadable are refused with the reason', async () => {
    expect(await run(office.requestId())).toEqual({ code: 'programs/not-found' });
    change({ state: 'paused' });
    expect(await run(PERSON_PROGRAM)).toEqual({ code: 'programs/not-active', data: { state: 'paused' } });
    change({ state: 'active', eligibility: { all: [] } });
    expect(await run(PERSON_PROGRAM)).toEqual({
      code: 'programs/bad-rules',
      data: { path: 'eligibility.all', problem: 'empty-list' },
    });
    change({ eligibility: { exists: { field: 'x' } }, pmt: { code: 'p' } });
    expect(await run(PERSON_PROGRAM)).toMatchObject({
      code: 'programs/bad-rules',
      data: { path: 'pmt.version' },
    });
  });
});

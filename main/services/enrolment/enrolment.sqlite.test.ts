import { afterAll, describe, expect, it } from 'vitest';
import { type HouseholdInput, householdOfFive } from '../../../test/setup/household-input.ts';
import { GROUP_PROGRAM, officeFixture, PERSON_PROGRAM } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
office.seedHouseholds(60);
afterAll(office.remove);
const areaId = office.areaIdOf('ET-DD-SA-01');

let made = 0;
async function register(changes: Partial<HouseholdInput> = {}): Promise<string> {
  made += 1;
  const members = householdOfFive(areaId).members.map((member) => ({ ...member, identifiers: [] }));
  const household = householdOfFive(areaId, { members, ...changes });
  const reply = await office.ask('registry.saveHousehold', {
    requestId: office.requestId(),
    draftId: null,
    household,
    duplicateDecisions: [],
  });
  if (!reply.ok) throw new Error(`${reply.error.code} ${made}`);
  return reply.value.groupId;
}
async function enrol(registrantIds: 'all-eligible' | string[], programId = GROUP_PROGRAM) {
  const reply = await office.ask('enrolment.enrol', {
    requestId: office.requestId(),
    programId,
    registrantIds,
  });
  if (!reply.ok) return reply.error;
  await office.jobs.idle();
  const job = await office.ask('jobs.get', { jobId: reply.value.jobId });
  return job.ok ? (job.value.result ?? job.value.error) : job.error;
}
async function runRules(programId: string) {
  await office.ask('eligibility.run', { requestId: office.requestId(), programId });
  await office.jobs.idle();
}
const enrolmentOf = (registrantId: string) =>
  office.store.read((tx) => tx.rows.list('enrolment', 'registrantId', registrantId));
const tally = { enrolled: 0, notEligible: 0, already: 0, refused: 0, reasons: [] };

describe('one household at the counter', () => {
  it('is enrolled by the rules as they stand, with score, version and the hash of what they saw', async () => {
    const groupId = await register();
    expect(await enrol([groupId])).toEqual({ ...tally, enrolled: 1 });
    await runRules(GROUP_PROGRAM);
    const expected = office.store.read((tx) => tx.office.eligibility.get(GROUP_PROGRAM, groupId));
    expect(enrolmentOf(groupId)).toMatchObject([
      {
        programId: GROUP_PROGRAM,
        state: 'enrolled',
        enrolledOn: '2026-11-20',
        score: 32,
        programVersion: 1,
        reason: null,
        inputsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(expected?.answer).toBe('pass');
    const person = await office.ask('registry.person', { registrantId: groupId });
    expect(person.ok && person.value.programs).toMatchObject([
      { programName: 'Household safety net', state: 'enrolled' },
    ]);
  });

  it('that is too well off is recorded as not eligible, with the rule; once its life is worse it is enrolled', async () => {
    const rich = { floor: 'tile', rooms: 9, water: 'piped', livestock: true };
    const groupId = await register({ facts: rich });
    expect(await enrol([groupId])).toEqual({ ...tally, notEligible: 1 });
    expect(enrolmentOf(groupId)).toMatchObject([{ state: 'not_eligible', reason: 'poor', enrolledOn: null }]);
    expect(await enrol([groupId])).toEqual({
      ...tally,
      notEligible: 1,
      reasons: [{ registrantId: groupId, code: 'enrolment/still-not-eligible' }],
    });
    const { enrolmentId } = enrolmentOf(groupId)[0] ?? {};
    office.store.write((tx) =>
      tx.operations.record({
        type: 'registrant.update',
        entity: groupId,
        actor: office.actor,
        payload: {
          registrantId: groupId,
          facts: { ...rich, floor: 'earth', rooms: 1, water: 'river' },
          reason: 'flood',
        },
      }),
    );
    expect(await enrol([groupId])).toEqual({ ...tally, enrolled: 1 });
    expect(enrolmentOf(groupId)).toMatchObject([{ enrolmentId, state: 'enrolled' }]);
  });

  it('is refused with the reason: twice, without consent, of another kind, unknown facts, nobody', async () => {
    const groupId = await register();
    await enrol([groupId]);
    const [noConsent, unknown, person] = office.store.read((tx) => {
      const groups = tx.registry.targets({ kind: 'group', afterId: null, limit: 100 });
      const [one] = tx.registry.targets({ kind: 'individual', afterId: null, limit: 1 });
      const answered = groups.find(
        ({ own }) => 'floor' in own.facts && own.facts['floor'] === 'earth' && own.facts['rooms'] === 1,
      );
      return [
        answered?.registrantId ?? '',
        groups.find(({ own }) => !('floor' in own.facts))?.registrantId ?? '',
        one?.registrantId ?? '',
      ];
    });
    const nobody = office.requestId();
    expect(await enrol([groupId, noConsent, unknown, person, nobody])).toEqual({
      ...tally,
      already: 1,
      refused: 4,
      reasons: [
        { registrantId: groupId, code: 'enrolment/already-member' },
        { registrantId: noConsent, code: 'enrolment/consent-missing' },
        { registrantId: unknown, code: 'enrolment/consent-missing' },
        { registrantId: person, code: 'enrolment/wrong-kind' },
        { registrantId: nobody, code: 'registry/not-found' },
      ],
    });
  });
});

describe('all who are eligible', () => {
  it('are enrolled after a run, each once; those who fail are left as they are', async () => {
    expect(await enrol('all-eligible', PERSON_PROGRAM)).toEqual({ code: 'enrolment/nobody-eligible' });
    await runRules(PERSON_PROGRAM);
    const { pass } = office.store.read((tx) => tx.office.eligibility.counts(PERSON_PROGRAM));
    expect(pass).toBeGreaterThan(40);
    const home = await office.ask('home.queues', {});
    expect(home.ok && home.value.queues.find(({ href }) => href.includes(PERSON_PROGRAM))).toMatchObject({
      kind: 'ready-to-enrol',
      count: pass,
    });
    expect(await enrol('all-eligible', PERSON_PROGRAM)).toEqual({ ...tally, enrolled: pass });
    const counts = office.store.read((tx) =>
      tx.registry.enrolmentCounts().filter(({ programId }) => programId === PERSON_PROGRAM),
    );
    expect(counts).toEqual([{ programId: PERSON_PROGRAM, state: 'enrolled', count: pass }]);
    expect(await enrol('all-eligible', PERSON_PROGRAM)).toEqual({ code: 'enrolment/nobody-eligible' });
    const programs = await office.ask('programs.list', {});
    expect(programs.ok && programs.value.programs.map(({ name, enrolled }) => [name, enrolled])).toEqual([
      ['Cash for adults', pass],
      ['Household safety net', 3],
    ]);
  });
});

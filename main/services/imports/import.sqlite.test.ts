import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { officeFixture, type RegistryOffice } from '../../../test/setup/office-fixture.ts';

const sample = readFileSync(new URL('../../../test/vectors/people-200.csv', import.meta.url));
const offices: RegistryOffice[] = [];
function newOffice(): RegistryOffice {
  const office = officeFixture();
  offices.push(office);
  return office;
}
afterAll(() => {
  for (const office of offices) office.remove();
});

async function check(office: RegistryOffice, bytes: Uint8Array, name = 'people.csv'): Promise<string> {
  const reply = await office.ask('import.check', {
    requestId: office.requestId(),
    ticket: office.upload(name, bytes),
  });
  if (!reply.ok) throw new Error(reply.error.code);
  await office.jobs.idle();
  return reply.value.jobId;
}
async function run(office: RegistryOffice, jobId: string, withDuplicates = false) {
  const reply = await office.ask('import.run', { requestId: office.requestId(), jobId, withDuplicates });
  if (!reply.ok) throw new Error(reply.error.code);
  await office.jobs.idle();
  return reply.value.jobId;
}
async function result(office: RegistryOffice, jobId: string) {
  const reply = await office.ask('import.result', { jobId });
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}
const people = (office: RegistryOffice) => office.store.read((tx) => tx.rows.all('registrant'));

describe('the committed sample of 200 people', async () => {
  const office = newOffice();
  const first = await check(office, sample, 'people-200.csv');

  it('is checked without writing anybody; the six planted duplicates are found', async () => {
    const { counts, state, fileName, issues, ignoredColumns, error } = await result(office, first);
    expect({ counts, state, fileName, ignoredColumns, error, people: people(office).length }).toEqual({
      counts: {
        rows: 200,
        ready: 194,
        warning: 0,
        duplicate: 6,
        already: 0,
        refused: 0,
        blank: 0,
        imported: 0,
      },
      state: 'checked',
      fileName: 'people-200.csv',
      ignoredColumns: [],
      error: null,
      people: 0,
    });
    expect(issues.map(({ rowNo, code }) => `${rowNo} ${code}`)).toEqual([
      '42 import/duplicate-id',
      '77 import/duplicate-id',
      '112 import/duplicate-id',
      '142 import/like-earlier-row',
      '172 import/like-earlier-row',
      '192 import/like-earlier-row',
    ]);
    expect(issues[0]).toMatchObject({
      column: 'ID',
      value: expect.stringMatching(/^••••\d{4}$/),
      data: { firstRow: 22, idType: 'national' },
    });
    expect(issues[3]).toMatchObject({ data: { row: 119, band: 'very-likely' } });
  });

  it('becomes 194 people with leading zeros, phones and scripts as they were', async () => {
    const jobId = await run(office, first);
    expect(await result(office, jobId)).toMatchObject({
      jobId: first,
      state: 'done',
      counts: { imported: 194, duplicate: 6, ready: 0 },
    });
    const all = people(office);
    expect(all.length).toBe(194);
    expect(
      all.every(
        ({ areaId, officeId, state }) =>
          areaId === office.areaIdOf('ET-DD-SA') && officeId !== '' && state === 'submitted',
      ),
    ).toBe(true);
    const cells = sample.toString('utf8').split('\n')[1]?.split(',') ?? [];
    const identifiers = office.store.read((tx) =>
      tx.rows.list(
        'identifier',
        'registrantId',
        all.find(({ importKey }) => importKey === `person:registrantKey:${cells[0]}`)?.registrantId ?? '',
      ),
    );
    expect(identifiers.map(({ idType, value }) => [idType, value]).sort()).toEqual([
      ['account', cells.at(-3)],
      ['national', cells[1]],
      ['token', cells[2]],
    ]);
    const scripts = [/\p{Script=Ethiopic}/u, /\p{Script=Arabic}/u, /\p{Script=Devanagari}/u, /é|ï/u];
    expect(scripts.map((script) => all.some(({ name }) => script.test(name)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('imported a second time adds nobody', async () => {
    const second = await check(office, sample);
    expect((await result(office, second)).counts).toMatchObject({
      rows: 200,
      already: 194,
      duplicate: 6,
      ready: 0,
    });
    await run(office, second);
    expect(people(office).length).toBe(194);
  });

  it('with its duplicates adds those six and leaves each pair for somebody to decide', async () => {
    const third = await check(office, sample);
    await run(office, third, true);
    expect(people(office).length).toBe(200);
    const decisions = office.store.read((tx) => tx.rows.all('duplicateDecision'));
    expect(decisions.map(({ decision }) => decision)).toEqual(Array(6).fill('later'));
    const home = await office.ask('home.queues', {});
    expect(home.ok && home.value.queues).toMatchObject([
      { kind: 'possible-duplicates', count: 6, href: '/people?tab=duplicates' },
    ]);
    await run(office, third, true);
    expect(people(office).length).toBe(200);
  });
});

const HEADER =
  'Registrant ID,ID,Full Name,Date of Birth,Gender,Phone Number,Region,Village,Household ID,Relationship,Shoe size';
const csv = (...rows: readonly string[]) => Buffer.from([HEADER, ...rows].join('\n'));

describe('rows', async () => {
  const office = newOffice();

  it('are each ready, warned about, or refused with the place and the reason; the good ones go in', async () => {
    const file = csv(
      '1,1234567890,Almaz Bekele,01-02-1990,F,0911000001,ET-DD,Dechatu,,,',
      '2,1234567891,Hirut Lemma,31-02-1990,F,0911000002,ET-DD,,,,',
      '3,1234567892,Genet Molla,1990,woman,0911000003,Atlantis,,,,',
      ',,,,,,,,,,',
      '5,12345,Dawit Kiros,03/04/1985,x y,77,ET-DD,,,,',
      '6,,Meron Haile,05.06.07,F,,,,,,',
      '7,8.66013E+09,Aster Girma,05.06.2007,F,,,,,,',
    );
    const jobId = await check(office, file);
    const { counts, issues, ignoredColumns } = await result(office, jobId);
    expect(counts).toEqual({
      rows: 7,
      ready: 1,
      warning: 1,
      duplicate: 0,
      already: 0,
      refused: 4,
      blank: 1,
      imported: 0,
    });
    expect(ignoredColumns).toEqual(['Shoe size']);
    expect(issues.map(({ rowNo, column, value, code }) => [rowNo, column, value, code])).toEqual([
      [3, 'Date of Birth', '31-02-1990', 'date/no-such-day'],
      [4, null, 'Atlantis', 'import/area-unknown'],
      [6, 'Gender', 'x y', 'import/gender-unknown'],
      [7, 'Date of Birth', '05.06.07', 'date/two-digit-year'],
      [8, 'ID', '••••E+09', 'import/number-mangled'],
    ]);
    await run(office, jobId);
    const areas = new Map(
      people(office).map(({ name, areaId, birthDate, birthDateExact }) => [
        name,
        { areaId, birthDate, birthDateExact },
      ]),
    );
    expect(Object.fromEntries(areas)).toEqual({
      'Almaz Bekele': {
        areaId: office.areaIdOf('ET-DD-SA-03'),
        birthDate: '1990-02-01',
        birthDateExact: true,
      },
      'Genet Molla': { areaId: office.areaIdOf('ET-DD-SA'), birthDate: '1990-01-01', birthDateExact: false },
    });
  });

  it('that name a household make one, under its head, whatever their order', async () => {
    const jobId = await check(
      office,
      csv(
        '21,,Tigist Worku,01-02-2015,F,,,,H7,child,',
        '22,,Abebe Worku,01-02-1980,M,,,,H7,head,',
        '23,,Kebede Worku,01-02-1950,M,,,,H7,head,',
      ),
    );
    await run(office, jobId);
    const group = people(office).find(({ kind }) => kind === 'group');
    const members = office.store.read((tx) =>
      tx.rows
        .list('membership', 'groupId', group?.registrantId ?? '')
        .map(({ individualId, relationship, isHead }) => [
          tx.rows.get('registrant', individualId)?.name,
          relationship,
          isHead,
        ]),
    );
    expect({ name: group?.name, members: members.sort() }).toEqual({
      name: 'Abebe Worku',
      members: [
        ['Abebe Worku', 'head', true],
        ['Kebede Worku', 'other-relative', false],
        ['Tigist Worku', 'child', false],
      ],
    });
  });

  it('like somebody registered here are held back', async () => {
    const jobId = await check(office, csv('31,,Almas Bekelle,01-02-1990,F,+251911000001,,,,,'));
    expect(await result(office, jobId)).toMatchObject({
      counts: { duplicate: 1, ready: 0 },
      issues: [
        {
          rowNo: 2,
          code: 'import/like-registered-person',
          data: { name: 'Almaz Bekele', band: 'very-likely' },
        },
      ],
    });
  });

  it('stay as they are when a check is cancelled: nothing of the file is kept', async () => {
    const rows = Array.from(
      { length: 300 },
      (_, at) => `c${at},,Person Of${'abcdefghij'[at % 10]}x,01-02-1990,F,,,,,,`,
    );
    const reply = await office.ask('import.check', {
      requestId: office.requestId(),
      ticket: office.upload('x.csv', csv(...rows)),
    });
    if (!reply.ok) throw new Error(reply.error.code);
    await office.ask('jobs.cancel', { requestId: office.requestId(), jobId: reply.value.jobId });
    await office.jobs.idle();
    expect(await result(office, reply.value.jobId)).toMatchObject({
      state: 'cancelled',
      counts: { rows: 0 },
    });
    expect(
      await office.ask('import.run', { requestId: office.requestId(), jobId: reply.value.jobId }),
    ).toEqual({
      ok: false,
      error: { code: 'import/not-checked' },
    });
  });

  it('an import that is cancelled keeps what is done, says how many, and goes on when asked again', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => `d${at},,${name(at)},01-02-1990,F,,,,,,`);
    const jobId = await check(office, csv(...rows));
    const before = people(office).length;
    const reply = await office.ask('import.run', {
      requestId: office.requestId(),
      jobId,
      withDuplicates: true,
    });
    if (!reply.ok) throw new Error(reply.error.code);
    await office.ask('jobs.cancel', { requestId: office.requestId(), jobId: reply.value.jobId });
    await office.jobs.idle();
    const cancelled = await result(office, jobId);
    expect(cancelled.state).toBe('cancelled');
    expect(people(office).length - before).toBe(cancelled.counts.imported);
    await run(office, jobId, true);
    expect(people(office).length - before).toBe(200);
  });
});

function name(at: number): string {
  const letters = 'bdfgklmnrt';
  return `${letters[at % 10]}a${letters[Math.floor(at / 10) % 10]}u ${letters[Math.floor(at / 100)]}olomo`;
}

import { afterAll, describe, expect, it } from 'vitest';
import type { Reply } from '#contract/contract';
import { DISTRICT, officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
office.seedHouseholds(120);
afterAll(office.remove);

async function search(
  text: string,
  more: { readonly limit?: number; readonly kind?: 'individual' | 'group' } = {},
) {
  const reply = await office.ask('registry.search', { text, ...more });
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}
const namesOf = ({ rows }: Awaited<ReturnType<typeof search>>) => rows.map(({ name }) => name);
const anybody = office.store.read((tx) =>
  tx.rows
    .all('registrant')
    .find(({ kind, phone, localName }) => kind === 'individual' && phone !== null && localName !== ''),
);
if (anybody === undefined) throw new Error('nobody with a phone and a name in two scripts');

describe('search', () => {
  it('shows whole words before beginnings before like sounds, each by name', async () => {
    const ranks = namesOf(await search('asha')).map((name) =>
      name.split(' ').includes('Asha') ? 'word' : 'sound',
    );
    expect([...new Set(ranks)]).toEqual(['word', 'sound']);
    expect(ranks).toEqual([...ranks].sort().reverse());
    const haile = namesOf(await search('haile'));
    expect(haile).toEqual([...haile].sort());
    expect(haile.every((name) => name.includes('Haile'))).toBe(true);
  });

  it('wants every part, in any order, and takes the last one as a beginning', async () => {
    const { name, registrantId } = anybody;
    const [given = '', family = ''] = name.split(' ');
    for (const text of [name, `${family} ${given}`, `${given.toLowerCase()} ${family.slice(0, 2)}`]) {
      const { rows } = await search(text, { kind: 'individual' });
      expect(rows.map((row) => row.registrantId)).toContain(registrantId);
    }
    expect(await search(`${given} ${family} nobodyiscalledthat`)).toEqual({ rows: [], more: false });
  });

  it('finds a name in its own script and by its sound in another spelling', async () => {
    const { localName, registrantId } = anybody;
    const { rows } = await search(localName, { kind: 'individual' });
    expect(rows.map((row) => row.registrantId)).toContain(registrantId);
    const sounded = namesOf(await search('mohamad', { kind: 'individual' }));
    expect(sounded.length).toBeGreaterThan(0);
    expect(sounded.every((name) => name.includes('Mohammed'))).toBe(true);
  });

  it.each([
    ['international', (phone: string) => phone],
    ['with 00', (phone: string) => phone.replace('+', '00')],
    ['national', (phone: string) => phone.replace('+251', '0')],
    ['national, half typed', (phone: string) => phone.replace('+251', '0').slice(0, 8)],
    ['in groups', (phone: string) => phone.replace('+251', '0').replace(/(\d{4})(\d{3})/, '$1 $2 ')],
    [
      'in Arabic digits',
      (phone: string) => phone.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ],
  ])('finds a phone %s', async (_form, spell) => {
    const { rows } = await search(spell(anybody.phone ?? ''));
    expect(rows.map((row) => row.registrantId)).toContain(anybody.registrantId);
  });

  it('finds an identifier typed in groups and a registration number without hyphens', async () => {
    const identifier = office.store.read((tx) => tx.rows.all('identifier')[0]);
    const byId = await search((identifier?.value ?? '').replace(/(\d{4})/g, '$1 '));
    expect(byId.rows.map((row) => row.registrantId)).toEqual([identifier?.registrantId]);
    const group = office.store.read((tx) => tx.rows.all('registrant').find(({ kind }) => kind === 'group'));
    const byNumber = await search((group?.registrationNo ?? '').replaceAll('-', '').toLowerCase());
    expect(byNumber.rows.map((row) => row.registrantId)).toEqual([group?.registrantId]);
  });

  it('says when there are more than it shows, and shows nothing for nothing', async () => {
    expect(await search('a', { limit: 5 })).toMatchObject({ rows: { length: 5 }, more: true });
    for (const text of ['', '  ', '-', '%', '\u0000', "'; --", '🙂']) {
      expect(await search(text)).toEqual({ rows: [], more: false });
    }
  });
});

describe('lists', () => {
  it('go through everybody page by page, each once, by name', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let total = 0;
    do {
      const reply: Reply<'registry.list'> = await office.ask('registry.list', {
        kind: 'individual',
        cursor,
        limit: 50,
      });
      if (!reply.ok) throw new Error(reply.error.code);
      seen.push(...reply.value.rows.map(({ name, registrantId }) => `${name} ${registrantId}`));
      ({ next: cursor, total } = reply.value);
    } while (cursor !== null);
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen.length).toBe(total);
  });

  it('of an area hold the people of everything below it', async () => {
    const count = async (code: string) => {
      const reply = await office.ask('registry.list', { kind: 'group', areaId: office.areaIdOf(code) });
      return reply.ok ? reply.value.total : -1;
    };
    const villages = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((no) => count(`${DISTRICT}-0${no}`)));
    expect(villages.reduce((sum, households) => sum + households)).toBe(120);
    expect([await count(DISTRICT), await count('ET'), await count('ET-DD-HA')]).toEqual([120, 120, 0]);
  });

  it('by mark hold what has been sent, and what waits', async () => {
    const total = async (mark: 'sent' | 'waiting' | 'refused') => {
      const reply = await office.ask('registry.list', { kind: 'group', mark });
      return reply.ok ? reply.value.total : -1;
    };
    expect([await total('sent'), await total('waiting'), await total('refused')]).toEqual([120, 0, 0]);
  });
});

it('forms are offered the villages of the office, the documents and the reasons for looking at hidden values', async () => {
  const reply = await office.ask('registry.options', {});
  if (!reply.ok) throw new Error(reply.error.code);
  const { areas, identifierTypes, revealReasons } = reply.value;
  expect({ areas: areas.map(({ code }) => code).sort(), identifierTypes, revealReasons }).toEqual({
    areas: [DISTRICT, ...[1, 2, 3, 4, 5, 6, 7, 8].map((no) => `${DISTRICT}-0${no}`)],
    identifierTypes: [
      { code: 'national', name: 'National ID', pattern: '[0-9]{10,12}' },
      { code: 'token', name: 'ID token', pattern: '[0-9]{36}' },
      { code: 'account', name: 'Bank account', pattern: '[0-9]{6,20}' },
    ],
    revealReasons: [
      'identity-check',
      'contact-person',
      'correct-record',
      'payment-question',
      'grievance',
      'supervision',
    ],
  });
});

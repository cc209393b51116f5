import { afterAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#contract/contract';
import { householdOfFive } from '../../../test/setup/household-input.ts';
import { officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
const saved = await office.ask('registry.saveHousehold', {
  requestId: office.requestId(),
  draftId: null,
  household: householdOfFive(office.areaIdOf('ET-DD-SA-01')),
  duplicateDecisions: [],
});
if (!saved.ok) throw new Error(saved.error.code);
const { groupId, registrantIds } = saved.value;
const [headId = '', spouseId = ''] = registrantIds;
afterAll(office.remove);

const update = (registrantId: string, changes: InputOf<'registry.updatePerson'>['changes'], seq = 0) =>
  office.ask('registry.updatePerson', {
    requestId: office.requestId(),
    registrantId,
    seq,
    reason: 'as on the card',
    changes,
  });
const row = (registrantId: string) => office.store.read((tx) => tx.rows.get('registrant', registrantId));
const waiting = () => office.store.read((tx) => tx.office.operations.counts().waiting);

describe('a correction', () => {
  it('changes what differs, tidied, with its reason, and makes the person findable by it', async () => {
    const changes = {
      familyName: ' Njoroge  ',
      phone: '0922 000 111',
      birthDate: '1984-05-05',
      birthDateExact: true,
    };
    expect(await update(spouseId, changes)).toEqual({ ok: true, value: { registrantId: spouseId } });
    expect(row(spouseId)).toMatchObject({
      name: 'Kamau Njoroge',
      familyName: 'Njoroge',
      phone: '+251922000111',
      birthDate: '1984-05-05',
      birthDateExact: true,
    });
    const found = await office.ask('registry.search', { text: 'njoroge' });
    expect(found.ok && found.value.rows.map(({ registrantId }) => registrantId)).toEqual([spouseId]);
    expect(row(groupId)).toMatchObject({ name: 'Wanjiru Mwangi' });
  });

  it('of a head gives the household its name too', async () => {
    await update(headId, { givenName: 'Wangari' });
    expect(row(groupId)).toMatchObject({
      name: 'Wangari Mwangi',
      givenName: 'Wangari Mwangi',
      localName: 'ዋንጂሩ',
    });
  });

  it('that changes nothing makes no operation', async () => {
    const before = waiting();
    expect(await update(headId, { givenName: ' Wangari ', phone: '+251 911 234 567' })).toMatchObject({
      ok: true,
    });
    expect(waiting()).toBe(before);
  });

  it('may take a phone away', async () => {
    await update(headId, { phone: null });
    expect(row(headId)?.phone).toBeNull();
  });

  it.each<[string, InputOf<'registry.updatePerson'>['changes'], string, string]>([
    ['an empty name', { givenName: ' ' }, 'givenName', 'registry/name-missing'],
    ['a birth in the future', { birthDate: '2027-01-01' }, 'birthDate', 'registry/birth-date-in-future'],
    ['a phone that is none', { phone: '7' }, 'phone', 'registry/phone-invalid'],
    [
      'an area of another office',
      { areaId: office.areaIdOf('ET-DD-HA-02') },
      'areaId',
      'registry/unknown-area',
    ],
  ])('with %s is refused at its field', async (_fault, changes, field, code) => {
    const before = row(headId);
    expect(await update(headId, changes)).toMatchObject({
      ok: false,
      error: { code: 'registry/not-complete', data: { issues: [{ field, code }] } },
    });
    expect(row(headId)).toEqual(before);
  });

  it('of a record that changed since it was shown is refused, of a group or of nobody not found', async () => {
    expect(await update(headId, { givenName: 'X' }, 7)).toMatchObject({
      error: { data: { issues: [{ field: 'seq', code: 'registry/changed-meanwhile' }] } },
    });
    expect(await update(groupId, { givenName: 'X' })).toEqual({
      ok: false,
      error: { code: 'registry/not-found' },
    });
    expect(await update(office.requestId(), { givenName: 'X' })).toEqual({
      ok: false,
      error: { code: 'registry/not-found' },
    });
  });
});

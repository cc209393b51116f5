import { afterAll, describe, expect, it } from 'vitest';
import { householdOfFive } from '../../../test/setup/household-input.ts';
import { officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
office.seedHouseholds(60);
const areaId = office.areaIdOf('ET-DD-SA-01');
const saved = await office.ask('registry.saveHousehold', {
  requestId: office.requestId(),
  draftId: null,
  household: householdOfFive(areaId),
  duplicateDecisions: [],
});
if (!saved.ok) throw new Error(saved.error.code);
const [headId = '', spouseId = ''] = saved.value.registrantIds;
afterAll(office.remove);

async function similar(person: Parameters<typeof office.ask<'registry.similar'>>[1]) {
  const reply = await office.ask('registry.similar', person);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value.similar.map(({ registrantId, band, reasons }) => ({ registrantId, band, reasons }));
}

describe('somebody like', () => {
  it('a person with the same document is very likely the same, whatever the name', async () => {
    const identifiers = [{ idType: 'national', value: '0012-345-678' }];
    expect(await similar({ givenName: 'Quite', familyName: 'Other', identifiers })).toEqual([
      { registrantId: headId, band: 'very-likely', reasons: ['same-id'] },
    ]);
    expect(
      await similar({
        givenName: 'Quite',
        familyName: 'Other',
        identifiers: [{ idType: 'account', value: '0012345678' }],
      }),
    ).toEqual([]);
  });

  it('a person whose name sounds alike, with the same phone typed nationally and born the same year', async () => {
    const person = {
      givenName: 'Wanjiro',
      familyName: 'Mwangy',
      phone: '0911 234567',
      birthYear: 1988,
      gender: 'female',
    };
    expect(await similar(person)).toEqual([
      {
        registrantId: headId,
        band: 'very-likely',
        reasons: ['name-sounds-alike', 'same-phone', 'same-birth-year', 'same-sex'],
      },
    ]);
  });

  it('a person of the same name is only possible, and less so with another birth', async () => {
    expect(await similar({ givenName: 'Kamau', familyName: 'Mwangi' })).toEqual([
      { registrantId: spouseId, band: 'possible', reasons: ['name-same'] },
    ]);
    expect(await similar({ givenName: 'Kamau', familyName: 'Mwangi', birthDate: '2019-01-01' })).toEqual([]);
  });

  it('not the person being corrected', async () => {
    expect(await similar({ givenName: 'Kamau', familyName: 'Mwangi', exceptId: spouseId })).toEqual([]);
  });

  it('is shown with a masked document and where the person belongs', async () => {
    const reply = await office.ask('registry.similar', {
      givenName: 'Wanjiru',
      familyName: 'Mwangi',
      areaId,
    });
    expect(reply.ok && reply.value.similar).toEqual([
      {
        registrantId: headId,
        name: 'Wanjiru Mwangi',
        localName: 'ዋንጂሩ',
        age: 38,
        gender: 'female',
        areaName: 'Sabian 01',
        maskedId: '••••5678',
        score: 0.6,
        band: 'possible',
        reasons: ['name-same', 'same-village'],
        householdId: saved.value.groupId,
      },
    ]);
  });

  it.each([
    { birthYear: -4 },
    { birthYear: 123_456 },
    { phone: 'x' },
    { gender: 'x' },
    { identifiers: [{ idType: '', value: '' }] },
  ])('nobody is found and nothing breaks for %j', async (oddity) => {
    expect(await similar({ givenName: '', ...oddity })).toEqual([]);
  });
});

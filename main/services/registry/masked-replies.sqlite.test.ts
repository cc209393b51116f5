import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { householdOfFive } from '../../../test/setup/household-input.ts';
import { GROUP_PROGRAM, officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
office.seedHouseholds(80);
const areaId = office.areaIdOf('ET-DD-SA-01');
await office.ask('registry.saveHousehold', {
  requestId: office.requestId(),
  draftId: null,
  household: householdOfFive(areaId),
  duplicateDecisions: [],
});
afterAll(office.remove);

const rows = office.store.read((tx) => ({
  people: tx.rows.all('registrant'),
  identifiers: tx.rows.all('identifier'),
}));
/** Everything that may not leave: documents and phones as stored, and the digits that make them usable. */
const secrets = [
  ...rows.identifiers.map(({ value }) => value),
  ...rows.people.flatMap(({ phone }) => (phone === null ? [] : [phone, phone.slice(-9)])),
];
const anyPerson = fc.constantFrom(...rows.people);
const anyIdentifier = fc.constantFrom(...rows.identifiers);

const questions = fc.oneof(
  anyPerson.map(({ name }) => ['registry.search', { text: name }] as const),
  anyPerson.map(({ phone }) => ['registry.search', { text: phone ?? '09' }] as const),
  anyIdentifier.map(({ value }) => ['registry.search', { text: value }] as const),
  fc
    .record({ kind: fc.constantFrom('individual', 'group'), limit: fc.integer({ min: 1, max: 200 }) })
    .map((input) => ['registry.list', input] as const),
  anyPerson.map(({ registrantId }) => ['registry.person', { registrantId }] as const),
  anyPerson.map(
    ({ givenName, familyName, phone }) => ['registry.similar', { givenName, familyName, phone }] as const,
  ),
  anyIdentifier.map(
    ({ idType, value }) =>
      ['registry.similar', { givenName: 'x', identifiers: [{ idType, value }] }] as const,
  ),
  anyIdentifier.map(({ idType, value }) => {
    const [head, ...others] = householdOfFive(areaId).members;
    const members = [{ ...head, identifiers: [{ idType, value }] }, ...others];
    const household = { ...householdOfFive(areaId), members };
    return [
      'registry.saveHousehold',
      { requestId: office.requestId(), draftId: null, household, duplicateDecisions: [] },
    ] as const;
  }),
  anyPerson.map(({ registrantId }) => {
    const changes = { givenName: 'New' };
    return [
      'registry.updatePerson',
      { requestId: office.requestId(), registrantId, seq: 99, reason: 'x', changes },
    ] as const;
  }),
  fc.constant(['registry.options', {}] as const),
  anyPerson.map(
    ({ registrantId }) => ['eligibility.explain', { programId: GROUP_PROGRAM, registrantId }] as const,
  ),
);

it('no reply but that of a reveal holds an identifier or a phone number (SEC-12)', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async ([name, input]) => {
      const reply = JSON.stringify(await office.call(name, input));
      expect(secrets.filter((secret) => reply.includes(secret))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe('a reveal', () => {
  const person = rows.people.find(({ phone, birthDate }) => phone !== null && birthDate !== null);
  const identifier = rows.identifiers[0];
  if (person === undefined || identifier === undefined) throw new Error('nobody to look at');
  const { registrantId } = person;
  const reveal = (changes: Readonly<Record<string, string>>) =>
    office.call('registry.reveal', {
      requestId: office.requestId(),
      registrantId,
      field: 'phone',
      reason: 'contact-person',
      ...changes,
    });
  const lastAudit = () => office.store.read((tx) => tx.office.audit.page({ limit: 1 })[0]);

  it.each([
    ['phone', {}, person.phone],
    ['birthDate', { field: 'birthDate' }, person.birthDate],
    [
      'an identifier',
      { field: 'identifier', registrantId: identifier.registrantId, identifierId: identifier.identifierId },
      identifier.value,
    ],
    [
      'the first identifier',
      { field: 'identifier', registrantId: identifier.registrantId },
      identifier.value,
    ],
  ])(
    'shows %s for half a minute and is written down with person, field and reason',
    async (_what, changes, value) => {
      expect(await reveal(changes)).toEqual({ ok: true, value: { value, seconds: 30 } });
      const wanted = { registrantId, field: 'phone', ...changes };
      const object = [
        wanted.registrantId,
        wanted.field,
        ...('identifierId' in changes ? [changes.identifierId] : []),
      ].join('/');
      expect(lastAudit()).toMatchObject({
        action: 'registry.revealed',
        object,
        purpose: 'contact-person',
        actorNo: office.actor.userNo,
      });
    },
  );

  it('of an address shows where the household lives', async () => {
    const head = await office.ask('registry.search', { text: 'wanjiru mwangi', kind: 'individual' });
    const headId = head.ok ? (head.value.rows[0]?.registrantId ?? '') : '';
    expect(await reveal({ registrantId: headId, field: 'address' })).toEqual({
      ok: true,
      value: { value: 'Near the well', seconds: 30 },
    });
  });

  it('without a reason of the list, of somebody who is not here or of nothing, shows and writes nothing', async () => {
    const before = lastAudit();
    expect(await reveal({ reason: 'because' })).toMatchObject({
      ok: false,
      error: { code: 'host/invalid-input' },
    });
    expect(await reveal({ registrantId: office.requestId() })).toEqual({
      ok: false,
      error: { code: 'registry/not-found' },
    });
    expect(await reveal({ field: 'email' })).toEqual({ ok: false, error: { code: 'registry/not-found' } });
    expect(lastAudit()).toEqual(before);
  });

  it('is refused to who may only read', async () => {
    office.signIn(['supervisor'], 'other window');
    const input = { requestId: office.requestId(), registrantId, field: 'phone', reason: 'supervision' };
    expect(await office.call('registry.reveal', input, 'other window')).toEqual({
      ok: false,
      error: { code: 'host/not-allowed' },
    });
  });
});

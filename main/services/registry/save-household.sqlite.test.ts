import { afterAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#contract/contract';
import { type HouseholdInput, householdOfFive, PNG } from '../../../test/setup/household-input.ts';
import { GROUP_PROGRAM, officeFixture } from '../../../test/setup/office-fixture.ts';

const office = officeFixture();
office.seedHouseholds(30);
afterAll(office.remove);
const areaId = office.areaIdOf('ET-DD-SA-01');

type Decisions = InputOf<'registry.saveHousehold'>['duplicateDecisions'];
function save(household: HouseholdInput, decisions: Decisions = [], draftId: string | null = null) {
  return office.ask('registry.saveHousehold', {
    requestId: office.requestId(),
    draftId,
    household,
    duplicateDecisions: decisions,
  });
}
const countAll = () =>
  office.store.read((tx) => ({
    people: tx.rows.all('registrant').length,
    waiting: tx.office.operations.counts().waiting,
  }));

describe('a household of five', () => {
  it('is registered with consent, document, number and decisions in one go, and its draft is gone', async () => {
    const draftId = office.requestId();
    await office.ask('drafts.save', {
      requestId: office.requestId(),
      draftId,
      kind: 'household',
      title: 'Mwangi',
      body: {},
    });
    const ticket = office.upload('consent.png', PNG);
    const household = householdOfFive(areaId, {
      documents: [{ ticket, tag: 'consent-form', memberIndex: -1 }],
    });
    const like = office.store.read(
      (tx) => tx.registry.targets({ kind: 'individual', afterId: null, limit: 1 })[0]?.registrantId ?? '',
    );
    const decisions: Decisions = [{ memberIndex: 1, registrantId: like, decision: 'later', reason: '' }];
    const reply = await save(household, decisions, draftId);
    if (!reply.ok) throw new Error(reply.error.code);
    const { groupId, registrantIds, registrationNo, ...rest } = reply.value;
    expect({ registrationNo, members: registrantIds.length, ...rest }).toEqual({
      registrationNo: 'DD04-000001-M',
      members: 5,
      score: 32,
      band: 'extreme',
    });
    const stored = office.store.read((tx) => ({
      group: tx.rows.get('registrant', groupId),
      head: tx.rows.get('registrant', registrantIds[0] ?? ''),
      relationships: tx.rows.list('membership', 'groupId', groupId).map(({ relationship }) => relationship),
      identifier: tx.rows.list('identifier', 'registrantId', registrantIds[0] ?? '')[0],
      consent: tx.rows.list('consent', 'registrantId', groupId)[0],
      document: tx.rows.list('document', 'registrantId', groupId)[0],
      decision: tx.rows.all('duplicateDecision')[0],
      operations: tx.office.operations.items({ mark: 'waiting', limit: 200 }).items.map(({ type }) => type),
      unsentBlobs: tx.office.blobs.unsentCount(),
    }));
    expect(stored).toMatchObject({
      group: {
        kind: 'group',
        groupKind: 'household',
        name: 'Wanjiru Mwangi',
        localName: 'ዋንጂሩ',
        address: 'Near the well',
        registrationNo: 'DD04-000001-M',
        facts: { floor: 'earth', rooms: 1, water: 'river', livestock: false },
        state: 'submitted',
        registeredOn: '2026-11-20',
        registeredBy: office.actor.userNo,
      },
      head: {
        kind: 'individual',
        name: 'Wanjiru Mwangi',
        phone: '+251911234567',
        birthDate: '1988-03-04',
        email: null,
      },
      identifier: { idType: 'national', value: '0012345678', status: 'valid' },
      consent: { method: 'thumbprint', textVersion: '2026-01', documentId: stored.document?.documentId },
      document: { tag: 'consent-form', mime: 'image/png' },
      decision: { decision: 'later' },
      unsentBlobs: 1,
    });
    expect(stored.relationships.sort()).toEqual(['child', 'child', 'child', 'head', 'spouse']);
    expect(stored.operations).toEqual([
      'registrant.create',
      ...['registrant.create', 'identifier.add'],
      ...Array(4).fill('registrant.create'),
      ...Array(5).fill('membership.add'),
      ...['document.attach', 'consent.give', 'duplicate.decide'],
    ]);
    expect(await office.ask('drafts.list', {})).toEqual({ ok: true, value: { drafts: [] } });
  });

  it('is shown masked on its page, with its household, consent, document and history', async () => {
    const found = await office.ask('registry.search', { text: 'wanjiru', kind: 'individual' });
    const registrantId = found.ok ? (found.value.rows[0]?.registrantId ?? '') : '';
    const reply = await office.ask('registry.person', { registrantId });
    if (!reply.ok) throw new Error(reply.error.code);
    const { person, identifiers, household, consents, history, actions } = reply.value;
    expect(person).toMatchObject({
      age: 38,
      maskedId: '••••5678',
      maskedPhone: '•••67',
      hasAddress: true,
      mark: 'waiting',
      seq: 0,
    });
    expect(identifiers).toMatchObject([{ maskedValue: '••••5678', idType: 'national' }]);
    expect(household?.members.map(({ name, isHead, age }) => [name, isHead, age])).toEqual([
      ['Wanjiru Mwangi', true, 38],
      ['Kamau Mwangi', false, 41],
      ['Achieng Mwangi', false, 14],
      ['Otieno Mwangi', false, 10],
      ['Thandiwe Mwangi', false, 5],
    ]);
    expect(consents).toMatchObject([{ method: 'thumbprint', withdrawnAt: null }]);
    expect(history.map(({ action, byName, mark }) => [action, byName, mark])).toEqual([
      ['membership.add', office.actor.displayName, 'waiting'],
      ['identifier.add', office.actor.displayName, 'waiting'],
      ['registrant.create', office.actor.displayName, 'waiting'],
    ]);
    expect(actions).toEqual(['reveal', 'correct', 'enrol', 'open-document']);
    expect(await office.ask('registry.person', { registrantId: office.requestId() })).toMatchObject({
      error: { code: 'registry/not-found' },
    });
  });

  it('cannot be registered again with the same document by an officer, whatever he decides about it', async () => {
    const before = countAll();
    const holder = office.store.read((tx) => tx.registry.holdersOf('national', '0012345678')[0] ?? '');
    const refusal = {
      ok: false,
      error: {
        code: 'registry/same-id-exists',
        data: { memberIndex: 0, idType: 'national', registrantId: holder, name: 'Wanjiru Mwangi' },
      },
    };
    expect(await save(householdOfFive(areaId))).toEqual(refusal);
    const different: Decisions = [
      { memberIndex: 0, registrantId: holder, decision: 'different', reason: 'twins' },
    ];
    expect(await save(householdOfFive(areaId), different)).toEqual(refusal);
    expect(countAll()).toEqual(before);
  });

  it('takes in somebody who is here already instead of making a second record', async () => {
    const known = office.store.read(
      (tx) => tx.registry.targets({ kind: 'individual', afterId: null, limit: 3 })[2]?.registrantId ?? '',
    );
    const [head, ...others] = householdOfFive(areaId).members;
    if (head === undefined) throw new Error('no head');
    const members = [
      { ...head, givenName: 'Grace', identifiers: [] },
      { ...head, registrantId: known, isHead: false, relationship: 'parent' },
    ];
    const before = countAll();
    const reply = await save(householdOfFive(areaId, { members }), [
      { memberIndex: 1, registrantId: known, decision: 'household', reason: '' },
    ]);
    expect(reply).toMatchObject({ ok: true, value: { registrantIds: [expect.any(String), known] } });
    expect(others.length).toBe(4);
    expect(countAll().people).toBe(before.people + 2);
  });
});

describe('a household that is not complete', () => {
  const badMember = {
    ...householdOfFive(areaId).members[2],
    givenName: '',
    birthDate: '2030-01-01',
    relationship: 'cousin',
  };
  it.each<[string, Partial<HouseholdInput>, readonly string[]]>([
    ['no head', { members: householdOfFive(areaId).members.slice(1) }, ['members household/no-head']],
    [
      'a member without name, born tomorrow, of unknown relationship',
      {
        members: [
          ...householdOfFive(areaId).members.slice(0, 1),
          {
            ...householdOfFive(areaId).members[1],
            ...badMember,
            isHead: false,
            gender: 'male',
            birthDateExact: true,
          },
        ],
      },
      [
        'members.1.relationship household/relationship-unknown',
        'members.1.givenName registry/name-missing',
        'members.1.birthDate registry/birth-date-in-future',
      ],
    ],
    [
      'an answer missing',
      { facts: { floor: 'earth', water: 'river', livestock: true } },
      ['facts.rooms facts/missing'],
    ],
    [
      'a wrong phone',
      {
        members: [
          {
            ...householdOfFive(areaId).members[0],
            givenName: 'A',
            gender: 'female',
            birthDate: null,
            birthDateExact: false,
            isHead: true,
            relationship: 'head',
            phone: '12',
            identifiers: [],
          },
        ],
      },
      ['members.0.phone registry/phone-invalid'],
    ],
    ['a foreign area', { areaId: office.areaIdOf('ET-DD-HA-01') }, ['areaId registry/unknown-area']],
    ['no consent', { consent: null }, ['consent household/consent-missing']],
  ])(
    'with %s has every fault named at its field and leaves nothing behind',
    async (_fault, changes, expected) => {
      const before = countAll();
      const household = householdOfFive(areaId, changes);
      const check = await office.ask('registry.checkHousehold', { household });
      expect(check.ok && check.value.issues.map(({ field, code }) => `${field} ${code}`)).toEqual(expected);
      const saved = await save(household);
      expect(saved.ok ? 'saved' : saved.error.code).toMatch(
        /^registry\/(?:not-complete|consent-missing|unknown-area)$/,
      );
      expect(countAll()).toEqual(before);
    },
  );

  it('tells before saving how poor it would be and which programmes it would fit', async () => {
    const reply = await office.ask('registry.checkHousehold', { household: householdOfFive(areaId) });
    expect(reply).toEqual({
      ok: true,
      value: {
        issues: [],
        score: 32,
        band: 'extreme',
        programs: [{ programId: GROUP_PROGRAM, name: 'Household safety net', answer: 'pass' }],
      },
    });
  });
});

it('the same request twice registers one household', async () => {
  const request = { requestId: office.requestId(), draftId: null, duplicateDecisions: [] };
  const members = householdOfFive(areaId).members.map((member) => ({ ...member, identifiers: [] }));
  const household = householdOfFive(areaId, { members });
  const first = await office.ask('registry.saveHousehold', { ...request, household });
  const between = countAll();
  expect(await office.ask('registry.saveHousehold', { ...request, household })).toEqual(first);
  expect(countAll()).toEqual(between);
});

it('without a number left a household is registered all the same and numbered later', async () => {
  office.store.write((tx) => {
    while (tx.office.numbers.left('registration') > 0) tx.office.numbers.take('registration');
  });
  const members = householdOfFive(areaId)
    .members.slice(0, 1)
    .map((member) => ({ ...member, identifiers: [] }));
  const reply = await save(householdOfFive(areaId, { members }));
  expect(reply).toMatchObject({ ok: true, value: { registrationNo: '' } });
});

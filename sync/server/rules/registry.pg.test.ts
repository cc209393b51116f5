import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PayloadOf } from '#sync/protocol/op-fields';
import { type CentreFixture, createCentreFixture, expectOk } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, registerKey, type TestWorld } from '../../../test/setup/centre-world.ts';
import { enrolmentPayload, registrantPayload } from '../../../test/setup/registry-payloads.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';
import { changeProgram } from '../admin/programs.ts';
import { changeUser, renewActivation } from '../admin/users.ts';

let fixture: CentreFixture;
let world: TestWorld;
let device: TestDevice;
let second: TestDevice;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_registry');
  world = await createWorld(fixture);
  device = await addDevice(fixture, world.officeA);
  second = await addDevice(fixture, world.officeA);
});
afterAll(() => fixture.close());

async function outcome(from: TestDevice = device) {
  return (await from.verdicts()).map(({ verdict, code, data }) => [verdict, code, data] as const);
}

describe('a correction of a person', () => {
  const { registrantId } = { registrantId: randomUUID() };
  let base = 0;

  beforeAll(async () => {
    const person = registrantPayload(world.officeA, { registrantId, kind: 'individual', groupKind: null });
    device.record('registrant.create', person, world.officeA.people.officer);
    await device.verdicts();
    const image = (await second.pullAll()).find(({ key }) => key === registrantId);
    base = image?.seq ?? 0;
  });

  function update(from: TestDevice, changes: Partial<PayloadOf<'registrant.update'>>, seen: number): void {
    const payload = { registrantId, reason: 'slip', ...changes };
    from.record('registrant.update', payload, world.officeA.people.officer, { base: seen });
  }

  it('goes on from the PC’s own changes without any conflict', async () => {
    update(device, { phone: '+254700000001' }, 0);
    update(device, { phone: '+254700000002', birthDate: '1990-01-01' }, 0);
    expect(await outcome()).toEqual([
      ['ACCEPTED', null, {}],
      ['ACCEPTED', null, {}],
    ]);
  });

  it('from another PC that had not seen them: plain fields are overwritten and named, sensitive ones go to a person', async () => {
    update(second, { phone: '+254700000003' }, base);
    update(second, { birthDate: '1991-01-01', phone: '+254700000004' }, base);
    update(second, { birthDate: '1990-01-01' }, base);
    update(second, { email: 'a@example.org' }, base);
    expect(await outcome(second)).toEqual([
      ['MERGED', null, { fields: 'phone' }],
      ['REJECTED', 'CONFLICT', { field: 'birthDate' }],
      ['ACCEPTED', null, {}],
      ['ACCEPTED', null, {}],
    ]);
    const row = (await second.pullAll()).findLast(({ key }) => key === registrantId)?.row;
    expect(row).toEqual(
      expect.objectContaining({ phone: '+254700000003', birthDate: '1990-01-01', email: 'a@example.org' }),
    );
  });
});

describe('households, consents and enrolments', () => {
  it('hold together: members of this office, one head, an end after the beginning, consents with a witness', async () => {
    const { officer } = world.officeA.people;
    const { officeId } = world.officeA;
    const household = registrantPayload(world.officeA);
    const members = [1, 2].map(() =>
      registrantPayload(world.officeA, { kind: 'individual', groupKind: null }),
    );
    for (const person of [household, ...members]) device.record('registrant.create', person, officer);
    const groupId = household.registrantId;
    const membership = (index: number, isHead: boolean) => ({
      ...{ membershipId: randomUUID(), groupId, individualId: members[index]?.registrantId ?? '', officeId },
      ...{ isHead, relationship: 'head', startDate: '2026-11-20' },
    });
    const first = membership(0, true);
    device.record('membership.add', first, officer);
    device.record('membership.add', membership(0, false), officer);
    device.record('membership.add', membership(1, true), officer);
    device.record('membership.add', { ...membership(1, false), individualId: groupId }, officer);
    device.record(
      'membership.end',
      { membershipId: first.membershipId, endDate: '2026-11-19', reason: 'moved' },
      officer,
    );
    device.record(
      'membership.end',
      { membershipId: first.membershipId, endDate: '2026-11-20', reason: 'moved' },
      officer,
    );
    device.record(
      'membership.end',
      { membershipId: first.membershipId, endDate: '2026-11-20', reason: 'moved' },
      officer,
    );
    const consent = {
      consentId: randomUUID(),
      registrantId: groupId,
      officeId,
      textVersion: '1',
      language: 'en',
    };
    const given = { ...consent, purposes: ['programme'], givenAt: '2026-11-20T09:00:00.000Z' };
    device.record('consent.give', { ...given, method: 'verbal-with-witness' }, officer);
    device.record(
      'consent.give',
      { ...given, method: 'signature', givenAt: '2026-99-20T09:00:00.000Z' },
      officer,
    );
    device.record('consent.give', { ...given, method: 'signature' }, officer);
    expect(await outcome()).toEqual([
      ...Array.from({ length: 4 }, () => ['ACCEPTED', null, {}]),
      ['REJECTED', 'CONFLICT', { field: 'individualId' }],
      ['REJECTED', 'CONFLICT', { field: 'isHead' }],
      ['REJECTED', 'BAD_FORM', { field: 'individualId' }],
      ['REJECTED', 'BAD_FORM', { field: 'endDate' }],
      ['ACCEPTED', null, {}],
      ['REJECTED', 'STATE', { from: 'ended', to: 'ended' }],
      ['REJECTED', 'BAD_FORM', { field: 'witness' }],
      ['REJECTED', 'BAD_FORM', { field: '' }],
      ['ACCEPTED', null, {}],
    ]);
  });

  it('enrol only who fits, while the programme takes enrolments', async () => {
    const { officer } = world.officeA.people;
    const person = registrantPayload(world.officeA, { kind: 'individual', groupKind: null });
    const households = [1, 2, 3].map(() => registrantPayload(world.officeA));
    for (const one of [person, ...households]) device.record('registrant.create', one, officer);
    await device.verdicts();
    const enrol = (registrantId: string, changes: Partial<PayloadOf<'enrolment.enrol'>> = {}) =>
      device.record(
        'enrolment.enrol',
        { ...enrolmentPayload(world, world.officeA, registrantId), ...changes },
        officer,
      );
    enrol(person.registrantId);
    enrol(person.registrantId, { state: 'not_eligible' });
    enrol(households[0]?.registrantId ?? '', { programVersion: 99 });
    enrol(households[0]?.registrantId ?? '', { programId: randomUUID() });
    enrol(randomUUID());
    expect(await outcome()).toEqual([
      ['REJECTED', 'NOT_ELIGIBLE', { reason: 'kind' }],
      ['ACCEPTED', null, {}],
      ['REJECTED', 'BAD_FORM', { field: 'programVersion' }],
      ['REJECTED', 'DEP_MISSING', { table: 'program', key: expect.any(String) }],
      ['REJECTED', 'DEP_MISSING', { table: 'registrant', key: expect.any(String) }],
    ]);
    expectOk(await changeProgram(fixture.admin, world.programId, { consentRequired: true }));
    enrol(households[1]?.registrantId ?? '');
    expect(await outcome()).toEqual([['REJECTED', 'NOT_ELIGIBLE', { reason: 'consent' }]]);
    expectOk(
      await changeProgram(fixture.admin, world.programId, { consentRequired: false, state: 'paused' }),
    );
    enrol(households[1]?.registrantId ?? '');
    expect(await outcome()).toEqual([['REJECTED', 'STATE', { from: 'paused', to: 'enrol' }]]);
  });
});

describe('a person’s key', () => {
  it('is registered with that person’s own code, once; a new key ends the old one', async () => {
    const { officer, preparer } = world.officeA.people;
    registerKey(device, { ...officer, activationCode: 'AAAA-BBBB' });
    registerKey(device, { ...officer, activationCode: preparer.activationCode });
    registerKey(device, officer);
    registerKey(device, officer);
    expect((await outcome()).map(([verdict, code]) => [verdict, code])).toEqual([
      ['REJECTED', 'NO_AUTHORITY'],
      ['REJECTED', 'NO_AUTHORITY'],
      ['ACCEPTED', null],
      ['REJECTED', 'NO_AUTHORITY'],
    ]);
    const { activationCode } = expectOk(await renewActivation(fixture.admin, preparer.userId));
    registerKey(device, { ...preparer, signer: officer.signer, activationCode });
    device.record(
      'user-key.register',
      { userId: officer.userId, publicKey: preparer.signer.publicKey, activationCode },
      preparer,
    );
    registerKey(device, { ...preparer, activationCode });
    expect((await outcome()).map(([verdict, code]) => [verdict, code])).toEqual([
      ['REJECTED', 'CONFLICT'],
      ['REJECTED', 'NO_AUTHORITY'],
      ['ACCEPTED', null],
    ]);
  });

  it('signs nothing once the account is closed', async () => {
    const { officer } = world.officeA.people;
    expectOk(await changeUser(fixture.admin, officer.userId, { active: false }));
    device.record('registrant.create', registrantPayload(world.officeA), officer);
    expect(await outcome()).toEqual([['REJECTED', 'NO_AUTHORITY', { reason: 'inactive' }]]);
  });
});

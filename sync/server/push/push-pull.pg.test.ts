import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type CentreFixture, createCentreFixture } from '../../../test/setup/centre-fixture.ts';
import { addDevice, createWorld, type TestWorld } from '../../../test/setup/centre-world.ts';
import { enrolmentPayload, registrantPayload } from '../../../test/setup/registry-payloads.ts';
import type { TestDevice } from '../../../test/setup/test-device.ts';

let fixture: CentreFixture;
let world: TestWorld;
let device: TestDevice;

beforeAll(async () => {
  fixture = await createCentreFixture(inject('databaseUrl'), 'tawi_test_push');
  world = await createWorld(fixture);
  device = await addDevice(fixture, world.officeA);
});
afterAll(() => fixture.close());

describe('push and pull', () => {
  it('takes an operation, stores its row and gives it back as an image', async () => {
    const household = registrantPayload(world.officeA, { facts: { rooms: 2, income: 12.5, tap: true } });
    device.record('registrant.create', household, world.officeA.people.officer);
    expect(await device.verdicts()).toEqual([
      { seq: 1, verdict: 'ACCEPTED', code: null, data: {}, caseId: null },
    ]);
    const changes = await device.pullAll();
    expect(changes.find((change) => change.key === household.registrantId)).toEqual({
      scope: `office:${world.officeA.officeId}`,
      seq: expect.any(Number),
      table: 'registrant',
      key: household.registrantId,
      row: {
        registrantId: household.registrantId,
        ...{
          kind: 'group',
          groupKind: 'household',
          officeId: world.officeA.officeId,
          areaId: world.officeA.areaId,
        },
        ...{
          registrationNo: null,
          name: 'Almaz Bekele',
          givenName: 'Almaz',
          additionalName: '',
          familyName: '',
        },
        ...{ localName: '', gender: null, birthDate: null, birthDateExact: false, phone: null, email: null },
        ...{
          address: '',
          state: 'submitted',
          disabledReason: null,
          importKey: null,
          registeredOn: '2026-11-20',
        },
        facts: { rooms: 2, income: 12.5, tap: true },
        registeredBy: world.officeA.people.officer.userNo,
      },
    });
    expect(new Set(changes.map((change) => change.table))).toEqual(
      new Set([
        'area',
        'office',
        'tenantPolicy',
        'centreKey',
        'program',
        'cycle',
        'ledgerEntry',
        'officer',
        'provider',
        'registrant',
      ]),
    );
    expect(await device.pullAll()).toEqual([]);
  });

  it('answers a repeated batch with the verdicts it gave, and changes nothing', async () => {
    const person = registrantPayload(world.officeA, { kind: 'individual', groupKind: null });
    device.record('registrant.create', person, world.officeA.people.officer);
    device.record('registrant.create', person, world.officeA.people.officer);
    const first = await device.verdicts();
    expect(first.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['ACCEPTED', null],
      ['REJECTED', 'CONFLICT'],
    ]);
    await device.pullAll();
    const again = await device.verdicts(first[0]?.seq);
    expect(again).toEqual([
      { ...first[0], verdict: 'DUPLICATE', data: { first: 'ACCEPTED' } },
      { ...first[1], verdict: 'DUPLICATE', data: { field: 'registrant', first: 'REJECTED' } },
    ]);
    expect(await device.pullAll()).toEqual([]);
  });

  it('goes on behind a refused operation, each with its own reason', async () => {
    const { officer, supervisor } = world.officeA.people;
    const good = registrantPayload(world.officeA);
    device.record('registrant.create', registrantPayload(world.officeA, { areaId: randomUUID() }), officer);
    device.record('registrant.create', registrantPayload(world.officeA), supervisor);
    device.record('registrant.create', registrantPayload(world.officeA, { kind: 'tribe' }), officer);
    device.record('registrant.create', registrantPayload(world.officeA), officer, { tv: 2 });
    device.record('registrant.create', registrantPayload(world.officeA), officer, { f: new Map([[1, 7]]) });
    device.record('registrant.create', registrantPayload(world.officeA), { ...officer, userNo: 9_999 });
    device.record('registrant.create', registrantPayload(world.officeA, { name: 'a\u0000b' }), officer);
    device.append(new Uint8Array([0xa0]));
    device.record('registrant.create', good, officer);
    device.record('identifier.add', identifier(good.registrantId), officer);
    device.record('identifier.add', identifier(randomUUID()), officer);
    expect((await device.verdicts()).map(({ verdict, code, data }) => [verdict, code, data])).toEqual([
      ['REJECTED', 'DEP_MISSING', { table: 'area', key: expect.any(String) }],
      ['REJECTED', 'NO_AUTHORITY', { permission: 'registry.register,import.run' }],
      ['REJECTED', 'BAD_FORM', { field: 'registrant.kind' }],
      ['HELD', 'UPCASTER', { type: 'registrant.create', version: 2 }],
      ['REJECTED', 'BAD_FORM', { field: 'registrantId' }],
      ['REJECTED', 'NO_AUTHORITY', { reason: 'unknown-officer', userNo: 9_999 }],
      ['REJECTED', 'BAD_FORM', { field: '' }],
      ['HELD', 'UPCASTER', {}],
      ['ACCEPTED', null, {}],
      ['ACCEPTED', null, {}],
      ['REJECTED', 'DEP_MISSING', { table: 'registrant', key: expect.any(String) }],
    ]);
    expect((await device.pullAll()).map((change) => change.table)).toEqual(['registrant', 'identifier']);
    expect(fixture.faults).toEqual([]);
  });

  it('enrols a person once in a programme, whichever enrolment comes first', async () => {
    const { officer } = world.officeA.people;
    const household = registrantPayload(world.officeA);
    const enrolments = [1, 2].map(() => enrolmentPayload(world, world.officeA, household.registrantId));
    device.record('registrant.create', household, officer);
    for (const enrolment of enrolments) device.record('enrolment.enrol', enrolment, officer);
    expect((await device.verdicts()).map(({ verdict, code, data }) => [verdict, code, data])).toEqual([
      ['ACCEPTED', null, {}],
      ['ACCEPTED', null, {}],
      ['REJECTED', 'ALREADY_ENROLLED', { enrolmentId: enrolments[0]?.enrolmentId }],
    ]);
  });

  it('pulls page by page the same rows as at once', async () => {
    const first = await addDevice(fixture, world.officeA);
    const second = await addDevice(fixture, world.officeA);
    const atOnce = await first.pullAll(5000);
    expect(await second.pullAll(3)).toEqual(atOnce);
    expect(second.cursors()).toEqual(first.cursors());
    const seqs = atOnce.filter(({ scope }) => scope.startsWith('office')).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((left, right) => left - right));
  });
});

function identifier(registrantId: string) {
  const { officeId } = world.officeA;
  return { identifierId: randomUUID(), registrantId, officeId, idType: 'national', value: 'A-1' };
}

import { randomUUID } from 'node:crypto';
import type { PayloadOf } from '#sync/protocol/op-fields';
import type { TestOffice, TestWorld } from './centre-world.ts';
import type { TestDevice } from './test-device.ts';

/** Payload of a new household (or person) at an office. */
export function registrantPayload(
  office: TestOffice,
  changes: Partial<PayloadOf<'registrant.create'>> = {},
): PayloadOf<'registrant.create'> {
  return {
    registrantId: randomUUID(),
    kind: 'group',
    groupKind: 'household',
    officeId: office.officeId,
    areaId: office.areaId,
    givenName: 'Almaz',
    birthDateExact: false,
    registeredOn: '2026-11-20',
    name: 'Almaz Bekele',
    ...changes,
  };
}

/** Records a household and its enrolment in the programme. */
export function recordEnrolled(
  device: TestDevice,
  world: TestWorld,
  office: TestOffice,
): { readonly registrantId: string; readonly enrolmentId: string } {
  const household = registrantPayload(office);
  const { registrantId } = household;
  device.record('registrant.create', household, office.people.officer);
  const enrolment = enrolmentPayload(world, office, registrantId);
  device.record('enrolment.enrol', enrolment, office.people.officer);
  return { registrantId, enrolmentId: enrolment.enrolmentId };
}

/** Payload of an enrolment. */
export function enrolmentPayload(
  world: TestWorld,
  office: TestOffice,
  registrantId: string,
): PayloadOf<'enrolment.enrol'> {
  return {
    enrolmentId: randomUUID(),
    programId: world.programId,
    registrantId,
    officeId: office.officeId,
    enrolledOn: '2026-11-20',
    programVersion: 1,
    inputsSha256: new Uint8Array(32),
    state: 'enrolled',
  };
}

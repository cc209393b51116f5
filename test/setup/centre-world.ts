import { randomBytes, randomUUID } from 'node:crypto';
import { nobleSigner } from '#domain/signing/ed25519';
import { issueCertificate } from '#sync/server/admin/certificates';
import { createEnrolmentCode } from '#sync/server/admin/devices';
import { postFund, reserveFunds } from '#sync/server/admin/funds';
import { createAreas, createOffice } from '#sync/server/admin/places';
import { createCycle, createProgram } from '#sync/server/admin/programs';
import { createProvider } from '#sync/server/admin/providers';
import { createUsers } from '#sync/server/admin/users';
import { type CentreFixture, expectOk } from './centre-fixture.ts';
import { enrolTestDevice, type TestDevice, type TestOfficer } from './test-device.ts';

/** Who works at each office of the tests. */
const PEOPLE = [
  { name: 'officer', role: 'officer' },
  { name: 'preparer', role: 'preparer' },
  { name: 'supervisor', role: 'supervisor' },
  { name: 'supervisor2', role: 'supervisor' },
  { name: 'voucher-clerk', role: 'voucher-clerk' },
  { name: 'reimbursement-clerk', role: 'reimbursement-clerk' },
  { name: 'finance', role: 'finance' },
  { name: 'cash-manager', role: 'cash-manager' },
] as const;
type PersonName = (typeof PEOPLE)[number]['name'];
type TestPerson = TestOfficer & { readonly activationCode: string };
type People = Readonly<Record<PersonName, TestPerson>>;

export type TestOffice = {
  readonly officeId: string;
  readonly officeNo: number;
  readonly code: string;
  readonly areaId: string;
  readonly people: People;
  readonly providerId: string;
};
export type TestWorld = {
  readonly officeA: TestOffice;
  readonly officeB: TestOffice;
  readonly programId: string;
  readonly programNo: number;
  readonly cycleId: string;
};

/** Two offices with people, a programme paying 100,000 per household, a cycle, providers and a fund. */
export async function createWorld(fixture: CentreFixture): Promise<TestWorld> {
  const { admin } = fixture;
  const countryId = randomUUID();
  expectOk(
    await createAreas(admin, [{ areaId: countryId, parentId: null, code: 'C', name: 'Country', level: 0 }]),
  );
  const offices = [
    await addOffice(fixture, 'DDA', countryId),
    await addOffice(fixture, 'DDB', countryId),
  ] as const;
  const { programId, programNo } = expectOk(
    await createProgram(admin, {
      ...{
        code: 'CASH-01',
        name: 'Cash',
        description: '',
        targetType: 'group',
        currency: 'KES',
        state: 'active',
      },
      eligibility: { all: [] },
      pmt: null,
      entitlement: { kind: 'default', version: 1, roundToMinor: 1, amountPerCycleMinor: 100_000 },
      approvalPolicy: {
        stages: [
          { no: 1, role: 'supervisor' },
          { no: 2, role: 'supervisor' },
        ],
      },
      claimPolicy: {
        stages: [
          { no: 1, role: 'finance' },
          { no: 2, role: 'cash-manager' },
        ],
      },
      ...{ voucherValidityDays: 60, partialAllowed: false, consentRequired: false },
      officeIds: offices.map((office) => office.officeId),
    }),
  );
  const { cycleId } = expectOk(
    await createCycle(admin, {
      ...{ programId, cycleNo: 202_611, name: '2026-11', periodStart: '2026-11-01', periodEnd: '2026-11-30' },
    }),
  );
  expectOk(await postFund(admin, { programId, amountMinor: 10_000_000 }));
  const [officeA, officeB] = [
    await addProvider(fixture, offices[0], programId),
    await addProvider(fixture, offices[1], programId),
  ];
  return { officeA, officeB, programId, programNo, cycleId };
}

type OfficeWithoutProvider = Omit<TestOffice, 'providerId'>;

async function addOffice(
  { admin }: CentreFixture,
  code: string,
  parentId: string,
): Promise<OfficeWithoutProvider> {
  const areaId = randomUUID();
  expectOk(await createAreas(admin, [{ areaId, parentId, code, name: `District ${code}`, level: 1 }]));
  const { officeId, officeNo } = expectOk(
    await createOffice(admin, { code, name: `Office ${code}`, areaId }),
  );
  const users = PEOPLE.map(({ name, role }) => ({
    personId: randomUUID(),
    login: `${code}.${name}`.toLowerCase(),
    displayName: name,
    officeId,
    roles: [role],
  }));
  const created = expectOk(await createUsers(admin, users));
  const person = (name: PersonName): TestPerson => {
    const index = PEOPLE.findIndex((one) => one.name === name);
    const [user, account] = [users[index], created[index]];
    if (user === undefined || account === undefined) throw new Error(`nobody is called ${name}`);
    return { ...account, personId: user.personId, signer: nobleSigner(randomBytes(32)) };
  };
  const people: People = {
    officer: person('officer'),
    preparer: person('preparer'),
    supervisor: person('supervisor'),
    supervisor2: person('supervisor2'),
    'voucher-clerk': person('voucher-clerk'),
    'reimbursement-clerk': person('reimbursement-clerk'),
    finance: person('finance'),
    'cash-manager': person('cash-manager'),
  };
  return { officeId, officeNo, code, areaId, people };
}

async function addProvider(
  { admin }: CentreFixture,
  office: OfficeWithoutProvider,
  programId: string,
): Promise<TestOffice> {
  const { providerId } = expectOk(
    await createProvider(admin, {
      ...{ officeId: office.officeId, name: 'Shop', kind: 'shop', programIds: [programId] },
      ...{ contractFrom: '2026-01-01', contractTo: '2027-12-31' },
    }),
  );
  return { ...office, providerId };
}

/** A further PC of an office, with every person's key registered from it when asked. */
export async function addDevice(
  fixture: CentreFixture,
  office: TestOffice,
  options: { readonly withKeys?: boolean } = {},
): Promise<TestDevice> {
  const { code } = expectOk(await createEnrolmentCode(fixture.admin, { officeId: office.officeId }));
  const device = await enrolTestDevice({ app: fixture.app, code, nowMs: fixture.service.nowMs });
  if (options.withKeys !== true) return device;
  for (const person of Object.values(office.people)) registerKey(device, person);
  const verdicts = await device.verdicts();
  if (verdicts.some(({ verdict }) => verdict !== 'ACCEPTED')) throw new Error(JSON.stringify(verdicts));
  return device;
}

/** Records the first key of a person. */
export function registerKey(
  device: TestDevice,
  person: TestOfficer & { readonly activationCode: string },
): void {
  const { userId, activationCode, signer } = person;
  device.record('user-key.register', { userId, publicKey: signer.publicKey, activationCode }, person);
}

/** Money and a certificate for a device: it may approve and issue up to `amountMinor`. */
export async function fundDevice(
  { admin }: CentreFixture,
  world: TestWorld,
  device: TestDevice,
  amountMinor: number,
): Promise<void> {
  const { officeId, deviceNo } = device.enrolment;
  const { cycleId, programId } = world;
  expectOk(await reserveFunds(admin, { cycleId, officeId, deviceNo, amountMinor, validUntil: '2027-06-30' }));
  const limits = {
    maxCount: 1000,
    maxTotalMinor: amountMinor,
    notBefore: '2026-01-01',
    notAfter: '2027-12-31',
  };
  expectOk(await issueCertificate(admin, { programId, deviceNo, ...limits }));
}

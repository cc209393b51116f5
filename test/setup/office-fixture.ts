import type { InputOf, MethodName, Reply } from '#contract/contract';
import { seedAreas, villageCodesOf } from '#db/seed/areas';
import { generateHouseholds, type SeedHousehold, type SeedPerson } from '#db/seed/generate-households';
import {
  practiceConsent,
  practiceEligibility,
  practiceIdentifierTypes,
  practicePmt,
  practiceQuestionPack,
} from '#db/seed/practice-policy';
import { createRandom, type Random } from '#db/seed/random';
import { nodeSha256 } from '#host/adapters/node-ed25519';
import { createTableReader } from '#host/adapters/table-reader';
import type { HandlerTable } from '#host/handlers';
import type { Actor } from '#ports/store';
import type { SyncTx } from '#ports/sync-store';
import { draftHandlers } from '#services/drafts/draft-handlers';
import { eligibilityFeature } from '#services/eligibility/eligibility-feature';
import { enrolmentFeature } from '#services/enrolment/enrolment-feature';
import type { Feature } from '#services/feature';
import { homeHandlers } from '#services/home/home-handlers';
import { importFeature } from '#services/imports/import-feature';
import { jobHandlers } from '#services/jobs/job-handlers';
import { programFeature } from '#services/programs/program-feature';
import { registryFeature } from '#services/registry/registry-feature';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { OFFICE, type TempOffice, tempOffice } from '../../main/core/testing/temp-office.ts';

/** The office's own district in the practice country, and the one beside it. */
export const DISTRICT = 'ET-DD-SA';
export const GROUP_PROGRAM = '00000000-0000-8000-8000-0000000000f1';
export const PERSON_PROGRAM = '00000000-0000-8000-8000-0000000000f2';

export type RegistryOffice = TempOffice & {
  /** A call typed by the contract. */
  readonly ask: <N extends MethodName>(name: N, input: InputOf<N>) => Promise<Reply<N>>;
  readonly actor: Actor;
  readonly areaIdOf: (code: string) => string;
  /** Invented households as if pulled from the centre; the same for the same seed. */
  readonly seedHouseholds: (count: number, seed?: number) => readonly string[];
  /** A file as a window uploads it; its ticket. */
  readonly upload: (name: string, bytes: Uint8Array) => string;
};

/**
 * An office with the reference rows of the practice deployment and an officer signed in: real encrypted replica, real
 * operations, the registry's own features. Remember `remove`.
 */
export function officeFixture({
  roles = ['officer'],
}: {
  readonly roles?: readonly string[];
} = {}): RegistryOffice {
  const features: readonly Feature[] = [
    { handlers: jobHandlers() },
    { handlers: draftHandlers() },
    registryFeature(),
    programFeature(),
    eligibilityFeature({ sha256: nodeSha256 }),
    enrolmentFeature({ sha256: nodeSha256 }),
    importFeature({ tables: createTableReader() }),
  ];
  const handlers: Partial<HandlerTable> = homeHandlers(
    features.flatMap(({ homeSources = [] }) => [...homeSources]),
  );
  for (const feature of features) Object.assign(handlers, feature.handlers);
  const jobKinds = features.flatMap((feature) => [...(feature.jobKinds ?? [])]);
  const office = tempOffice({ handlers, jobKinds });
  const areaIds = new Map(seedAreas.map(({ code }, at) => [code, seedId('a0', at)]));
  const areaIdOf = (code: string): string => {
    const areaId = areaIds.get(code);
    if (areaId === undefined) throw new Error(`no practice area ${code}`);
    return areaId;
  };
  office.store.sync.write((tx) => putReference(tx, areaIdOf));
  const actor = office.signIn(roles);
  let households = 0;
  return {
    ...office,
    actor,
    areaIdOf,
    // The contract's own schema has checked the value in the dispatcher; TypeScript cannot follow the name.
    ask: (name, input) => office.call(name, input) as Promise<Reply<typeof name>>,
    seedHouseholds: (count, seed = 1) => {
      const random = createRandom(seed);
      const made = [...generateHouseholds(random, villageCodesOf(DISTRICT), count)];
      return office.store.sync.write((tx) =>
        made.map((household) => {
          households += 1;
          return putHousehold(tx, {
            household,
            no: households,
            random,
            areaId: areaIdOf(household.villageCode),
          });
        }),
      );
    },
    upload: (name, bytes) => {
      const kept = office.context.files.keepUpload('window', {
        name,
        mime: 'application/octet-stream',
        bytes,
      });
      if (!kept.ok) throw new Error(kept.error.code);
      return kept.value;
    },
  };
}

function seedId(kind: string, no: number): string {
  return `0193a1f0-4c00-80${kind}-8000-${no.toString(16).padStart(12, '0')}`;
}

function putReference({ rows, office }: SyncTx, areaIdOf: (code: string) => string): void {
  for (const { code, parent, name, level } of seedAreas) {
    rows.upsert(
      'area',
      { areaId: areaIdOf(code), parentId: parent === null ? null : areaIdOf(parent), code, name, level },
      1,
    );
  }
  const { officeId, officeNo, officeCode, officeName } = OFFICE;
  rows.upsert(
    'office',
    { officeId, officeNo, code: officeCode, name: officeName, areaId: areaIdOf(DISTRICT) },
    1,
  );
  rows.upsert('tenantPolicy', policy, 1);
  rows.upsert('program', program(GROUP_PROGRAM, 'group'), 1);
  rows.upsert('program', program(PERSON_PROGRAM, 'individual'), 1);
  office.numbers.grant({ series: 'registration', prefix: 'DD04', firstNo: 1, lastNo: 1000 });
}

const policy: RowOf<'tenantPolicy'> = {
  policyId: '00000000-0000-8000-8000-0000000000e1',
  tenantName: 'Practice',
  currency: 'ETB',
  timeZone: 'Africa/Addis_Ababa',
  defaultPhonePrefix: '+251',
  languages: ['en', 'fr', 'ar'],
  practice: true,
  ...json({
    identifierTypes: practiceIdentifierTypes,
    questionPack: practiceQuestionPack,
    consentText: practiceConsent,
  }),
  version: 1,
};

function program(programId: string, targetType: 'group' | 'individual'): RowOf<'program'> {
  const isGroup = targetType === 'group';
  const adults = {
    all: [
      { id: 'adult', ageBetween: { min: 18 } },
      { id: 'phone-owner', hasIdType: ['national'] },
    ],
  };
  return {
    ...{
      programId,
      programNo: isGroup ? 1 : 2,
      code: isGroup ? 'SNP' : 'CASH',
      targetType,
      currency: 'ETB',
      state: 'active',
    },
    ...{ name: isGroup ? 'Household safety net' : 'Cash for adults', description: '', version: 1 },
    ...json({
      eligibility: isGroup ? practiceEligibility : adults,
      pmt: isGroup ? practicePmt : null,
      entitlement: { kind: 'default', version: 1, amountPerCycleMinor: 50_000 },
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
    }),
    ...{ voucherValidityDays: 30, partialAllowed: false, consentRequired: isGroup },
  };
}

/** Readonly configuration as the plain JSON that a row holds. */
function json<Shape>(value: Shape): { [Key in keyof Shape]: RowOf<'program'>['eligibility'] } {
  return JSON.parse(JSON.stringify(value));
}

type Placed = {
  readonly household: SeedHousehold;
  readonly no: number;
  readonly random: Random;
  readonly areaId: string;
};

function putHousehold(tx: SyncTx, { household, no, random, areaId }: Placed): string {
  const groupId = seedId('b0', no);
  const head = household.members[0];
  const name = head === undefined ? '' : `${head.givenName} ${head.familyName}`;
  const livingConditions = {
    floor: random.pick(['earth', 'cement', 'tile']),
    rooms: random.int(1, 6),
    water: random.pick(['river', 'shared', 'piped']),
    livestock: random.chance(0.5),
  };
  tx.rows.upsert(
    'registrant',
    {
      ...nobody(areaId),
      ...{ registrantId: groupId, kind: 'group', groupKind: 'household', name, givenName: name },
      localName: head?.localName ?? '',
      registrationNo: `DD04-${String(no).padStart(6, '0')}-X`,
      // One in twenty has not answered everything.
      facts: random.chance(0.05) ? {} : livingConditions,
    },
    1,
  );
  for (const [at, person] of household.members.entries())
    putPerson(tx, person, no * 100 + at, groupId, areaId);
  return groupId;
}

function putPerson(tx: SyncTx, person: SeedPerson, no: number, groupId: string, areaId: string): void {
  const { officeId } = OFFICE;
  const registrantId = seedId('c0', no);
  const {
    givenName,
    familyName,
    localName,
    gender,
    birthDate,
    birthDateExact,
    phone,
    idNumber,
    facts,
    isHead,
  } = person;
  const own = { givenName, familyName, localName, gender, birthDate, birthDateExact, phone, facts };
  tx.rows.upsert(
    'registrant',
    { ...nobody(areaId), ...own, registrantId, name: `${givenName} ${familyName}` },
    1,
  );
  const relationship = person.relationship === 'son-daughter' ? 'child' : person.relationship;
  tx.rows.upsert(
    'membership',
    {
      ...{
        membershipId: seedId('d0', no),
        groupId,
        individualId: registrantId,
        officeId,
        isHead,
        relationship,
      },
      ...{ startDate: '2026-11-01', endDate: null, endReason: null },
    },
    1,
  );
  if (idNumber === null) return;
  const identifier = {
    identifierId: seedId('e0', no),
    registrantId,
    officeId,
    idType: 'national',
    value: idNumber,
  };
  tx.rows.upsert('identifier', { ...identifier, expiryDate: null, status: 'valid' }, 1);
}

function nobody(areaId: string): RowOf<'registrant'> {
  return {
    ...{
      registrantId: '',
      kind: 'individual',
      groupKind: null,
      officeId: OFFICE.officeId,
      areaId,
      registrationNo: null,
    },
    ...{ name: '', givenName: '', additionalName: '', familyName: '', localName: '', gender: null },
    ...{ birthDate: null, birthDateExact: false, phone: null, email: null, address: '', state: 'submitted' },
    ...{ disabledReason: null, facts: {}, importKey: null, registeredOn: '2026-11-01', registeredBy: 1 },
  };
}

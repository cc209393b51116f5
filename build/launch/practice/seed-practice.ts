import { z } from 'zod';
import { loadRows } from '#db/postgres/replicated-rows.sql';
import { listNumberBlocks, takeNumberBlock } from '#db/postgres/repositories/devices';
import { listTenants } from '#db/postgres/repositories/tenants';
import { seedAreas, villageCodesOf } from '#db/seed/areas';
import {
  type PracticeOffice,
  practiceCycles,
  practiceMoney,
  practiceOffices,
  practiceProgram,
  practiceProviders,
  practiceTenant,
} from '#db/seed/practice-deployment';
import {
  MOST_NUMBERS_PER_HOUSEHOLD,
  type PracticeHousehold,
  practiceHouseholds,
  practiceSeed,
} from '#db/seed/practice-households';
import { practiceIds } from '#db/seed/practice-ids';
import { type PracticeOfficeKey, practiceCentreUsers, practiceOfficeUsers } from '#db/seed/practice-users';
import { ok } from '#domain/result';
import { addDays, todayIn } from '#domain/time/plain-date';
import { keyColumn, type TableName } from '#sync/protocol/rows/replicated-tables';
import { type AdminContext, type AdminResult, adminWork, writeRows } from '#sync/server/admin/admin-context';
import { postFund } from '#sync/server/admin/funds';
import { createAreas, createOffice } from '#sync/server/admin/places';
import { createCycle, createProgram } from '#sync/server/admin/programs';
import { createProvider } from '#sync/server/admin/providers';
import { createTenant } from '#sync/server/admin/tenants';
import { createCentreUser, createUsers } from '#sync/server/admin/users';
import type { CentreService } from '#sync/server/centre-service';

/** Households in one transaction: below a second even on a slow disk. */
const HOUSEHOLDS_PER_STEP = 100;
const Json = z.json();

export type SeedOptions = {
  readonly householdsPerOffice: number;
  /** Offices that get people; both unless told. */
  readonly peopledOffices?: readonly PracticeOfficeKey[];
  /** Called after each step that stored something, with households there so far and wanted in all. */
  readonly onProgress: (done: number, total: number) => void;
};

/**
 * Makes the practice deployment at the centre, or what is missing of it: each step looks first, so a seed that was
 * interrupted goes on, and a deployment of an earlier month gets this month's cycle. The database must belong to it.
 */
export async function seedPractice(service: CentreService, options: SeedOptions): Promise<void> {
  const admin: AdminContext = { service, tenantId: practiceIds.tenant, userId: null };
  const today = todayIn(service.nowMs(), practiceTenant.timeZone);
  await makeTenant(service);
  await makePlaces(admin);
  await makePeopleOfOffices(admin);
  await makeProgram(admin, today, options.householdsPerOffice);
  let stored = 0;
  const peopled = practiceOffices.filter(({ key }) => options.peopledOffices?.includes(key) ?? true);
  const total = options.householdsPerOffice * peopled.length;
  for (const office of peopled) {
    await makeHouseholds(admin, office, today, options.householdsPerOffice, (count, isNew) => {
      stored += count;
      if (isNew) options.onProgress(stored, total);
    });
  }
}

async function makeTenant(service: CentreService): Promise<void> {
  const tenants = await listTenants(service.database.open);
  if (tenants.some(({ tenantId }) => tenantId === practiceIds.tenant)) return;
  const { languages, identifierTypes, questionPack, consentText, ...tenant } = practiceTenant;
  await must(
    createTenant(service, {
      ...{ tenantId: practiceIds.tenant, ...tenant, languages: [...languages] },
      identifierTypes: jsonOf(identifierTypes),
      questionPack: jsonOf(questionPack),
      consentText: jsonOf(consentText),
    }),
  );
}

async function makePlaces(admin: AdminContext): Promise<void> {
  if (!(await isThere(admin, 'area', practiceIds.area('ET')))) {
    const areas = seedAreas.map(({ parent, code, ...area }) => ({
      ...{
        areaId: practiceIds.area(code),
        parentId: parent === null ? null : practiceIds.area(parent),
        code,
      },
      ...area,
    }));
    await must(createAreas(admin, areas));
  }
  for (const { key, areaCode, code, name } of practiceOffices) {
    const officeId = practiceIds.office(key);
    if (await isThere(admin, 'office', officeId)) continue;
    await must(createOffice(admin, { officeId, code, name, areaId: practiceIds.area(areaCode) }));
  }
}

async function makePeopleOfOffices(admin: AdminContext): Promise<void> {
  for (const { key } of practiceOffices) {
    const staff = practiceOfficeUsers[key];
    const [first] = staff;
    if (first === undefined || (await isThere(admin, 'officer', practiceIds.user(first.login)))) continue;
    const users = staff.map(({ login, displayName, roles }) => ({
      ...{
        userId: practiceIds.user(login),
        personId: practiceIds.person(login),
        officeId: practiceIds.office(key),
      },
      ...{ login, displayName, roles: [...roles] },
    }));
    await must(createUsers(admin, users));
  }
  for (const { login, displayName, roles, password } of practiceCentreUsers) {
    const userId = practiceIds.user(login);
    if (await isThere(admin, 'officer', userId)) continue;
    const user = {
      userId,
      personId: practiceIds.person(login),
      login,
      displayName,
      password,
      roles: [...roles],
    };
    await must(createCentreUser(admin, user));
  }
}

async function makeProgram(admin: AdminContext, today: string, householdsPerOffice: number): Promise<void> {
  const programId = practiceIds.program;
  const officeIds = practiceOffices.map(({ key }) => practiceIds.office(key));
  if (!(await isThere(admin, 'program', programId))) {
    const {
      version: _version,
      eligibility,
      pmt,
      entitlement,
      approvalPolicy,
      claimPolicy,
      ...program
    } = practiceProgram;
    await must(
      createProgram(admin, {
        ...{ programId, officeIds, ...program },
        ...{ eligibility: jsonOf(eligibility), pmt: jsonOf(pmt), entitlement: jsonOf(entitlement) },
        ...{ approvalPolicy: jsonOf(approvalPolicy), claimPolicy: jsonOf(claimPolicy) },
      }),
    );
    await must(postFund(admin, { programId, amountMinor: practiceMoney(householdsPerOffice).fundMinor }));
  }
  for (const { state, ...cycle } of practiceCycles(today)) {
    const cycleId = practiceIds.cycle(cycle.cycleNo);
    if (await isThere(admin, 'cycle', cycleId)) continue;
    if (state === 'draft') await must(createCycle(admin, { cycleId, programId, ...cycle }));
    else await must(makeEndedCycle(admin, { cycleId, programId, ...cycle, state }));
  }
  for (const [index, { office, name, kind }] of practiceProviders.entries()) {
    const providerId = practiceIds.provider(index);
    if (await isThere(admin, 'provider', providerId)) continue;
    const contract = { contractFrom: addDays(today, -365), contractTo: addDays(today, 730) };
    const officeId = practiceIds.office(office);
    await must(
      createProvider(admin, { providerId, officeId, name, kind, programIds: [programId], ...contract }),
    );
  }
}

type EndedCycle = {
  readonly cycleId: string;
  readonly programId: string;
  readonly cycleNo: number;
  readonly name: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly state: 'ended';
};

/** The API makes open cycles only; last month's is over from the start. */
function makeEndedCycle(admin: AdminContext, row: EndedCycle): AdminResult<null> {
  return adminWork(admin, 'practice.cycle-made', async (tx) => {
    await writeRows(tx, [{ table: 'cycle', row }]);
    return ok({ value: null, object: row.cycleId });
  });
}

async function makeHouseholds(
  admin: AdminContext,
  { key, code, areaCode }: PracticeOffice,
  today: string,
  count: number,
  onThere: (count: number, isNew: boolean) => void,
): Promise<void> {
  const officeId = practiceIds.office(key);
  const registeredBy = await userNoOf(admin, practiceOfficeUsers[key][0]?.login ?? '');
  const firstNumber = await reserveNumbers(admin, code, count * MOST_NUMBERS_PER_HOUSEHOLD);
  const households = practiceHouseholds({
    ...{ officeId, officeCode: code, count, firstNumber, today, registeredBy },
    areaIds: new Map(villageCodesOf(areaCode).map((village) => [village, practiceIds.area(village)])),
    seed: practiceSeed[key],
  });
  for (const step of inSteps(households)) {
    const [last] = step.at(-1)?.rows ?? [];
    const lastId = last?.table === 'registrant' ? last.row.registrantId : '';
    const isNew = !(await isThere(admin, 'registrant', lastId));
    if (isNew) {
      await must(
        adminWork(admin, 'practice.households-made', async (tx) => {
          await writeRows(
            tx,
            step.flatMap(({ rows }) => rows),
          );
          return ok({ value: null, object: officeId, data: { count: step.length } });
        }),
      );
    }
    onThere(step.length, isNew);
  }
}

function* inSteps(households: Iterable<PracticeHousehold>): Generator<readonly PracticeHousehold[]> {
  let step: PracticeHousehold[] = [];
  for (const household of households) {
    step.push(household);
    if (step.length < HOUSEHOLDS_PER_STEP) continue;
    yield step;
    step = [];
  }
  if (step.length > 0) yield step;
}

/** Numbers of the invented people come out of the office's series, or the first real one would repeat theirs. */
async function reserveNumbers(admin: AdminContext, prefix: string, size: number): Promise<number> {
  const noDevice = 0;
  return must(
    adminWork(admin, 'practice.numbers-taken', async (tx) => {
      const known = (await listNumberBlocks(tx, noDevice)).find((block) => block.prefix === prefix);
      const block =
        known ??
        (await takeNumberBlock(tx, {
          series: 'registration',
          prefix,
          size: Math.max(1, size),
          deviceNo: noDevice,
        }));
      return ok({ value: block.from, object: prefix });
    }),
  );
}

async function userNoOf({ service, tenantId }: AdminContext, login: string): Promise<number> {
  const key = practiceIds.user(login);
  const found = await service.database.transaction(tenantId, (tx) =>
    loadRows(tx, 'officer', 'userId', [key], { lock: false }),
  );
  return found[0]?.row.userNo ?? 0;
}

async function isThere({ service, tenantId }: AdminContext, table: TableName, key: string): Promise<boolean> {
  const found = await service.database.transaction(tenantId, (tx) =>
    loadRows(tx, table, keyColumn(table), [key], { lock: false }),
  );
  return found.length > 0;
}

/** The seed's own data is right, so a refusal is a fault of the program. */
async function must<T>(work: AdminResult<T>): Promise<T> {
  const result = await work;
  if (result.ok) return result.value;
  throw new Error(`the practice deployment could not be made: ${JSON.stringify(result.error)}`);
}

/** A constant as the JSON that travels. */
function jsonOf(value: unknown): z.output<typeof Json> {
  return Json.parse(JSON.parse(JSON.stringify(value)));
}

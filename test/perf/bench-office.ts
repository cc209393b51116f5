import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { villageCodesOf } from '#db/seed/areas';
import { practiceHouseholds, practiceSeed } from '#db/seed/practice-households';
import { practiceIds } from '#db/seed/practice-ids';
import { startCentreProcess } from '../../build/launch/centre-process.ts';
import { makePracticeOffice } from '../../build/launch/practice/make-practice-office.ts';
import { readPracticeFile } from '../../main/cli/practice-file.ts';
import { allowed, present } from '../story/expect-story.ts';
import { approveAs, openCycle, prepareCycle } from '../story/steps/approve-cycle.ts';
import { checkEligibilityRun, enrolEligible } from '../story/steps/enrol-eligible.ts';
import { issueVouchers } from '../story/steps/serve-vouchers.ts';
import { type DeskPlace, openStoryDesk } from '../story/story-desk.ts';

/** An office with many people and issued vouchers, in a folder that a bench may change as it likes. */
export type BenchOffice = {
  readonly place: DeskPlace;
  readonly people: number;
  /** Codes of vouchers nobody has used. */
  readonly codes: readonly string[];
  readonly remove: () => void;
};

const Made = z.object({ people: z.number(), codes: z.array(z.string()) });
/** So many codes are kept: more scans than any bench makes. */
const CODES_KEPT = 600;

/**
 * Copies the bench office out of `tawi-bench` in the temporary folder, where it is made once for each schema and
 * number of people: seeded at a real centre, pulled, enrolled, approved and issued as the story does it.
 */
export async function openBenchOffice(people: number, say: (line: string) => void): Promise<BenchOffice> {
  const home = join(tmpdir(), 'tawi-bench');
  mkdirSync(home, { recursive: true });
  const kept = join(home, `${people}-${fixtureHash()}`);
  if (!existsSync(kept)) await makeOffice(kept, people, say);
  const folder = mkdtempSync(join(home, 'run-'));
  cpSync(kept, folder, { recursive: true });
  const made = Made.parse(JSON.parse(readFileSync(join(folder, 'made.json'), 'utf8')));
  const practice = present(readPracticeFile(folder), 'the practice file of the bench office');
  return {
    place: { office: 'A', folder, people: practice.people },
    people: made.people,
    codes: made.codes,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Another schema, other invented people or another format of the keys: another office. */
function fixtureHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['../../db/sqlite/migrations/', '../../db/seed/']) {
    const place = new URL(folder, import.meta.url);
    for (const name of readdirSync(place).sort()) {
      if (!name.includes('.test.')) hash.update(readFileSync(new URL(name, place)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

async function makeOffice(kept: string, people: number, say: (line: string) => void): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'tawi-bench-making-'));
  chmodSync(work, 0o711);
  const { households, individuals } = householdsFor(people);
  say(
    `Making an office of ${individuals} people in ${households} households, once; this takes some minutes …`,
  );
  const started = await startCentreProcess({
    ...{ centreFolder: join(work, 'centre'), port: 0, practiceHouseholds: households, peopleOf: ['A'] },
    onProgress: (done, total) => {
      if (done % 2000 === 0 || done === total) say(`  ${done} of ${total} households at the centre`);
    },
  });
  const centre = allowed(started, 'starting the centre');
  try {
    const officeFolder = join(work, 'office-a');
    const made = await makePracticeOffice({
      ...{ officeFolder, office: 'A', centreUrl: centre.url, householdsPerOffice: households, say },
      keyStore: { only: 'passphrase', argon2: 'standard' },
    });
    const place: DeskPlace = {
      office: 'A',
      folder: officeFolder,
      people: allowed(made, 'making the office'),
    };
    const codes = await issueEverything(place, say);
    writeFileSync(join(officeFolder, 'made.json'), JSON.stringify({ people: individuals, codes }));
    renameSync(officeFolder, kept);
  } finally {
    await centre.stop();
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** As many households as hold the people wanted; the generator decides how large each is. */
function householdsFor(people: number): { readonly households: number; readonly individuals: number } {
  const areaIds = new Map(villageCodesOf('ET-DD-SA').map((code) => [code, practiceIds.area(code)]));
  const office = {
    officeId: practiceIds.office('A'),
    officeCode: 'DD04',
    areaIds,
    count: people,
    seed: practiceSeed.A,
  };
  let households = 0;
  let individuals = 0;
  for (const { numbersUsed } of practiceHouseholds({
    ...office,
    firstNumber: 1,
    today: '2026-01-01',
    registeredBy: 1,
  })) {
    households += 1;
    individuals += numbersUsed - 1;
    if (individuals >= people) break;
  }
  return { households, individuals };
}

async function issueEverything(place: DeskPlace, say: (line: string) => void): Promise<readonly string[]> {
  const desk = await openStoryDesk(place);
  try {
    await checkEligibilityRun(desk, practiceIds.program);
    const enrolled = await enrolEligible(desk, practiceIds.program);
    say(`  ${enrolled} households enrolled`);
    const cycleId = await openCycle(desk, practiceIds.program);
    await prepareCycle(desk, cycleId, enrolled);
    for (const login of ['supervisor1', 'supervisor2'])
      allowed(await approveAs(desk, cycleId, login), `approval by ${login}`);
    const sheet = await issueVouchers(desk, cycleId);
    say(`  ${enrolled} vouchers issued`);
    return sheet.slice(0, CODES_KEPT).map(({ code }) => code);
  } finally {
    await desk.stop();
  }
}

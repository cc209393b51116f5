import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import type { PracticeOfficeKey } from '#db/seed/practice-users';
import { assert, InvariantError } from '#domain/invariant';
import { type CentreProcess, startCentreProcess } from '../../../build/launch/centre-process.ts';
import { createScratchDatabase } from '../../setup/scratch-database.ts';
import { launchChromium } from './chromium.ts';
import { makeOffice, type PracticeOffice } from './practice-office.ts';

const HOUSEHOLDS_PER_OFFICE = 40;

/** The centre as a process of its own, which really stops and starts at the same address. */
export type PracticeCentre = {
  readonly url: string;
  /** Undefined while it is stopped. */
  readonly running: () => CentreProcess | undefined;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};
export type PracticeWorld = {
  readonly folder: string;
  readonly centre: PracticeCentre;
  readonly offices: Readonly<Record<PracticeOfficeKey, PracticeOffice>>;
  readonly browser: Browser;
  readonly stop: () => Promise<void>;
};

/**
 * A small practice deployment of its own: centre (embedded Postgres, or a fresh database on `DATABASE_URL`), the PCs of
 * both offices with everybody's account, both opened behind their browser hosts, and Chromium. `stop` ends all of it.
 * `name` is a lower-case word of its own for each test file; `screensFolder` is `inject('screensFolder')`.
 */
export async function startPracticeWorld(name: string, screensFolder: string): Promise<PracticeWorld> {
  const folder = await mkdtemp(join(tmpdir(), `tawi-e2e-${name}-`));
  // Run as root, Postgres works under an account of its own, which has to get through this folder to its data.
  await chmod(folder, 0o711);
  const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const centre = await startCentre(join(folder, 'centre'), await databaseOf(name, ends), ends);
    const make = (office: PracticeOfficeKey): Promise<PracticeOffice> =>
      makeOffice({
        ...{ office, screensFolder, centreUrl: centre.url, householdsPerOffice: HOUSEHOLDS_PER_OFFICE },
        folder: join(folder, `office-${office.toLowerCase()}`),
      });
    const offices = { A: await make('A'), B: await make('B') };
    ends.push(offices.A.close, offices.B.close);
    await Promise.all([offices.A.open(), offices.B.open()]);
    const browser = await launchChromium();
    ends.push(() => browser.close());
    return { folder, centre, offices, browser, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The environment of the centre's process: with `DATABASE_URL` given, a database of its own on that server. */
async function databaseOf(name: string, ends: (() => Promise<void>)[]): Promise<NodeJS.ProcessEnv> {
  const given = process.env['DATABASE_URL'] ?? '';
  if (given === '') return process.env;
  const scratch = await createScratchDatabase(given, `tawi_e2e_${name}`);
  ends.push(scratch.drop);
  return { ...process.env, DATABASE_URL: scratch.adminUrl };
}

async function startCentre(
  centreFolder: string,
  env: NodeJS.ProcessEnv,
  ends: (() => Promise<void>)[],
): Promise<PracticeCentre> {
  let running: CentreProcess | undefined;
  const startAt = async (port: number): Promise<CentreProcess> => {
    const practiceHouseholds = HOUSEHOLDS_PER_OFFICE;
    const started = await startCentreProcess({ centreFolder, port, practiceHouseholds, env });
    if (!started.ok) throw new InvariantError(`the centre did not start: ${JSON.stringify(started.error)}`);
    running = started.value;
    return started.value;
  };
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  ends.push(stop);
  const { url } = await startAt(0);
  return {
    url,
    running: () => running,
    stop,
    start: async () => {
      const again = await startAt(Number(new URL(url).port));
      assert(again.url === url, () => 'the centre came back at another address');
    },
  };
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceIds } from '#db/seed/practice-ids';
import type { PracticeOfficeKey } from '#db/seed/practice-users';
import { type CentreProcess, startCentreProcess } from '../../build/launch/centre-process.ts';
import { makePracticeOffice } from '../../build/launch/practice/make-practice-office.ts';
import { allowed } from './expect-story.ts';
import { type DeskPlace, openStoryDesk, type StoryDesk } from './story-desk.ts';

/** What the story is told in: a real centre in its own process, two offices over encrypted files, one folder. */
export type StoryWorld = {
  readonly folder: string;
  readonly programId: string;
  /** Undefined while nobody answers at the centre. */
  readonly centre: () => CentreProcess | undefined;
  /** The power cut: no chance to finish anything. */
  readonly cutCentre: () => Promise<void>;
  readonly startCentre: () => Promise<CentreProcess>;
  readonly desk: (office: PracticeOfficeKey) => StoryDesk;
  /** Closes everything in order and opens it again. */
  readonly restart: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

export type MakeWorldOptions = {
  readonly householdsPerOffice: number;
  readonly say?: (line: string) => void;
};

/** Makes the practice deployment with both offices in a temporary folder. Remember `remove`. */
export async function makeStoryWorld(options: MakeWorldOptions): Promise<StoryWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'tawi-story-'));
  // Run as root, the centre's database works under an account of its own, which has to get through.
  chmodSync(folder, 0o711);
  const centre = storyCentre(join(folder, 'centre'), options.householdsPerOffice);
  const desks = storyDesks();
  const remove = async (): Promise<void> => {
    await desks.close();
    await centre.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const { url } = await centre.start();
    for (const office of ['A', 'B'] as const) desks.add(await makeOffice(folder, office, url, options));
    await desks.open();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    programId: practiceIds.program,
    centre: centre.current,
    cutCentre: centre.cut,
    startCentre: centre.start,
    desk: desks.of,
    restart: async () => {
      await desks.close();
      await centre.stop();
      await centre.start();
      await desks.open();
    },
    remove,
  };
}

async function makeOffice(
  folder: string,
  office: PracticeOfficeKey,
  centreUrl: string,
  { householdsPerOffice, say = () => undefined }: MakeWorldOptions,
): Promise<DeskPlace> {
  const officeFolder = join(folder, `office-${office.toLowerCase()}`);
  const made = await makePracticeOffice({
    ...{ officeFolder, office, centreUrl, householdsPerOffice, say },
    keyStore: { only: 'passphrase', argon2: 'floor' },
  });
  return { office, folder: officeFolder, people: allowed(made, `making office ${office}`) };
}

/** The centre's process, which comes back at the address the offices know. */
function storyCentre(centreFolder: string, practiceHouseholds: number) {
  let running: CentreProcess | undefined;
  let port = 0;
  return {
    current: () => running,
    start: async (): Promise<CentreProcess> => {
      const started = await startCentreProcess({ centreFolder, port, practiceHouseholds });
      running = allowed(started, 'starting the centre');
      port = Number(new URL(running.url).port);
      return running;
    },
    stop: async (): Promise<void> => {
      await running?.stop();
      running = undefined;
    },
    cut: async (): Promise<void> => {
      await running?.kill();
      running = undefined;
    },
  };
}

function storyDesks() {
  const places: DeskPlace[] = [];
  const desks = new Map<PracticeOfficeKey, StoryDesk>();
  return {
    add: (place: DeskPlace): void => void places.push(place),
    open: async (): Promise<void> => {
      for (const place of places) desks.set(place.office, await openStoryDesk(place));
    },
    close: async (): Promise<void> => {
      for (const desk of desks.values()) await desk.stop();
      desks.clear();
    },
    of: (office: PracticeOfficeKey): StoryDesk => {
      const desk = desks.get(office);
      if (desk === undefined) throw new Error(`office ${office} is closed`);
      return desk;
    },
  };
}

import { join } from 'node:path';
import { practiceIds } from '#db/seed/practice-ids';
import { utf8Encode } from '#domain/codec/utf8';
import { uuidFromHash } from '#domain/codec/uuid';
import { sha256 } from '#domain/signing/sha256';
import { allowed, present } from '../story/expect-story.ts';
import { openStoryDesk, type StoryDesk } from '../story/story-desk.ts';
import type { BenchOffice } from './bench-office.ts';
import { replayEligibility } from './raw-eligibility.ts';
import { databaseKeyOf, openRaw } from './raw-sqlite.ts';
import { atMost, type BenchReport } from './report.ts';
import { ratioOf, summarise } from './sample.ts';

const ROUNDS = 3;
const BAR_MS = 5000;

/** The programme of the practice deployment, but for each person instead of each household. */
const PER_PERSON = uuidFromHash(sha256(utf8Encode('bench|program per person')));

/**
 * The rules asked about everybody, reasons stored: once with a programme for each of the people (the bar), once with
 * the practice programme for their households. The baseline reads the same pages and stores the same answers on raw
 * SQLite, in transactions of the same size.
 */
export async function benchEligibility(office: BenchOffice): Promise<BenchReport> {
  const key = await databaseKeyOf(office.place);
  const file = join(office.place.folder, 'replica.db');
  addProgramPerPerson(file, key);
  const desk = await openStoryDesk(office.place);
  try {
    const people: number[] = [];
    const households: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      households.push(await runOnce(desk, practiceIds.program));
      people.push(await runOnce(desk, PER_PERSON));
      const baseline = openRaw(file, key);
      raw.push(replayEligibility(baseline, PER_PERSON));
      baseline.close();
    }
    const each = summarise(people);
    const baseline = summarise(raw);
    return {
      name: 'eligibility',
      n: office.people,
      metrics: {
        'each person, ms': each,
        'each household, ms': summarise(households),
        'baseline: the same rows on raw SQLite, ms': baseline,
        'each person / baseline': ratioOf(each, baseline),
      },
      bars: [
        atMost('everybody asked, reasons stored', each.median, BAR_MS, 'ms'),
        atMost('all households asked, reasons stored', summarise(households).median, BAR_MS, 'ms'),
      ],
    };
  } finally {
    await desk.stop();
  }
}

/** Only the bench needs it, so it is written into the copy past the sync that would bring it. */
function addProgramPerPerson(file: string, key: Uint8Array): void {
  const raw = openRaw(file, key);
  const columns = raw.pragma('table_info(program)') as readonly { readonly name: string }[];
  const values: Readonly<Record<string, string>> = {
    program_id: `'${PER_PERSON}'`,
    code: "'bench-per-person'",
    program_no: 'program_no + 1000',
    target_type: "'individual'",
  };
  const names = columns.map(({ name }) => name);
  raw.exec(`INSERT OR IGNORE INTO program (${names.join()})
    SELECT ${names.map((name) => values[name] ?? name).join()} FROM program WHERE program_id = '${practiceIds.program}'`);
  raw.close();
}

/** From the click to the job's last word, heard as a window hears it. */
async function runOnce(desk: StoryDesk, programId: string): Promise<number> {
  const officer = await desk.as('officer');
  const from = performance.now();
  const ended = new Promise<string>((resolve) => {
    const leave = desk.core.subscribe(({ topic, event }) => {
      if (topic !== 'job.progress' || event.state === 'running') return;
      leave();
      resolve(event.state);
    });
  });
  allowed(await officer.call('eligibility.run', { programId }), 'asking the rules');
  const state = await ended;
  const took = performance.now() - from;
  present(state === 'done' ? state : undefined, 'the end of the run');
  return took;
}

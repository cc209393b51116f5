import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { practicePassphraseFile } from '../../main/cli/practice-file.ts';
import { present } from '../story/expect-story.ts';
import { memoryAtWork } from './bench-memory.ts';
import type { BenchOffice } from './bench-office.ts';
import { databaseKeyOf } from './raw-sqlite.ts';
import { atMost, type BenchReport } from './report.ts';
import { ratioOf, summarise } from './sample.ts';
import { startFlags } from './start-flags.ts';

const ROUNDS = 5;
const OPEN_BAR_MS = 5000;
const MEMORY_BAR_MB = 250;

type Opened = { readonly unlockPage: number; readonly signedIn: number };

/** Cold start of the core to the sign-in page and to the first page behind it, against Node with plain SQLite. */
export async function benchOpen(office: BenchOffice): Promise<BenchReport> {
  const key = await databaseKeyOf(office.place);
  const ours: Opened[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await openCold(office));
    raw.push(await openRawCold(join(office.place.folder, 'replica.db'), key));
  }
  const unlockPage = summarise(ours.map((opened) => opened.unlockPage));
  const signedIn = summarise(ours.map((opened) => opened.signedIn));
  const baseline = summarise(raw);
  const memory = await memoryAtWork(office);
  return {
    name: 'open',
    n: office.people,
    metrics: {
      'to the unlock page, ms': unlockPage,
      'to the first page, ms': signedIn,
      'baseline: node + raw SQLite open, ms': baseline,
      'unlock page / baseline': ratioOf(unlockPage, baseline),
      'memory after sign-in, MB': memory.signedInMb,
      'memory after work, MB': memory.afterWorkMb,
      'memory at its peak, MB': memory.peakMb,
      'memory while loading the program, MB': memory.loadingMb,
    },
    bars: [
      atMost('start to the unlock page', unlockPage.max, OPEN_BAR_MS, 'ms'),
      atMost('start to the first page', signedIn.max, OPEN_BAR_MS, 'ms'),
      atMost('core memory', memory.peakMb, MEMORY_BAR_MB, 'MB'),
    ],
  };
}

function openCold({ place }: BenchOffice): Promise<Opened> {
  const { userId, pin } = present(place.people[0], 'somebody at the bench office');
  const passphraseFile = practicePassphraseFile(place.folder);
  let unlockPage = 0;
  let signedIn = 0;
  const from = performance.now();
  const child = fork(childFile('open-child.ts'), [place.folder, passphraseFile, userId, pin], {
    execArgv: [...startFlags()],
  });
  child.on('message', (message: { readonly kind: string }) => {
    if (message.kind === 'unlock-page') unlockPage = performance.now() - from;
    else signedIn = performance.now() - from;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve({ unlockPage, signedIn });
      else reject(new Error(`the core ended with ${code}`));
    });
  });
}

function openRawCold(file: string, key: Uint8Array): Promise<number> {
  let opened = 0;
  const from = performance.now();
  const child = fork(childFile('raw-open-child.ts'), [file], {
    execArgv: [],
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  child.on('message', () => {
    opened = performance.now() - from;
  });
  child.stdin?.end(key);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(opened);
      else reject(new Error(`the baseline ended with ${code}`));
    });
  });
}

const childFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { practicePassphraseFile } from '../../main/cli/practice-file.ts';
import { present } from '../story/expect-story.ts';
import type { BenchOffice } from './bench-office.ts';
import { startFlags } from './start-flags.ts';

export type MemoryAtWork = {
  readonly signedInMb: number;
  readonly afterWorkMb: number;
  /** The most while working. */
  readonly peakMb: number;
  /** The most at any time, the loading of some hundred source files included. */
  readonly loadingMb: number;
};
type Bytes = {
  readonly signedIn: number;
  readonly afterWork: number;
  readonly peak: number;
  readonly loading: number;
};

const MB = 1_000_000;

/** Resident memory of a core that signs in, searches 200 times, scans 50 vouchers and asks the rules about everybody. */
export function memoryAtWork({ place, codes }: BenchOffice): Promise<MemoryAtWork> {
  const pinOf = (login: string) =>
    present(
      place.people.find((person) => person.login === login),
      login,
    );
  const [officer, clerk] = [pinOf('officer'), pinOf('clerk')];
  const child = fork(
    fileURLToPath(new URL('memory-child.ts', import.meta.url)),
    [
      place.folder,
      practicePassphraseFile(place.folder),
      officer.userId,
      officer.pin,
      clerk.userId,
      clerk.pin,
      codes.slice(0, 50).join(),
    ],
    { execArgv: [...startFlags()] },
  );
  let measured: MemoryAtWork | undefined;
  child.on('message', ({ signedIn, afterWork, peak, loading }: Bytes) => {
    measured = {
      signedInMb: signedIn / MB,
      afterWorkMb: afterWork / MB,
      peakMb: peak / MB,
      loadingMb: loading / MB,
    };
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (measured === undefined) reject(new Error(`the core ended with ${code} and said nothing`));
      else resolve(measured);
    });
  });
}

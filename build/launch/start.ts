import { join } from 'node:path';
import { centreFolderOf, dataFolderOf, programRoot } from '../../main/cli/office-folder.ts';
import { chooseShell } from './choose-shell.ts';
import { findElectron, installElectron } from './electron-binary.ts';
import { type Launched, launch } from './launch.ts';
import type { LaunchParts } from './launch-parts.ts';
import { launchWords } from './launch-words.ts';
import { makePracticeOffice, removeUnfinishedOffice } from './practice/make-practice-office.ts';
import { moveCentre, officeStateOf } from './practice/office-state.ts';
import { progressBar } from './progress-bar.ts';
import { ensureRenderer } from './renderer-build.ts';
import { readStartArguments, type StartRequest } from './start-arguments.ts';
import { launchCentre, openInBrowser, openInElectron, showBrowser } from './start-parts.ts';

const HOUSEHOLDS_PER_OFFICE = 2500;
const USUAL_CENTRE_PORT = 4600;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm start`: says what it does, line by line, and ends with Ctrl+C. */
async function run(): Promise<void> {
  const request = readStartArguments(process.argv.slice(2));
  if (!request.ok) {
    process.stderr.write(`${request.error.message}\n`);
    process.exitCode = 2;
    return;
  }
  const launched = await launch(request.value, partsOf(request.value));
  if (!launched.ok) {
    process.stderr.write(`${launchWords(launched.error)}\n`);
    process.exit(1);
  }
  stopOnSignal(launched.value);
}

function partsOf(request: StartRequest): LaunchParts {
  const { env } = process;
  const root = programRoot;
  const data = dataFolderOf(request.data, env);
  const officeFolder = join(data, `office-${request.office.toLowerCase()}`);
  const hasDisplay =
    process.platform !== 'linux' ||
    [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
  // A test makes a small one; people always get the same 5,000 households.
  const householdsPerOffice = Number(env['TAWI_PRACTICE_HOUSEHOLDS'] ?? HOUSEHOLDS_PER_OFFICE);
  const bar = progressBar(process.stdout, 'Making the practice people at the centre');
  return {
    say,
    office: {
      look: () => officeStateOf(officeFolder),
      remove: () => removeUnfinishedOffice(officeFolder),
      make: (centreUrl) =>
        makePracticeOffice({ officeFolder, office: request.office, centreUrl, householdsPerOffice, say }),
      moveCentre: (centreUrl) => moveCentre(officeFolder, centreUrl),
    },
    centre: () =>
      launchCentre({
        centreFolder: centreFolderOf(data),
        port: request.centrePort ?? knownPort(officeFolder) ?? USUAL_CENTRE_PORT,
        practiceHouseholds: householdsPerOffice,
        say,
        onProgress: bar,
      }),
    screens: () => ensureRenderer(root, say),
    chooseShell: () =>
      chooseShell({
        forced: env['TAWI_SHELL'],
        hasDisplay,
        findElectron: () => findElectron(root),
        installElectron: () => installElectron(root, say),
      }),
    openInBrowser: (screensFolder) => openInBrowser(officeFolder, screensFolder, request.port),
    openInElectron: (binary) => openInElectron(root, officeFolder, binary, say),
    showBrowser: (url) => showBrowser(url, hasDisplay),
  };
}

/** The port this office knows its centre by, so that both find each other again. */
function knownPort(officeFolder: string): number | undefined {
  const state = officeStateOf(officeFolder);
  const url =
    state.kind === 'practice' && URL.canParse(state.centreUrl) ? new URL(state.centreUrl) : undefined;
  return url === undefined || url.port === '' ? undefined : Number(url.port);
}

function stopOnSignal(launched: Launched): void {
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    if (stopping !== undefined) return;
    say('\nStopping …');
    stopping = launched.stop();
    stopping.then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(
          `Could not stop in order: ${error instanceof Error ? error.message : String(error)}\n`,
        );
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  void launched.ended?.then(stop);
  say('Ctrl+C here stops Tawi and its centre.');
}

await run();

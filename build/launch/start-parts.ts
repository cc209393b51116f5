import { spawn } from 'node:child_process';
import { startCore } from '#core';
import { err, ok, type Result } from '#domain/result';
import { openFileLog } from '#host/adapters/log';
import { startBrowserHost } from '../../main/browser-host/server.ts';
import { appVersion } from '../../main/cli/app-version.ts';
import { failureOf } from '../../main/cli/desk.ts';
import { practicePassphraseFile, readPracticeFile } from '../../main/cli/practice-file.ts';
import { readSecretFile } from '../../main/cli/read-secret.ts';
import { openDataFolder } from '../../main/core/data-folder.ts';
import type { KeyStoreOptions } from '../../main/core/pc-keys.ts';
import { startCentreProcess } from './centre-process.ts';
import { findRunningCentre } from './centre-record.ts';
import { ensureElectronBuild } from './electron-build.ts';
import type { LaunchedCentre, LaunchFailure, LaunchParts } from './launch-parts.ts';
import { settleMemory } from './settle-memory.ts';

/** Waits this long for a centre that another start is bringing up, the making of practice data included. */
const BUSY_WAIT_MS = 120_000;
const BUSY_LOOK_MS = 500;

export type CentreParts = {
  readonly centreFolder: string;
  readonly port: number;
  readonly practiceHouseholds: number;
  readonly say: (line: string) => void;
  readonly onProgress: (done: number, total: number) => void;
};

/** The centre of the data folder: the one that runs, else a new one, which this launcher then stops again. */
export async function launchCentre(parts: CentreParts): Promise<Result<LaunchedCentre, LaunchFailure>> {
  const running = await findRunningCentre(parts.centreFolder);
  if (running !== undefined) return ok({ url: running.url, stop: () => Promise.resolve() });
  const started = await startCentreProcess(parts);
  if (started.ok) return ok(started.value);
  if (started.error.code === 'launch/centre-busy') return waitForOther(parts);
  const { code, reason, detail } = started.error;
  return err({ code, data: { reason, detail } });
}

async function waitForOther({
  centreFolder,
  say,
}: CentreParts): Promise<Result<LaunchedCentre, LaunchFailure>> {
  say('Another start is bringing up the centre; waiting for it …');
  for (const until = Date.now() + BUSY_WAIT_MS; Date.now() < until; ) {
    const running = await findRunningCentre(centreFolder);
    if (running !== undefined) return ok({ url: running.url, stop: () => Promise.resolve() });
    await new Promise((resolve) => {
      setTimeout(resolve, BUSY_LOOK_MS);
    });
  }
  return err({ code: 'launch/centre-busy' });
}

/** How this office's secret is opened: practice mode keeps a passphrase file where no key store of the system answers. */
export function keyStoreOf(officeFolder: string, env: NodeJS.ProcessEnv): KeyStoreOptions {
  const given = env['TAWI_PASSPHRASE_FILE'];
  if (given !== undefined && given !== '') return { passphraseFile: given };
  const file = practicePassphraseFile(officeFolder);
  const isPractice = readPracticeFile(officeFolder) !== undefined;
  return isPractice && readSecretFile(file) !== undefined ? { passphraseFile: file } : {};
}

export async function openInBrowser(
  officeFolder: string,
  screensFolder: string,
  port: number,
): ReturnType<LaunchParts['openInBrowser']> {
  const log = openFileLog({ folder: openDataFolder(officeFolder).logs });
  const keyStore = keyStoreOf(officeFolder, process.env);
  const core = await startCore({
    dataDir: officeFolder,
    keyStore,
    version: appVersion(),
    release: false,
    log,
  });
  if (!core.ok) return err(failureOf(core.error));
  const host = await startBrowserHost({ core: core.value, rendererFolder: screensFolder, port, log });
  if (!host.ok) {
    await core.value.stop();
    return host;
  }
  settleMemory();
  return ok({
    url: host.value.newUrl(),
    stop: async () => {
      await host.value.stop();
      await core.value.stop();
    },
  });
}

/** Starts Electron over the built program; its core opens the office in a process of its own. */
export async function openInElectron(
  root: string,
  officeFolder: string,
  binary: string,
  say: (line: string) => void,
): ReturnType<LaunchParts['openInElectron']> {
  const entry = await ensureElectronBuild(root, say);
  const { passphraseFile } = keyStoreOf(officeFolder, process.env);
  const passphrase = passphraseFile === undefined ? [] : [`--passphrase-file=${passphraseFile}`];
  const child = spawn(binary, [entry, `--data-dir=${officeFolder}`, ...passphrase], { stdio: 'inherit' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ended, stop };
}

/** Opens the address in the person's browser; where that fails the address in the terminal remains. */
export function showBrowser(url: string, hasDisplay: boolean): void {
  if (!hasDisplay) return;
  const [program, ...before] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  if (program === undefined) return;
  const child = spawn(program, [...before, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

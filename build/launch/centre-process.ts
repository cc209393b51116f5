import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PracticeOfficeKey } from '#db/seed/practice-users';
import { err, ok, type Result } from '#domain/result';
import { type CentreMessage, readCentreMessage } from './centre-messages.ts';

const CHILD = fileURLToPath(new URL('./centre-child.ts', import.meta.url));
/** It finishes requests, then its database; longer than both together. */
const STOP_WITHIN_MS = 20_000;

export type CentreProcessOptions = {
  readonly centreFolder: string;
  /** Preferred; another free one is taken when it is in use. */
  readonly port: number;
  /** Makes the practice deployment with so many households in each office; undefined leaves the database as it is. */
  readonly practiceHouseholds?: number;
  /** Offices that get people; both unless told. */
  readonly peopleOf?: readonly PracticeOfficeKey[];
  readonly onProgress?: (done: number, total: number) => void;
  readonly env?: NodeJS.ProcessEnv;
};
export type CentreProcess = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Asks it to stop and waits; killed when it does not. */
  readonly stop: () => Promise<void>;
  /** The power cut: no chance to finish anything. */
  readonly kill: () => Promise<void>;
};
export type CentreProcessFailure =
  | { readonly code: 'launch/centre-busy' }
  | { readonly code: 'launch/centre-failed'; readonly reason: string; readonly detail: string };

/** Starts the centre in a process group of its own, so that Ctrl+C reaches only the launcher, which stops it in order. */
export async function startCentreProcess(
  options: CentreProcessOptions,
): Promise<Result<CentreProcess, CentreProcessFailure>> {
  const {
    centreFolder,
    port,
    practiceHouseholds,
    peopleOf = ['A', 'B'],
    onProgress,
    env = process.env,
  } = options;
  const practice =
    practiceHouseholds === undefined
      ? []
      : ['--practice', String(practiceHouseholds), '--people-of', peopleOf.join()];
  const child = spawn(
    process.execPath,
    [CHILD, '--data', centreFolder, '--port', String(port), ...practice],
    {
      detached: process.platform !== 'win32',
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-2000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const first = await firstNews(child, ended, onProgress);
  if (first?.kind === 'ready') return ok(processOf(child, ended, first));
  if (first?.kind === 'busy') return err({ code: 'launch/centre-busy' });
  const reason = first?.kind === 'failed' ? first.code : 'centre/ended';
  return err({
    code: 'launch/centre-failed',
    reason,
    detail: first?.kind === 'failed' ? first.detail : errors,
  });
}

/** The message that decides: ready, busy or failed; undefined when the process ended without a word. */
function firstNews(
  child: ChildProcess,
  ended: Promise<void>,
  onProgress: CentreProcessOptions['onProgress'],
): Promise<CentreMessage | undefined> {
  return new Promise((resolve) => {
    child.on('message', (raw) => {
      const message = readCentreMessage(raw);
      if (message?.kind === 'progress') onProgress?.(message.done, message.total);
      else if (message !== undefined) resolve(message);
    });
    void ended.then(() => resolve(undefined));
  });
}

function processOf(
  child: ChildProcess,
  ended: Promise<void>,
  { url, databaseUrl }: { readonly url: string; readonly databaseUrl: string },
): CentreProcess {
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  };
  return { url, databaseUrl, pid: child.pid ?? 0, ended, stop, kill };
}

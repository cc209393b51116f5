import { err, ok } from '#domain/result';
import type { Log } from '#ports/log';
import type { PostponedBy, Updater, UpdateState } from '#ports/updater';

/** The part of electron-updater that is used. */
export type UpdateEngine = {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  allowPrerelease: boolean;
  disableWebInstaller: boolean;
  verifyUpdateCodeSignature?: (publisherNames: string[], file: string) => Promise<string | null>;
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

/** What speaks against touching the app now; undefined values are not known yet and count as yes. */
export type OfficeFacts = { readonly unsent: number | undefined; readonly redeeming: boolean };

export type UpdaterOptions = {
  readonly engine: UpdateEngine;
  readonly verify: (publisherNames: readonly string[], file: string) => Promise<string | null>;
  readonly facts: () => OfficeFacts;
  /** Stops the core in order: the installer ends whatever still runs. */
  readonly beforeInstall: () => Promise<void>;
  readonly nowMs: () => number;
  readonly log: Log;
};

/**
 * electron-updater behind the port. It never acts by itself, never goes back to an older version and takes nothing
 * that {@link UpdaterOptions.verify} did not pass. Setting `channel` would allow downgrades again: nobody does.
 */
export function createUpdater(options: UpdaterOptions): Updater {
  const { engine, verify, facts, nowMs, log } = options;
  engine.autoDownload = false;
  engine.autoInstallOnAppQuit = false;
  engine.allowDowngrade = false;
  engine.allowPrerelease = false;
  engine.disableWebInstaller = true;
  engine.verifyUpdateCodeSignature = verify;
  // Failures come back from the calls as well; without a listener the event would end the process.
  engine.on('error', (error) => log.warn('update.error', { kind: error.name }));
  let state: UpdateState = { kind: 'idle' };
  let running: Promise<UpdateState> | undefined;

  const checkOnce = async (): Promise<UpdateState> => {
    if (state.kind === 'ready') return state;
    state = { kind: 'checking' };
    const found = await engine.checkForUpdates();
    if (found === null || !found.isUpdateAvailable) return { kind: 'current', checkedAtMs: nowMs() };
    const { version } = found.updateInfo;
    const by = postponedBy(facts());
    if (by !== undefined) return { kind: 'postponed', version, by };
    state = { kind: 'downloading', version };
    await engine.downloadUpdate();
    return { kind: 'ready', version };
  };
  const settle = async (): Promise<UpdateState> => {
    try {
      state = await checkOnce();
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      log.warn('update.failed', { reason });
      state = { kind: 'failed', reason };
    }
    running = undefined;
    return state;
  };
  return {
    state: () => state,
    check: () => {
      running ??= settle();
      return running;
    },
    install: async () => {
      if (state.kind !== 'ready') return err({ code: 'update/not-ready' });
      const by = postponedBy(facts());
      if (by !== undefined) return err({ code: 'update/postponed', by });
      log.info('update.install', { version: state.version });
      await options.beforeInstall();
      engine.quitAndInstall(true, true);
      return ok(undefined);
    },
  };
}

/** An updater that never does anything and says why. */
export function offUpdater(why: Extract<UpdateState, { kind: 'off' }>['why']): Updater {
  const state: UpdateState = { kind: 'off', why };
  return {
    state: () => state,
    check: async () => state,
    install: async () => err({ code: 'update/not-ready' }),
  };
}

/** What speaks against an update now. What is not known speaks against it. */
export function postponedBy({ unsent, redeeming }: OfficeFacts): PostponedBy | undefined {
  if (redeeming) return 'redeeming';
  if (unsent === undefined) return 'unknown';
  return unsent > 0 ? 'work-unsent' : undefined;
}

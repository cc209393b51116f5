import { join } from 'node:path';
import { app, dialog, type MessagePortMain, utilityProcess } from 'electron';
import { systemTimers } from '#host/timers';
import type { Log } from '#ports/log';
import type { CoreSettings } from '../core/core-messages.ts';
import { createCoreProcess } from '../core/core-process.ts';
import { followOffice } from '../update/office-facts.ts';
import { connectWindows } from '../window/core-windows.ts';
import { askPassphrase } from './ask-passphrase.ts';
import { coreEnvironment } from './core-environment.ts';
import { isLiftedByPassphrase } from './passphrase-page.ts';
import { refusalText, type ShellTexts, textOf } from './words.ts';

export type OfficeOptions = {
  /** Folder of the bundles. */
  readonly bundles: string;
  readonly settings: CoreSettings;
  readonly log: Log;
  readonly texts: ShellTexts;
};

/** The core in its process, its lines to the windows, and what the shell knows of the office from it. */
export function startOffice({ bundles, settings, log, texts }: OfficeOptions) {
  let current = settings;
  const env = coreEnvironment(process.env);
  const leaveWith = (message: string): void => {
    dialog.showErrorBox('Tawi', message);
    app.quit();
  };
  const tryPassphrase = async (code: string): Promise<void> => {
    const passphrase = await askPassphrase(texts, code, log);
    if (passphrase === undefined) return app.quit();
    current = { ...settings, passphrase };
    await core.stop();
    core.start();
  };
  const core = createCoreProcess<MessagePortMain>({
    fork: () =>
      utilityProcess.fork(join(bundles, 'core-entry.mjs'), [], {
        serviceName: 'Tawi core',
        env,
        execArgv: [],
      }),
    settings: () => current,
    timers: systemTimers,
    nowMs: Date.now,
    log,
    onStarted: (again) => {
      office.forget();
      windows.onCoreStarted(again);
    },
    onRefused: (code) => {
      if (isLiftedByPassphrase(code)) void tryPassphrase(code);
      else leaveWith(refusalText(texts, code));
    },
    onGaveUp: () => leaveWith(textOf(texts, 'shell:core-stopped')),
  });
  const windows = connectWindows(core, log);
  const office = followOffice(windows.pageAddress);
  windows.line.subscribe(office.hear);
  core.start();
  return { core, windows, office };
}

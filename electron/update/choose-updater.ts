import type { Log } from '#ports/log';
import type { Updater } from '#ports/updater';
import { createUpdater, type OfficeFacts, offUpdater, type UpdateEngine } from './updater.ts';
import { askPowerShell, createSignatureCheck } from './verify-authenticode.ts';

export type ChooseUpdaterOptions = {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly publisher: string;
  readonly loadEngine: () => Promise<UpdateEngine>;
  readonly facts: () => OfficeFacts;
  readonly beforeInstall: () => Promise<void>;
  readonly nowMs: () => number;
  readonly log: Log;
};

/**
 * An updater only where what it brings can be proven: packed for Windows by a named publisher. electron-updater
 * checks no signature elsewhere, so there IT installs packages; a signed manifest of our own will lift that.
 */
export async function chooseUpdater(options: ChooseUpdaterOptions): Promise<Updater> {
  const { isPackaged, platform, publisher, loadEngine, ...rest } = options;
  if (!isPackaged) return offUpdater('not-packaged');
  if (publisher === '') return offUpdater('no-publisher');
  if (platform !== 'win32') return offUpdater('cannot-verify');
  const verify = createSignatureCheck(publisher, askPowerShell);
  return createUpdater({ ...rest, engine: await loadEngine(), verify });
}

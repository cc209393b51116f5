import { isAbsolute, join, resolve } from 'node:path';

/** What the command line may say to the shell; everything else is ignored. */
export type ShellArguments = { readonly dataDir: string; readonly passphraseFile?: string };

/**
 * `--data-dir=<folder>` for a second office on one PC and for tests, `--passphrase-file=<file>` for a PC without a
 * key store. The data folder is the login's own unless told.
 */
export function readArguments(argv: readonly string[], appData: string): ShellArguments {
  const pathOf = (name: string): string | undefined => {
    const beginning = `--${name}=`;
    const value = argv.findLast((argument) => argument.startsWith(beginning))?.slice(beginning.length);
    if (value === undefined || value === '') return undefined;
    return isAbsolute(value) ? value : resolve(value);
  };
  const passphraseFile = pathOf('passphrase-file');
  const dataDir = pathOf('data-dir') ?? join(appData, 'Tawi', 'office');
  return passphraseFile === undefined ? { dataDir } : { dataDir, passphraseFile };
}

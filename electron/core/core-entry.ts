import { startCore } from '#core';
import { InvariantError } from '#domain/invariant';
import { serveParent } from './serve-parent.ts';

/** Entry of the core's own process (Electron's `utilityProcess`); the parent says what to start. */
if (process.parentPort === undefined)
  throw new InvariantError('started by hand: this file needs a parent port');
serveParent(
  process.parentPort,
  ({ passphrase, passphraseFile, ...settings }) => {
    const byFile = passphraseFile === undefined ? {} : { passphraseFile };
    return startCore({ ...settings, keyStore: passphrase === undefined ? byFile : { passphrase } });
  },
  (code) => process.exit(code),
);

import { type Core, startCore } from '#core';
import type { PracticeOfficeKey } from '#db/seed/practice-users';
import { practiceOfficeUsers } from '#db/seed/practice-users';
import { assert, InvariantError } from '#domain/invariant';
import { makePracticeOffice } from '../../../build/launch/practice/make-practice-office.ts';
import { type BrowserHost, startBrowserHost } from '../../../main/browser-host/server.ts';
import type { KeyStoreOptions } from '../../../main/core/pc-keys.ts';

/** The weakest allowed derivation: forty sign-ins with the real one would cost half a minute. */
const KEY_STORE = {
  only: 'passphrase',
  passphrase: 'a passphrase of the practice PC',
  argon2: 'floor',
} as const satisfies KeyStoreOptions;

export type Fault = { readonly event: string; readonly fields: unknown };
/** One office: its data folder and, while it is open, its core behind a browser host. */
export type PracticeOffice = {
  readonly folder: string;
  readonly core: () => Core;
  readonly host: () => BrowserHost;
  /** Errors the core or the host logged: nobody expected them. */
  readonly faults: readonly Fault[];
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OfficeRequest = {
  readonly folder: string;
  readonly office: PracticeOfficeKey;
  readonly centreUrl: string;
  readonly householdsPerOffice: number;
  readonly screensFolder: string;
};

/** Makes the PC of a practice office, everybody activated, and leaves it closed. */
export async function makeOffice(request: OfficeRequest): Promise<PracticeOffice> {
  const { folder, office, centreUrl, householdsPerOffice, screensFolder } = request;
  const made = await makePracticeOffice({
    ...{ officeFolder: folder, office, centreUrl, householdsPerOffice },
    say: () => undefined,
    keyStore: KEY_STORE,
  });
  if (!made.ok) throw new InvariantError(`the practice office was not made: ${JSON.stringify(made.error)}`);
  assert(made.value.length === practiceOfficeUsers[office].length, () => 'somebody has no account');
  return officeOver(folder, screensFolder);
}

function officeOver(folder: string, screensFolder: string): PracticeOffice {
  const faults: Fault[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event: string, fields?: unknown) => void faults.push({ event, fields }),
  };
  let running: { readonly core: Core; readonly host: BrowserHost } | undefined;
  const now = () => {
    assert(running !== undefined, () => 'the office is closed');
    return running;
  };
  return {
    folder,
    faults,
    core: () => now().core,
    host: () => now().host,
    open: async () => {
      const core = await startCore({
        ...{ dataDir: folder, keyStore: KEY_STORE, version: '0.1.0', release: false, log },
      });
      if (!core.ok) throw new InvariantError(`the office did not open: ${core.error.code}`);
      const host = await startBrowserHost({ core: core.value, rendererFolder: screensFolder, log });
      if (!host.ok) throw new InvariantError(host.error.code);
      running = { core: core.value, host: host.value };
    },
    close: async () => {
      const { core, host } = running ?? {};
      running = undefined;
      await host?.stop();
      await core?.stop();
    },
  };
}

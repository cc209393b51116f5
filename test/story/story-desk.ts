import { type Core, startCore } from '#core';
import type { PracticeOfficeKey } from '#db/seed/practice-users';
import type { Log } from '#ports/log';
import { appVersion } from '../../main/cli/app-version.ts';
import { type CoreClient, createCoreClient } from '../../main/cli/core-client.ts';
import { type PracticePerson, practicePassphraseFile } from '../../main/cli/practice-file.ts';
import { allowed, present } from './expect-story.ts';

/** A fault of the program is told where it happens; everything else is told by the steps. */
const FAULTS_ONLY: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event, fields) => void process.stderr.write(`fault: ${event} ${JSON.stringify(fields)}\n`),
};

/** One office's PC, with everybody at it in a window of their own. */
export type StoryDesk = {
  readonly office: PracticeOfficeKey;
  readonly core: Core;
  /** Signed in with the PIN, once; the window is called by the login. */
  readonly as: (login: string) => Promise<CoreClient>;
  readonly person: (login: string) => PracticePerson;
  readonly stop: () => Promise<void>;
};

export type DeskPlace = {
  readonly office: PracticeOfficeKey;
  readonly folder: string;
  readonly people: readonly PracticePerson[];
};

/** Opens an office over its encrypted files. The centre is called only when a step asks for it. */
export async function openStoryDesk({ office, folder, people }: DeskPlace): Promise<StoryDesk> {
  const core = allowed(
    await startCore({
      dataDir: folder,
      keyStore: { passphraseFile: practicePassphraseFile(folder), argon2: 'floor' },
      version: appVersion(),
      release: false,
      autoSync: false,
      log: FAULTS_ONLY,
    }),
    `opening office ${office}`,
  );
  const person = (login: string): PracticePerson =>
    present(
      people.find((known) => known.login === login),
      `${login} among the people of office ${office}`,
    );
  const signedIn = new Map<string, CoreClient>();
  const as = async (login: string): Promise<CoreClient> => {
    const known = signedIn.get(login);
    if (known !== undefined) return known;
    const client = createCoreClient(core, login);
    const { userId, pin } = person(login);
    allowed(await client.call('session.unlock', { userId, pin }), `signing in ${login}`);
    signedIn.set(login, client);
    return client;
  };
  return { office, core, as, person, stop: core.stop };
}

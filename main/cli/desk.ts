import type { Failure } from '#contract/contract';
import { hasPermission, type Permission } from '#domain/identity/permissions';
import { err, ok, type Result } from '#domain/result';
import { type Core, startCore } from '../core.ts';
import { appVersion } from './app-version.ts';
import type { OptionValues } from './cli-arguments.ts';
import { type CoreClient, createCoreClient } from './core-client.ts';
import { isEnrolled } from './office-folder.ts';
import { practicePassphraseFile, readPracticeFile } from './practice-file.ts';
import { readSecretFile } from './read-secret.ts';

/** Name of the command line among the windows of a core. */
export const CHANNEL = 'command-line';

/** What commands get to know of the world, so that tests can give their own. */
export type CliWorld = {
  readonly officeFolder: string;
  readonly options: OptionValues;
  /** One message for people, on standard error. */
  readonly say: (line: string) => void;
  readonly askSecret: (question: string) => Promise<string | undefined>;
};
export type Desk = { readonly core: Core; readonly client: CoreClient; readonly officeFolder: string };

/** Opens this office's core beside a window that may be open. Nobody is signed in yet. */
export async function openDesk({ officeFolder, options }: CliWorld): Promise<Result<Desk, Failure>> {
  if (!isEnrolled(officeFolder)) return err({ code: 'cli/no-data', data: { folder: officeFolder } });
  const passphraseFile = options['passphrase-file'] ?? practicePassphrase(officeFolder);
  const started = await startCore({
    dataDir: officeFolder,
    keyStore: passphraseFile === undefined ? {} : { passphraseFile },
    version: appVersion(),
    release: false,
    autoSync: false,
    beside: true,
  });
  if (!started.ok) return err(failureOf(started.error));
  const core = started.value;
  return ok({ core, officeFolder, client: createCoreClient(core, CHANNEL) });
}

/** A code with everything beside it as its data. */
export function failureOf(error: {
  readonly code: string;
  readonly data?: Readonly<Record<string, unknown>>;
}): Failure {
  const { code, data, ...rest } = error;
  return { code, data: { ...rest, ...data } };
}

function practicePassphrase(officeFolder: string): string | undefined {
  return readPracticeFile(officeFolder) === undefined
    ? undefined
    : existing(practicePassphraseFile(officeFolder));
}

function existing(file: string): string | undefined {
  return readSecretFile(file) === undefined ? undefined : file;
}

/** Runs `work` with somebody signed in who holds the permission; the core is stopped afterwards whatever happens. */
export async function withPerson<T>(
  world: CliWorld,
  permission: Permission,
  work: (desk: Desk) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const desk = await openDesk(world);
  if (!desk.ok) return desk;
  try {
    const signedIn = await signIn(world, desk.value, permission);
    return signedIn.ok ? await work(desk.value) : signedIn;
  } finally {
    await desk.value.core.stop();
  }
}

type Door = { readonly userId: string; readonly pin: string };

/** Signs in whom `--user` names, in practice mode whoever may do the work. */
export async function signIn(
  world: CliWorld,
  { client }: Desk,
  permission: Permission,
): Promise<Result<void, Failure>> {
  const door = await doorOf(world, client, permission);
  if (!door.ok) return door;
  const me = await client.call('session.unlock', door.value);
  if (!me.ok) return me;
  if (me.value.permissions.includes(permission)) return ok(undefined);
  return err({ code: 'cli/role-missing', data: { name: me.value.displayName, permission } });
}

async function doorOf(
  world: CliWorld,
  client: CoreClient,
  permission: Permission,
): Promise<Result<Door, Failure>> {
  const { user } = world.options;
  const practice = readPracticeFile(world.officeFolder)?.people ?? [];
  const person = practice.find(({ login, roles }) =>
    user === undefined ? hasPermission(roles, permission) : login === user,
  );
  const state = await client.call('session.state', {});
  if (!state.ok) return state;
  const { users } = state.value;
  const able = users.filter(({ roles }) => hasPermission(roles, permission));
  const wanted = user ?? person?.userId ?? (able.length === 1 ? able[0]?.userId : undefined);
  const people = users.map(({ displayName }) => displayName).join(', ');
  if (wanted === undefined) return err({ code: 'cli/who', data: { people } });
  const found = users.find(
    ({ userId, displayName }) =>
      userId === wanted || userId === person?.userId || displayName.toLowerCase() === wanted.toLowerCase(),
  );
  if (found === undefined) return err({ code: 'cli/no-such-person', data: { name: wanted, people } });
  const known = practice.find(({ userId }) => userId === found.userId)?.pin;
  const pin = await pinOf(world, known, found.displayName);
  return pin.ok ? ok({ userId: found.userId, pin: pin.value }) : pin;
}

/** `--pin-file` comes before the practice file, so that a wrong PIN can be tried; a terminal is asked last. */
export async function pinOf(
  world: CliWorld,
  known: string | undefined,
  name: string,
): Promise<Result<string, Failure>> {
  const file = world.options['pin-file'];
  const pin =
    file === undefined ? (known ?? (await world.askSecret(`PIN of ${name}: `))) : readSecretFile(file);
  if (pin === undefined && file === undefined) return err({ code: 'cli/pin-needed' });
  if (pin === undefined || !/^\d{4,12}$/.test(pin))
    return err({ code: 'cli/pin-file', data: { file: file ?? 'terminal' } });
  return ok(pin);
}

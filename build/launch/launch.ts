import { err, ok, type Result } from '#domain/result';
import type { PracticePerson } from '../../main/cli/practice-file.ts';
import type { LaunchedCentre, LaunchFailure, LaunchParts, OpenedOfficeWindow } from './launch-parts.ts';
import type { StartRequest } from './start-arguments.ts';

export type Launched = {
  /** Undefined where only a person ends it (browser). */
  readonly ended: Promise<void> | undefined;
  readonly stop: () => Promise<void>;
};

/**
 * The order of a start. The first time: centre and practice data, then the PC, while the screens are built. Later: the
 * office first, because it needs nobody; the centre comes up beside it, and without it work simply waits to be sent.
 */
export async function launch(
  request: StartRequest,
  parts: LaunchParts,
): Promise<Result<Launched, LaunchFailure>> {
  const found = parts.office.look();
  if (found.kind === 'unfinished') parts.office.remove();
  const isNew = found.kind === 'none' || found.kind === 'unfinished';
  if (isNew && !request.withCentre)
    return err({ code: 'launch/needs-centre', data: { office: request.office } });
  const screens = parts.screens();
  // Awaited below; until then a failure must not end the process.
  screens.catch(() => undefined);
  if (!isNew) return openLater(request, parts, screens, found.kind === 'practice' ? found : undefined);
  const centre = await parts.centre();
  if (!centre.ok) return centre;
  const made = await parts.office.make(centre.value.url);
  if (!made.ok) {
    await centre.value.stop();
    return made;
  }
  return openWindow(parts, screens, { people: made.value, centre: Promise.resolve(centre.value) });
}

type Known = { readonly people: readonly PracticePerson[]; readonly centreUrl: string };

async function openLater(
  { withCentre }: StartRequest,
  parts: LaunchParts,
  screens: Promise<string>,
  known: Known | undefined,
): Promise<Result<Launched, LaunchFailure>> {
  if (known === undefined)
    return openWindow(parts, screens, { people: [], centre: Promise.resolve(undefined) });
  const centre = withCentre ? centreBeside(parts, known.centreUrl) : Promise.resolve(undefined);
  return openWindow(parts, screens, { people: known.people, centre });
}

/** A centre that does not come up is said and no reason to stop. */
async function centreBeside(parts: LaunchParts, knownUrl: string): Promise<LaunchedCentre | undefined> {
  const started = await parts.centre();
  if (!started.ok) {
    parts.say(
      `The centre did not start (${reasonOf(started.error)}). Work goes on; it is sent when the centre is there.`,
    );
    return undefined;
  }
  const { url } = started.value;
  if (url !== knownUrl) {
    await parts.office.moveCentre(url);
    parts.say(`The centre is at ${url} now, not at ${knownUrl}. Start again, so that the office finds it.`);
  }
  return started.value;
}

type Opening = {
  readonly people: readonly PracticePerson[];
  readonly centre: Promise<LaunchedCentre | undefined>;
};

async function openWindow(
  parts: LaunchParts,
  screens: Promise<string>,
  { people, centre }: Opening,
): Promise<Result<Launched, LaunchFailure>> {
  const stopCentre = async (): Promise<void> => (await centre)?.stop();
  const opened = await openShell(parts, await screens.catch(failure));
  if (!opened.ok) {
    await stopCentre();
    return opened;
  }
  for (const line of signInLines(people)) parts.say(line);
  const { window, ended } = opened.value;
  const stop = async (): Promise<void> => {
    await window.stop();
    await stopCentre();
  };
  return ok({ ended, stop });
}

type OpenedShell = { readonly window: OpenedOfficeWindow; readonly ended: Promise<void> | undefined };

async function openShell(
  parts: LaunchParts,
  screens: string | LaunchFailure,
): Promise<Result<OpenedShell, LaunchFailure>> {
  if (typeof screens !== 'string') return err(screens);
  const choice = await parts.chooseShell();
  if (choice.shell === 'none') return err({ code: 'launch/no-shell', data: { why: choice.why } });
  if (choice.shell === 'electron') {
    const window = await parts.openInElectron(choice.binary);
    return ok({ window, ended: window.ended });
  }
  parts.say(`Tawi opens in the browser, because: ${choice.why}.`);
  const window = await parts.openInBrowser(screens);
  if (!window.ok) return window;
  parts.say(`\nOpen this address in a browser on this PC (it works once):\n  ${window.value.url}\n`);
  parts.showBrowser(window.value.url);
  return ok({ window: window.value, ended: undefined });
}

/** Who can sign in: practice people only, whose PINs are no secret. */
export function signInLines(people: readonly PracticePerson[]): readonly string[] {
  if (people.length === 0) return [];
  const width = Math.max(...people.map(({ displayName }) => displayName.length));
  return [
    'Practice: these people can sign in.',
    ...people.map(
      ({ displayName, roles, pin }) => `  ${displayName.padEnd(width)}  PIN ${pin}  ${roles.join(', ')}`,
    ),
  ];
}

export function reasonOf({ code, data = {} }: LaunchFailure): string {
  const detail = [data['reason'], data['detail']].filter((part) => typeof part === 'string' && part !== '');
  return [code, ...detail].join(': ');
}

function failure(error: unknown): LaunchFailure {
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'launch/screens-not-built', data: { detail } };
}

import { statfsSync, statSync } from 'node:fs';
import { release, totalmem } from 'node:os';
import type { OutputOf } from '#contract/contract';
import { appVersion } from '../app-version.ts';
import type { CliCommand } from '../cli-command.ts';
import { type CliWorld, type Desk, openDesk, signIn } from '../desk.ts';
import type { DoctorCheck } from '../doctor-check.ts';
import { done, refused } from '../outcome.ts';
import { probeCentre } from '../probe-centre.ts';

/**
 * `tawi doctor`: what can be said of this PC, more of it when somebody signs in. Refused (exit 1) when something is bad.
 */
export const doctor: CliCommand = {
  words: ['doctor'],
  takes: [],
  options: ['user', 'pin-file'],
  about: 'Versions, key store, database, disk, clock and centre, each with what to do.',
  run: async (world) => {
    const desk = await openDesk(world);
    if (!desk.ok) {
      const checks = [versionCheck(), folderCheck(world.officeFolder)].filter((check) => check !== undefined);
      return refused(desk.error, { json: { checks }, lines: checks.map(line) });
    }
    const checks = await examine(world, desk.value).finally(desk.value.core.stop);
    const json = { checks };
    const lines = checks.map(line);
    return checks.some(({ state }) => state === 'bad')
      ? refused({ code: 'cli/unhealthy' }, { json, lines })
      : done(json, lines);
  },
};

async function examine(world: CliWorld, desk: Desk): Promise<readonly DoctorCheck[]> {
  const { client, core, officeFolder } = desk;
  const state = await client.call('session.state', {});
  const before = [
    versionCheck(),
    folderCheck(officeFolder),
    diskCheck(officeFolder),
    ...(state.ok ? [enrolmentCheck(state.value), keyStoreCheck(state.value)] : []),
    ...(await probeCentre(core.enrolment?.centreUrl ?? '')),
  ].filter((check) => check !== undefined);
  const signedIn = await signIn(world, desk, 'health.read');
  if (!signedIn.ok) {
    const words = `not looked at, because nobody signed in (${signedIn.error.code}): add --user and --pin-file`;
    return [...before, { name: 'database', state: 'warn', words, data: { code: signedIn.error.code } }];
  }
  const report = await client.call('health.report', {});
  const known = new Set(before.map(({ name }) => name));
  const inside = report.ok ? report.value.checks.filter(({ name }) => !known.has(name)).map(healthCheck) : [];
  return [...before, ...databaseChecks(desk), ...inside];
}

/** What the core's own health report says, in its codes. */
function healthCheck({
  name,
  state,
  code,
  data = {},
}: OutputOf<'health.report'>['checks'][number]): DoctorCheck {
  const facts = Object.entries(data).map(([key, value]) => `${key} ${String(value)}`);
  return { name, state, words: [code, ...facts].join(', '), data: { code, ...data } };
}

function databaseChecks({ core }: Desk): readonly DoctorCheck[] {
  const found = core.database();
  if (found === undefined) return [];
  const { pragmas, schema, sizeBytes } = found;
  const words = Object.entries(pragmas)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  return [
    { name: 'pragmas', state: 'ok', words, data: pragmas },
    {
      name: 'schema',
      state: 'ok',
      words: `schema ${schema}, ${Math.ceil(sizeBytes / 1_000_000)} MB`,
      data: { schema, sizeBytes },
    },
  ];
}

function versionCheck(): DoctorCheck {
  const data = {
    app: appVersion(),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch} ${release()}`,
  };
  const words = `Tawi ${data.app}, Node ${data.node}, ${data.platform}, ${Math.round(totalmem() / 1e9)} GB memory`;
  return { name: 'versions', state: 'ok', words, data };
}

function folderCheck(folder: string): DoctorCheck | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const isOpen = process.platform !== 'win32' && (stat.mode & 0o077) !== 0;
  const words = isOpen ? `${folder} can be read by other accounts: chmod 700 it` : `${folder}, private`;
  return { name: 'folder', state: isOpen ? 'warn' : 'ok', words, data: { folder, isPrivate: !isOpen } };
}

const LOW_BYTES = 500_000_000;
const EMPTY_BYTES = 100_000_000;

function diskCheck(folder: string): DoctorCheck {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  const state = freeBytes < EMPTY_BYTES ? 'bad' : freeBytes < LOW_BYTES ? 'warn' : 'ok';
  const advice = state === 'ok' ? '' : ': free some, or work may stop in the middle of a day';
  return {
    name: 'disk',
    state,
    words: `${Math.floor(freeBytes / 1_000_000)} MB free${advice}`,
    data: { freeBytes },
  };
}

function enrolmentCheck({
  officeName,
  officeCode,
  deviceLabel,
  practice,
}: OutputOf<'session.state'>): DoctorCheck {
  const words = `${deviceLabel ?? ''} of ${officeName ?? ''} (${officeCode ?? ''})${practice ? ', practice' : ''}`;
  return { name: 'enrolment', state: 'ok', words, data: { officeName, officeCode, deviceLabel, practice } };
}

/** Without a key store outside the data folder, an old copy put back is noticed only at the next contact. */
function keyStoreCheck({ keyStore }: OutputOf<'session.state'>): DoctorCheck {
  const isWeak = keyStore !== 'os-keyring';
  const words = isWeak
    ? 'sealed by a PC passphrase; an old copy of this data put back is noticed only at the next contact with the centre'
    : 'key store of the system';
  return { name: 'key-store', state: isWeak ? 'warn' : 'ok', words, data: { protection: keyStore } };
}

function line({ name, state, words }: DoctorCheck): string {
  return `${state.padEnd(4)} ${name.padEnd(10)} ${words}`;
}

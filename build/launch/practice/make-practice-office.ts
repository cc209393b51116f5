import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import type { Core } from '#core';
import { practiceOffices, practiceTenant } from '#db/seed/practice-deployment';
import { practiceGrants } from '#db/seed/practice-grants';
import { practiceIds } from '#db/seed/practice-ids';
import { type PracticeOfficeKey, practiceOfficeUsers } from '#db/seed/practice-users';
import { err, ok, type Result } from '#domain/result';
import { todayIn } from '#domain/time/plain-date';
import { appVersion } from '../../../main/cli/app-version.ts';
import { createCoreClient } from '../../../main/cli/core-client.ts';
import { failureOf } from '../../../main/cli/desk.ts';
import {
  type PracticePerson,
  practicePassphraseFile,
  writePracticeFile,
} from '../../../main/cli/practice-file.ts';
import { openDataFolder } from '../../../main/core/data-folder.ts';
import {
  type EnrolledCore,
  type EnrolPcFailure,
  type EnrolPcOptions,
  enrolThisPc,
} from '../../../main/core/enrol-this-pc.ts';
import { CentreAdminError, signInAtCentre } from './centre-admin.ts';

export type MakeOfficeOptions = {
  readonly officeFolder: string;
  readonly office: PracticeOfficeKey;
  readonly centreUrl: string;
  readonly householdsPerOffice: number;
  readonly say: (line: string) => void;
  readonly keyStore?: EnrolPcOptions['keyStore'];
};
export type MakeOfficeFailure = { readonly code: string; readonly data?: Readonly<Record<string, unknown>> };

/**
 * Makes a practice office's PC with everybody's account on it: enrolled by code, money and certificate granted, people
 * activated with their PINs. A rest of an earlier attempt must be gone. The people and PINs are in practice.json.
 */
export async function makePracticeOffice(
  options: MakeOfficeOptions,
): Promise<Result<readonly PracticePerson[], MakeOfficeFailure>> {
  try {
    return await makeOffice(options);
  } catch (error) {
    // The centre's API refused or went away: `fetch` and the client throw.
    const isOfCentre = error instanceof CentreAdminError || error instanceof TypeError;
    if (isOfCentre) return err({ code: 'launch/office-not-made', data: { detail: error.message } });
    throw error;
  }
}

async function makeOffice(
  options: MakeOfficeOptions,
): Promise<Result<readonly PracticePerson[], MakeOfficeFailure>> {
  const { office, centreUrl, officeFolder, say } = options;
  const it = await signInAtCentre(centreUrl, 'centre-it');
  const { code } = await it.post('/enrolment-codes', { officeId: practiceIds.office(office) });
  say(`Setting up the PC of office ${office} and fetching its people …`);
  // First of all, so that whatever an interruption leaves is known for a rest of practice and never for a real PC.
  openDataFolder(officeFolder);
  await writePracticeFile(officeFolder, { office, complete: false, people: [] });
  const enrolled = await enrol(options, String(code));
  if (!enrolled.ok) return err(failureOf(enrolled.error));
  const { core } = enrolled.value;
  try {
    await grant(options, core.enrolment?.reply.deviceNo ?? 0);
    const people = await activateEverybody(core, options);
    if (!people.ok) return people;
    await core.syncNow();
    await writePracticeFile(officeFolder, { office, complete: true, people: people.value });
    return people;
  } finally {
    await core.stop();
  }
}

/** Tries the key store of the system first; where none answers, a passphrase of its own is made and said. */
async function enrol(
  options: MakeOfficeOptions,
  code: string,
): Promise<Result<EnrolledCore, EnrolPcFailure>> {
  const { officeFolder, office, centreUrl, keyStore = {}, say } = options;
  const name = practiceOffices.find(({ key }) => key === office)?.name ?? office;
  const request: EnrolPcOptions = {
    dataDir: officeFolder,
    ...{
      centreUrl,
      code,
      label: `Desk 1, ${name}`,
      keyStore,
      version: appVersion(),
      release: false,
      autoSync: false,
    },
  };
  const first = await enrolThisPc(request);
  if (first.ok || first.error.code !== 'keystore/passphrase-needed') return first;
  const passphraseFile = makePassphraseFile(officeFolder);
  say(
    `No key store of the system answers: the keys are sealed by a PC passphrase in ${passphraseFile} (mode 0600).`,
  );
  return enrolThisPc({ ...request, keyStore: { ...keyStore, passphraseFile } });
}

function makePassphraseFile(officeFolder: string): string {
  const file = practicePassphraseFile(officeFolder);
  rmSync(file, { force: true });
  writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return file;
}

async function grant(
  { office, centreUrl, householdsPerOffice }: MakeOfficeOptions,
  deviceNo: number,
): Promise<void> {
  const today = todayIn(Date.now(), practiceTenant.timeZone);
  const manager = await signInAtCentre(centreUrl, 'manager');
  const { reservation, certificate } = practiceGrants(office, deviceNo, today, householdsPerOffice);
  await manager.post('/reservations', reservation);
  await manager.post('/certificates', certificate);
}

async function activateEverybody(
  core: Core,
  { office, centreUrl, say }: MakeOfficeOptions,
): Promise<Result<readonly PracticePerson[], MakeOfficeFailure>> {
  const admin = await signInAtCentre(centreUrl, 'admin');
  const client = createCoreClient(core, 'launcher');
  const people: PracticePerson[] = [];
  for (const { login, displayName, roles, pin } of practiceOfficeUsers[office]) {
    const userId = practiceIds.user(login);
    const { activationCode } = await admin.post(`/users/${userId}/activation-code`);
    const me = await client.call('session.activate', { userId, activationCode: String(activationCode), pin });
    if (!me.ok) return err({ code: me.error.code, data: { login, ...me.error.data } });
    people.push({ userId, login, displayName, roles, pin });
    say(`  ${people.length} of ${practiceOfficeUsers[office].length}: ${displayName}`);
  }
  await client.call('session.lock', {});
  return ok(people);
}

/** Throws away a PC that was never finished; its folder holds no work, because nobody could sign in yet. */
export function removeUnfinishedOffice(officeFolder: string): void {
  if (existsSync(officeFolder)) rmSync(officeFolder, { recursive: true, force: true });
}

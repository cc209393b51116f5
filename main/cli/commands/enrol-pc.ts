import { hostname } from 'node:os';
import type { Failure } from '#contract/contract';
import { err, ok, type Result } from '#domain/result';
import { enrolThisPc } from '../../core/enrol-this-pc.ts';
import type { Core } from '../../core.ts';
import { appVersion } from '../app-version.ts';
import type { CliCommand } from '../cli-command.ts';
import { createCoreClient } from '../core-client.ts';
import { CHANNEL, type CliWorld, failureOf, pinOf } from '../desk.ts';
import { done, refused } from '../outcome.ts';

type Enrolled = {
  readonly officeName: string;
  readonly deviceNo: number;
  readonly person: string;
  readonly fetched: number;
};

/**
 * `tawi enrol --centre URL --code CODE --user LOGIN --activation CODE`: makes this PC an office's and activates its
 * first person. Both together, because a PC on which nobody has a key could not be opened again.
 */
export const enrolPc: CliCommand = {
  words: ['enrol'],
  takes: [],
  options: ['centre', 'code', 'user', 'activation', 'pin-file', 'label', 'language'],
  required: ['centre', 'code', 'user', 'activation'],
  about: 'Joins this PC to an office with a code from the centre and activates the first person.',
  run: async (world) => {
    const enrolled = await enrol(world);
    if (!enrolled.ok) return refused(enrolled.error);
    const { officeName, deviceNo, person, fetched } = enrolled.value;
    return done({ ...enrolled.value, folder: world.officeFolder }, [
      `This PC is now device ${deviceNo} of the office ${officeName}; ${fetched} rows fetched.`,
      `${person} can sign in here. Others are activated on the sign-in page with their codes.`,
    ]);
  },
};

async function enrol(world: CliWorld): Promise<Result<Enrolled, Failure>> {
  const { options, officeFolder } = world;
  const login = options.user ?? '';
  // Asked before anything is made: the code from the centre is used up by the first try.
  const pin = await pinOf(world, undefined, login);
  if (!pin.ok) return pin;
  const passphraseFile = options['passphrase-file'];
  const enrolled = await enrolThisPc({
    dataDir: officeFolder,
    centreUrl: options.centre ?? '',
    code: options.code ?? '',
    label: options.label ?? hostname(),
    ...(options.language === undefined ? {} : { language: options.language }),
    keyStore: passphraseFile === undefined ? {} : { passphraseFile },
    version: appVersion(),
    release: false,
    autoSync: false,
  });
  if (!enrolled.ok) return err(withFolder(failureOf(enrolled.error), officeFolder));
  const { core, firstFetch } = enrolled.value;
  try {
    const person = await activate(core, login, { activationCode: options.activation ?? '', pin: pin.value });
    if (!person.ok) return person;
    const { officeName, deviceNo } = core.enrolment?.reply ?? { officeName: '', deviceNo: 0 };
    return ok({ officeName, deviceNo, person: person.value, fetched: firstFetch.fetched });
  } finally {
    await core.stop();
  }
}

async function activate(
  core: Core,
  login: string,
  secrets: { readonly activationCode: string; readonly pin: string },
): Promise<Result<string, Failure>> {
  const officers = core.office()?.store.read((tx) => tx.rows.all('officer')) ?? [];
  const officer = officers.find((candidate) => candidate.login === login);
  if (officer === undefined) {
    const people = officers.map((candidate) => candidate.login).join(', ');
    return err({ code: 'cli/no-such-person', data: { name: login, people } });
  }
  const me = await createCoreClient(core, CHANNEL).call('session.activate', {
    userId: officer.userId,
    ...secrets,
  });
  return me.ok ? ok(me.value.displayName) : me;
}

function withFolder({ code, data }: Failure, folder: string): Failure {
  return { code, data: { ...data, folder } };
}

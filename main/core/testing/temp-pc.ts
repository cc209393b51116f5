import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvariantError } from '#domain/invariant';
import type { AnyReply } from '#host/core-api';
import { type HandTimers, handTimers } from '#host/testing/hand-timers';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { type Core, type StartCoreOptions, startCore } from '../../core.ts';
import { enrolThisPc } from '../enrol-this-pc.ts';
import { ACTIVATION_CODE, ENROL_CODE, type Seal, type TinyCentre, tinyCentre } from './tiny-centre.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
export const PIN = '4071';
export const WINDOW = 'window';

type Officer = RowOf<'officer'>;
/** A data folder with a centre in memory, for tests of the core from outside: only calls, only replies. */
export type TempPc = {
  readonly dataDir: string;
  readonly centre: TinyCentre;
  readonly timers: HandTimers;
  readonly options: (more?: Partial<StartCoreOptions>) => StartCoreOptions;
  readonly start: (more?: Partial<StartCoreOptions>) => Promise<Core>;
  /** Enrols this PC; the core is open and nobody is signed in. */
  readonly enrol: () => Promise<Core>;
  /** Enrols, makes one officer for each list of roles, activates them and locks the window. */
  readonly enrolWith: (
    ...roles: readonly (readonly string[])[]
  ) => Promise<{ readonly core: Core; readonly officers: readonly Officer[]; readonly first: string }>;
  readonly requestId: () => string;
  readonly activate: (core: Core, userId: string, more?: Partial<Activation>) => Promise<AnyReply>;
  readonly unlock: (core: Core, userId: string, pin?: string, channel?: string) => Promise<AnyReply>;
  readonly remove: () => Promise<void>;
};
type Activation = { readonly activationCode: string; readonly pin: string; readonly channel: string };

export function tempPc(seal: Seal): TempPc {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'tawi-core-')), 'office-a');
  const centre = tinyCentre(seal);
  const timers = handTimers();
  const running: Core[] = [];
  let count = 0;
  const requestId = (): string => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
  const options: TempPc['options'] = (more = {}) => ({
    ...{
      dataDir,
      version: '1.0.0',
      release: false,
      log: silent,
      http: centre.http,
      nowMs: timers.nowMs,
      timers,
      autoSync: false,
    },
    keyStore: { only: 'passphrase', passphrase: 'a passphrase of the PC', argon2: 'floor' },
    ...more,
  });
  const kept = (core: Core): Core => {
    running.push(core);
    return core;
  };
  const enrol = async (): Promise<Core> => {
    const enrolled = await enrolThisPc({
      ...options(),
      centreUrl: 'http://centre.example',
      code: ENROL_CODE,
      label: 'Desk 1',
    });
    return kept(must(enrolled).core);
  };
  const activate: TempPc['activate'] = (core, userId, more = {}) => {
    const { channel, ...input } = { activationCode: ACTIVATION_CODE, pin: PIN, channel: WINDOW, ...more };
    return core.invoke('session.activate', { requestId: requestId(), userId, ...input }, channel);
  };
  return {
    ...{ dataDir, centre, timers, options, requestId, enrol, activate },
    start: async (more) => kept(must(await startCore(options(more)))),
    enrolWith: async (...roles) => {
      const officers = roles.map((held, index) => centre.addOfficer(`user${index}`, held));
      const core = await enrol();
      for (const officer of officers) await activate(core, officer.userId);
      await core.invoke('session.lock', { requestId: requestId() }, WINDOW);
      return { core, officers, first: officers[0]?.userId ?? '' };
    },
    unlock: (core, userId, pin = PIN, channel = WINDOW) =>
      core.invoke('session.unlock', { requestId: requestId(), userId, pin }, channel),
    remove: async () => {
      for (const core of running) await core.stop();
      rmSync(join(dataDir, '..'), { recursive: true, force: true });
    },
  };
}

/** What `session.state` answers on a channel, for looking at single fields. */
export async function stateOf(core: Core, channel = WINDOW) {
  const reply = await core.invoke('session.state', {}, channel);
  return Object(must(reply));
}

function must<Value>(
  result:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly error: { readonly code: string } },
): Value {
  if (!result.ok) throw new InvariantError(result.error.code);
  return result.value;
}

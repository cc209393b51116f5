import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemTimers } from '#host/timers';
import { createWireClient, type WireClient } from '#host/wire-client';
import { sealToDevice } from '#sync/server/keys/seal-to-device';
import { PIN, type TempPc, tempPc } from '../../main/core/testing/temp-pc.ts';
import { PlainNodeChild } from '../../test/electron/plain-node-child.ts';
import type { CoreSettings } from './core-messages.ts';
import { type CoreProcess, createCoreProcess } from './core-process.ts';

const entry = fileURLToPath(new URL('./core-entry.ts', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let pc: TempPc;
let running: CoreProcess<MessagePort> | undefined;
beforeEach(() => {
  pc = tempPc(sealToDevice);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await pc.remove();
});

type Shell = {
  readonly child: () => PlainNodeChild;
  readonly call: (method: string, input: object) => Promise<unknown>;
  /** Resolves with each start of the core, or with why it cannot. */
  readonly next: () => Promise<string>;
};

/** The shell's side with real parts: the core's process, one window's line, restarts. */
function startShell(key: Pick<CoreSettings, 'passphrase' | 'passphraseFile'> = {}): Shell {
  const children: PlainNodeChild[] = [];
  const heard: string[] = [];
  let wake: () => void = () => undefined;
  const line: WireClient = createWireClient();
  const hear = (event: string): void => {
    heard.push(event);
    wake();
  };
  const core = createCoreProcess<MessagePort>({
    fork: () => {
      const child = new PlainNodeChild(entry);
      children.push(child);
      return child;
    },
    settings: () => ({ dataDir: pc.dataDir, version: '1.0.0', release: false, ...key }),
    timers: systemTimers,
    nowMs: Date.now,
    log: silent,
    onStarted: (again) => {
      const { port1, port2 } = new MessageChannel();
      core.send({ kind: 'window', channel: 'window-1' }, [port1]);
      port2.on('message', line.receive);
      line.connect((message) => port2.postMessage(message));
      hear(again ? 'started again' : 'started');
    },
    onRefused: (code) => hear(`refused ${code}`),
    onGaveUp: () => hear('gave up'),
  });
  running = core;
  core.start();
  return {
    child: () => children.at(-1) ?? new PlainNodeChild(entry),
    call: async (method, input) => {
      const answer = await line.ask({ method, input });
      return answer !== undefined && 'reply' in answer ? answer.reply : undefined;
    },
    next: async () => {
      while (heard.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return heard.shift() ?? '';
    },
  };
}

async function enrolledPc(): Promise<{ readonly userId: string; readonly passphraseFile: string }> {
  const { core, first } = await pc.enrolWith(['officer']);
  await core.stop();
  const passphraseFile = join(pc.dataDir, 'passphrase');
  writeFileSync(passphraseFile, 'a passphrase of the PC\n', { mode: 0o600 });
  return { userId: first, passphraseFile };
}

it('a core killed in the middle of its work starts again and answers the same', {
  timeout: 60_000,
}, async () => {
  const { userId, passphraseFile } = await enrolledPc();
  const shell = startShell({ passphraseFile });
  expect(await shell.next()).toBe('started');
  const unlock = () => shell.call('session.unlock', { requestId: pc.requestId(), userId, pin: PIN });
  const opened = await unlock();
  expect(opened).toMatchObject({ ok: true });
  const draft = { draftId: userId, kind: 'household', title: 'Kebede', body: { names: ['አበበ', 'Abebe'] } };
  expect(await shell.call('drafts.save', { requestId: pc.requestId(), ...draft })).toMatchObject({
    ok: true,
  });
  const before = await shell.call('drafts.list', {});
  expect(before).toMatchObject({ ok: true });

  shell.child().process.kill('SIGKILL');
  expect(await shell.next()).toBe('started again');
  expect(await shell.call('drafts.list', {})).toEqual({ ok: false, error: { code: 'host/locked' } });
  expect(await unlock()).toEqual(opened);
  expect(await shell.call('drafts.list', {})).toEqual(before);
});

it('stops in order: the next start finds a clean database and a free folder', {
  timeout: 60_000,
}, async () => {
  const { userId, passphraseFile } = await enrolledPc();
  const shell = startShell({ passphraseFile });
  await shell.next();
  await shell.call('session.unlock', { requestId: pc.requestId(), userId, pin: PIN });
  const { process: child } = shell.child();
  await running?.stop();
  expect([child.exitCode, child.signalCode]).toEqual([0, null]);
  const again = startShell({ passphraseFile });
  expect(await again.next()).toBe('started');
});

it('a PC without a key store asks for its passphrase, takes the right one and no other', {
  timeout: 60_000,
}, async () => {
  await enrolledPc();
  for (const [key, outcome] of [
    [{}, 'refused keystore/passphrase-needed'],
    [{ passphrase: 'another passphrase' }, 'refused keystore/wrong-passphrase'],
    [{ passphrase: 'a passphrase of the PC' }, 'started'],
  ] as const) {
    expect(await startShell(key).next()).toBe(outcome);
    await running?.stop();
  }
});

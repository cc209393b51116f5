import { expect, it, vi } from 'vitest';
import { createUpdater, type OfficeFacts, postponedBy, type UpdateEngine } from './updater.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const quiet: OfficeFacts = { unsent: 0, redeeming: false };

function stand(found: { readonly isUpdateAvailable: boolean; readonly version: string } | null | Error) {
  const done: string[] = [];
  const engine = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    allowPrerelease: true,
    disableWebInstaller: false,
    checkForUpdates: async () => {
      done.push('check');
      if (found instanceof Error) throw found;
      return found === null
        ? null
        : { isUpdateAvailable: found.isUpdateAvailable, updateInfo: { version: found.version } };
    },
    downloadUpdate: async () => done.push('download'),
    quitAndInstall: (...how: readonly unknown[]) => void done.push(`install ${how.join()}`),
    on: () => undefined,
  } satisfies UpdateEngine;
  let facts = quiet;
  const verify = vi.fn(async () => null);
  const beforeInstall = async (): Promise<void> => void done.push('core stopped');
  const updater = createUpdater({ engine, verify, facts: () => facts, beforeInstall, nowMs: () => 5, log });
  const become = (next: OfficeFacts): void => {
    facts = next;
  };
  return { updater, engine, done, verify, become };
}
const newer = { isUpdateAvailable: true, version: '1.1.0' };

it('lets the engine do nothing by itself and takes no older, no unfinished and no web version', () => {
  const { engine, verify } = stand(null);
  expect({ ...engine }).toMatchObject({
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: false,
    disableWebInstaller: true,
    verifyUpdateCodeSignature: verify,
  });
});

it('fetches a newer version and installs it after the core has stopped', async () => {
  const { updater, done } = stand(newer);
  expect(await updater.install()).toEqual({ ok: false, error: { code: 'update/not-ready' } });
  expect(await updater.check()).toEqual({ kind: 'ready', version: '1.1.0' });
  expect(await updater.check()).toEqual({ kind: 'ready', version: '1.1.0' });
  expect(await updater.install()).toEqual({ ok: true, value: undefined });
  expect(done).toEqual(['check', 'download', 'core stopped', 'install true,true']);
});

it.each<readonly [OfficeFacts, string | undefined]>([
  [{ unsent: 0, redeeming: false }, undefined],
  [{ unsent: 3, redeeming: false }, 'work-unsent'],
  [{ unsent: undefined, redeeming: false }, 'unknown'],
  [{ unsent: 0, redeeming: true }, 'redeeming'],
  [{ unsent: undefined, redeeming: true }, 'redeeming'],
])('%o: postponed by %s', async (facts, by) => {
  expect(postponedBy(facts)).toBe(by);
  const { updater, done, become } = stand(newer);
  become(facts);
  const state = await updater.check();
  expect(state).toEqual(
    by === undefined ? { kind: 'ready', version: '1.1.0' } : { kind: 'postponed', version: '1.1.0', by },
  );
  expect(done.includes('download')).toBe(by === undefined);
});

it('does not install what is ready while somebody stands at the counter', async () => {
  const { updater, done, become } = stand(newer);
  await updater.check();
  become({ unsent: 0, redeeming: true });
  expect(await updater.install()).toEqual({
    ok: false,
    error: { code: 'update/postponed', by: 'redeeming' },
  });
  expect(done.some((step) => step.startsWith('install'))).toBe(false);
});

it('says when there is nothing newer, and when looking failed', async () => {
  expect(await stand(null).updater.check()).toEqual({ kind: 'current', checkedAtMs: 5 });
  expect(await stand({ isUpdateAvailable: false, version: '1.0.0' }).updater.check()).toEqual({
    kind: 'current',
    checkedAtMs: 5,
  });
  const failed = Object.assign(new Error('x'), { code: 'ERR_UPDATER_INVALID_SIGNATURE' });
  expect(await stand(failed).updater.check()).toEqual({
    kind: 'failed',
    reason: 'ERR_UPDATER_INVALID_SIGNATURE',
  });
  expect(await stand(new Error('x')).updater.check()).toEqual({ kind: 'failed', reason: 'unknown' });
});

it('looks once when asked twice at the same time', async () => {
  const { updater, done } = stand(null);
  await Promise.all([updater.check(), updater.check()]);
  expect(done).toEqual(['check']);
});

import { expect, it } from 'vitest';
import { type ChooseUpdaterOptions, chooseUpdater } from './choose-updater.ts';
import { followOffice } from './office-facts.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const shipped: ChooseUpdaterOptions = {
  isPackaged: true,
  platform: 'win32',
  publisher: 'CN=Ministry',
  loadEngine: async () => {
    throw new Error('engine loaded');
  },
  facts: () => ({ unsent: 0, redeeming: false }),
  beforeInstall: async () => undefined,
  nowMs: () => 0,
  log,
};

it.each<readonly [string, Partial<ChooseUpdaterOptions>]>([
  ['not-packaged', { isPackaged: false }],
  ['no-publisher', { publisher: '' }],
  ['cannot-verify', { platform: 'linux' }],
])('there are no updates, and no engine is loaded: %s', async (why, change) => {
  const updater = await chooseUpdater({ ...shipped, ...change });
  expect([await updater.check(), await updater.install()]).toEqual([
    { kind: 'off', why },
    { ok: false, error: { code: 'update/not-ready' } },
  ]);
});

it('a Windows build of a named publisher loads the engine', async () => {
  await expect(chooseUpdater(shipped)).rejects.toThrow('engine loaded');
});

it('knows how much is unsent from the last word of the exchange, and where the page is', () => {
  let address = 'app://tawi/#/people';
  const office = followOffice(() => address);
  expect(office.facts()).toEqual({ unsent: undefined, redeeming: false });
  office.hear({ topic: 'sync.status', event: { waiting: 4, line: 'reachable' } });
  office.hear({ topic: 'data.changed', event: { features: [] } });
  address = 'app://tawi/#/vouchers/redeem?scan=1';
  expect(office.facts()).toEqual({ unsent: 4, redeeming: true });
  office.hear({ topic: 'sync.status', event: { waiting: 'none' } });
  expect(office.facts().unsent).toBeUndefined();
  office.hear({ topic: 'sync.status', event: { waiting: 0, line: 'reachable' } });
  office.forget();
  expect(office.facts().unsent).toBeUndefined();
});

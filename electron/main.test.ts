import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

type Stub = typeof import('../test/setup/electron-stub.ts');

let appData = '';
const argv = process.argv;
const realTimeout = setTimeout;
beforeEach(() => {
  // The shell gives its core ten seconds to stop: that must not run out, and write a log, after the folder is gone.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  appData = mkdtempSync(join(tmpdir(), 'tawi-shell-'));
});
afterEach(() => {
  process.argv = argv;
  vi.useRealTimers();
  rmSync(appData, { recursive: true, force: true });
});

/** Runs main.ts as Electron would, over a fresh stand-in. */
async function startShell(
  answers: Readonly<Record<string, unknown>>,
  more: readonly string[] = [],
): Promise<{ readonly stub: Stub; readonly apis: () => readonly string[] }> {
  vi.resetModules();
  const stub = await import('../test/setup/electron-stub.ts');
  stub.answerElectron('app.getPath', appData);
  stub.answerElectron('screen.getAllDisplays', []);
  for (const [api, value] of Object.entries(answers)) stub.answerElectron(api, value);
  process.argv = ['electron', '.', ...more];
  await import('./main.ts');
  await new Promise((resolve) => realTimeout(resolve, 20));
  return { stub, apis: () => stub.electronCalls.map(({ api }) => api) };
}

it('a first instance puts the walls up, then starts the core, then opens its window', async () => {
  const { stub, apis } = await startShell({ 'app.requestSingleInstanceLock': true });
  const steps = [
    'protocol.registerSchemesAsPrivileged',
    'app.enableSandbox',
    'app.setPath',
    'app.requestSingleInstanceLock',
    'utilityProcess.fork',
    'session.setPermissionRequestHandler',
    'session.protocol.handle',
    'BrowserWindow',
    'BrowserWindow.loadURL',
  ];
  expect(apis().filter((api) => steps.includes(api))).toEqual(steps);
  const scheme = { standard: true, secure: true, supportFetchAPI: true };
  expect(stub.electronCalls.find(({ api }) => api === 'protocol.registerSchemesAsPrivileged')?.args).toEqual([
    [{ scheme: 'app', privileges: scheme }],
  ]);
  const [file, args, options] =
    stub.electronCalls.find(({ api }) => api === 'utilityProcess.fork')?.args ?? [];
  expect([file, args]).toEqual([join(import.meta.dirname, 'core-entry.mjs'), []]);
  expect(options).toMatchObject({ serviceName: 'Tawi core', execArgv: [] });
  const dataDir = join(appData, 'Tawi', 'office');
  expect(stub.electronCalls.find(({ api }) => api === 'UtilityProcess.postMessage')?.args[0]).toEqual({
    kind: 'start',
    settings: {
      dataDir,
      version: '0.0.0',
      release: false,
      migrations: join(import.meta.dirname, 'migrations'),
    },
  });
  expect(stub.electronCalls.find(({ api }) => api === 'app.setPath')?.args).toEqual([
    'userData',
    join(dataDir, 'shell'),
  ]);
});

it('everything Chromium ever makes is guarded, not only the window', async () => {
  const { stub } = await startShell({ 'app.requestSingleInstanceLock': true });
  const other = new stub.BrowserWindow();
  stub.app.emit('web-contents-created', {}, other.webContents);
  expect(other.webContents.listenerCount('will-frame-navigate')).toBe(1);
});

it('a second start shows the window of the first and goes', async () => {
  const second = await startShell({ 'app.requestSingleInstanceLock': false });
  expect(second.apis()).not.toContain('utilityProcess.fork');
  expect(second.apis().at(-1)).toBe('app.exit');
  const first = await startShell({
    'app.requestSingleInstanceLock': true,
    'BrowserWindow.isMinimized': true,
  });
  first.stub.app.emit('second-instance');
  expect(first.apis().slice(-2)).toEqual(['BrowserWindow.restore', 'BrowserWindow.focus']);
});

it.each(['--remote-debugging-port=9222', '--inspect-brk', '--no-sandbox'])(
  'does not start with %s',
  async (argument) => {
    const { stub, apis } = await startShell({ 'app.requestSingleInstanceLock': true }, [argument]);
    expect(apis()).not.toContain('app.requestSingleInstanceLock');
    expect(stub.electronCalls.at(-2)?.args[1]).toContain(argument.split('=')[0]);
    expect(stub.electronCalls.at(-1)).toEqual({ api: 'app.exit', args: [1] });
  },
);

it("a developer's build takes them when its environment says so", async () => {
  vi.stubEnv('TAWI_ALLOW_DEBUGGING', '1');
  const { apis } = await startShell({ 'app.requestSingleInstanceLock': true }, ['--inspect=0']);
  expect(apis()).toContain('utilityProcess.fork');
});

it('closing the window quits, after the core was asked to stop', async () => {
  const { stub, apis } = await startShell({ 'app.requestSingleInstanceLock': true });
  stub.app.emit('window-all-closed');
  expect(apis().at(-1)).toBe('app.quit');
  const event = { preventDefault: vi.fn() };
  stub.app.emit('before-quit', event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  expect(stub.electronCalls.at(-1)).toEqual({ api: 'UtilityProcess.postMessage', args: [{ kind: 'stop' }] });
});

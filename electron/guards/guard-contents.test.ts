import { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { electronCalls, lastHandler, resetElectron } from '../../test/setup/electron-stub.ts';
import { guardContents } from './guard-contents.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const contentsUnderGuard = () => {
  const { webContents } = new BrowserWindow();
  guardContents(webContents, log);
  return webContents;
};

beforeEach(resetElectron);

it.each<readonly [string, boolean, boolean]>([
  ['app://tawi/#/people', true, false],
  ['app://tawi/index.html', true, false],
  ['app://tawi/', false, true],
  ['app://tawi/files/abc', true, true],
  ['https://evil.example/', true, true],
  ['file:///etc/passwd', true, true],
])('a page that goes to %s (main frame: %s) is stopped: %s', (url, isMainFrame, stopped) => {
  const preventDefault = vi.fn();
  contentsUnderGuard().emit('will-frame-navigate', { url, isMainFrame, preventDefault });
  expect(preventDefault.mock.calls.length === 1).toBe(stopped);
});

it.each(['will-redirect', 'will-attach-webview'])('%s is always stopped', (event) => {
  const preventDefault = vi.fn();
  contentsUnderGuard().emit(event, { url: 'app://tawi/', preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

it('no window is opened, and nothing outside either while no site is listed', () => {
  contentsUnderGuard();
  const open = lastHandler('webContents.setWindowOpenHandler');
  for (const url of ['app://tawi/', 'https://evil.example/', 'about:blank', 'mailto:a@b.example']) {
    expect(open({ url })).toEqual({ action: 'deny' });
  }
  expect(electronCalls.filter(({ api }) => api.startsWith('shell.'))).toEqual([]);
});

it('writes no address into the log', () => {
  const contents = contentsUnderGuard();
  log.warn.mockClear();
  const details = { url: 'https://evil.example/abebe', isMainFrame: true, preventDefault: () => undefined };
  contents.emit('will-frame-navigate', details);
  expect(log.warn.mock.calls).toEqual([['guard.navigation-refused', { mainFrame: true }]]);
});

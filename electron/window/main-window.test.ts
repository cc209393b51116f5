import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { session as sessions } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerElectron, electronCalls, resetElectron } from '../../test/setup/electron-stub.ts';
import { SAFE_WEB_PREFERENCES } from '../guards/web-preferences.ts';
import { openMainWindow } from './main-window.ts';

let folder = '';
beforeEach(() => {
  resetElectron();
  folder = mkdtempSync(join(tmpdir(), 'tawi-window-'));
  answerElectron('screen.getAllDisplays', [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }]);
  answerElectron('BrowserWindow.getNormalBounds', { x: 5, y: 6, width: 1300, height: 800 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const session = sessions.fromPartition('tawi');
const open = () => {
  const boundsFile = join(folder, 'window.json');
  return openMainWindow({ session, preload: '/app/preload.cjs', boundsFile, devTools: false });
};
const calls = (api: string) => electronCalls.filter((call) => call.api === api).map(({ args }) => args);

it('is made with every wall up, hidden, and loads our page only', () => {
  open();
  expect(calls('BrowserWindow')).toEqual([
    [
      {
        x: 277,
        y: 136,
        width: 1366,
        height: 768,
        minWidth: 1024,
        minHeight: 640,
        title: 'Tawi',
        show: false,
        autoHideMenuBar: true,
        webPreferences: { ...SAFE_WEB_PREFERENCES, session, preload: '/app/preload.cjs', devTools: false },
      },
    ],
  ]);
  expect(calls('BrowserWindow.loadURL')).toEqual([['app://tawi/']]);
});

it('is shown when there is something to see', () => {
  const window = open();
  expect(calls('BrowserWindow.show')).toEqual([]);
  window.emit('ready-to-show');
  expect(calls('BrowserWindow.show')).toEqual([[]]);
});

it('opens again where it was', () => {
  open().close();
  expect(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8'))).toEqual({
    x: 5,
    y: 6,
    width: 1300,
    height: 800,
  });
  open();
  expect(calls('BrowserWindow')[1]?.[0]).toMatchObject({ x: 5, y: 6, width: 1300, height: 800 });
});

it('opens in the middle when the file of its place is damaged', () => {
  writeFileSync(join(folder, 'window.json'), '{"x":');
  open();
  expect(calls('BrowserWindow')[0]?.[0]).toMatchObject({ x: 277, y: 136 });
  expect(existsSync(join(folder, 'window.json'))).toBe(true);
});

it('keeps its title whatever the page calls itself, and no page holds it open', () => {
  const window = open();
  const preventDefault = vi.fn();
  window.emit('page-title-updated', { preventDefault }, 'Abebe Kebede');
  window.webContents.emit('will-prevent-unload', { preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(2);
});

it('Ctrl and plus zooms, other keys go to the page', () => {
  answerElectron('webContents.getZoomLevel', 1);
  const window = open();
  const preventDefault = vi.fn();
  const press = { type: 'keyDown', control: true, alt: false, meta: false };
  window.webContents.emit('before-input-event', { preventDefault }, { ...press, key: '+' });
  window.webContents.emit('before-input-event', { preventDefault }, { ...press, key: 'k' });
  expect([calls('webContents.setZoomLevel'), preventDefault.mock.calls.length]).toEqual([[[1.5]], 1]);
});

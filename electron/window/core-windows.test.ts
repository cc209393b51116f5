import { BrowserWindow, ipcMain, type MessagePortMain } from 'electron';
import { beforeEach, expect, it } from 'vitest';
import { electronCalls, resetElectron } from '../../test/setup/electron-stub.ts';
import type { ToCore } from '../core/core-messages.ts';
import { HELLO } from '../window-messages.ts';
import { connectWindows } from './core-windows.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ownFrame = { url: 'app://tawi/#/', parent: null };
beforeEach(resetElectron);

function shell() {
  const told: ToCore[] = [];
  const ports: MessagePortMain[] = [];
  const windows = connectWindows(
    {
      send: (message, more = []) => {
        told.push(message);
        ports.push(...more);
      },
    },
    log,
  );
  const window = new BrowserWindow();
  windows.attach(window);
  return { windows, window, told, ports };
}
const toPage = () =>
  electronCalls.filter(({ api }) => api === 'webContents.postMessage').map(({ args }) => args);

it('gives our own page a port whose other end the core serves', () => {
  const { window, told, ports } = shell();
  ipcMain.emit(HELLO, { sender: window.webContents, senderFrame: ownFrame });
  expect(told).toEqual([{ kind: 'window', channel: 'window-1' }]);
  const [channel, message, handed] = toPage()[0] ?? [];
  expect([channel, message]).toEqual(['tawi:port', null]);
  const heard: unknown[] = [];
  ports[0]?.on('message', ({ data }) => heard.push(data));
  if (Array.isArray(handed)) handed[0].postMessage('hello');
  expect(heard).toEqual(['hello']);
});

it.each<readonly [string, object | null]>([
  ['another page', { url: 'https://evil.example/', parent: null }],
  ['a frame inside', { url: 'app://tawi/', parent: {} }],
  ['a frame that is gone', null],
])('gives %s nothing', (_who, senderFrame) => {
  const { window, told } = shell();
  ipcMain.emit(HELLO, { sender: window.webContents, senderFrame });
  expect([told, toPage()]).toEqual([[], []]);
});

it('gives contents that are not the window nothing, and nobody anything once it is closed', () => {
  const { window, told } = shell();
  ipcMain.emit(HELLO, { sender: new BrowserWindow().webContents, senderFrame: ownFrame });
  window.close();
  ipcMain.emit(HELLO, { sender: window.webContents, senderFrame: ownFrame });
  expect([told, toPage()]).toEqual([[{ kind: 'leave', channel: 'window-1' }], []]);
});

it('draws a line of its own to a started core and loads the page again after a fall', async () => {
  const { windows, ports } = shell();
  const reloads = () => electronCalls.filter(({ api }) => api === 'webContents.reload').length;
  windows.onCoreStarted(false);
  expect(reloads()).toBe(0);
  ports[0]?.on('message', ({ data }) => ports[0]?.postMessage({ id: data.id, file: null }));
  expect(await windows.line.ask({ download: 'abc' })).toEqual({ id: 1, file: null });
  windows.onCoreStarted(true);
  expect(reloads()).toBe(1);
});

it('answers with nothing what was asked of a core that fell', async () => {
  const { windows, ports } = shell();
  windows.onCoreStarted(false);
  const lost = windows.line.ask({ download: 'abc' });
  ports[0]?.close();
  expect(await lost).toBeUndefined();
});

it('signs the person out when the page has died, and loads it anew', () => {
  const { window, told } = shell();
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(told).toEqual([{ kind: 'leave', channel: 'window-1' }]);
  expect(electronCalls.filter(({ api }) => api === 'webContents.reload').length).toBe(1);
});

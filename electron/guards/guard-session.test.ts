import { BrowserWindow, session as sessions } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { electronCalls, lastHandler, resetElectron } from '../../test/setup/electron-stub.ts';
import { guardSession } from './guard-session.ts';

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
let nowMs = 1_000_000;
const guarded = () => {
  const session = sessions.fromPartition('tawi');
  const guard = guardSession(session, { devTools: false, nowMs: () => nowMs, log });
  const { webContents } = new BrowserWindow();
  guard.watchInput(webContents);
  const ask = (permission: string, details: object): unknown => {
    let answer: unknown;
    const callback = (allowed: unknown): void => {
      answer = allowed;
    };
    lastHandler('session.setPermissionRequestHandler')(webContents, permission, callback, details);
    return answer;
  };
  return { session, webContents, ask };
};
const camera = { requestingUrl: 'app://tawi/', isMainFrame: true, mediaTypes: ['video'] };

beforeEach(() => {
  resetElectron();
  nowMs = 1_000_000;
});

it('gives the camera only soon after a click or key in that window', () => {
  const { webContents, ask } = guarded();
  expect(ask('media', camera)).toBe(false);
  webContents.emit('input-event', {}, { type: 'mouseMove' });
  expect(ask('media', camera)).toBe(false);
  for (const type of ['mouseDown', 'rawKeyDown', 'touchStart']) {
    nowMs += 60_000;
    expect(ask('media', camera)).toBe(false);
    webContents.emit('input-event', {}, { type });
    nowMs += 4000;
    expect(ask('media', camera)).toBe(true);
  }
});

it('gives nothing else, however often one clicks', () => {
  const { webContents, ask } = guarded();
  webContents.emit('input-event', {}, { type: 'mouseDown' });
  const page = { requestingUrl: 'app://tawi/', isMainFrame: true };
  expect([
    ask('media', { ...camera, mediaTypes: ['video', 'audio'] }),
    ask('media', page),
    ask('geolocation', page),
  ]).toEqual([false, false, false]);
});

it('tells a page that only its own camera can be asked for', () => {
  guarded();
  const check = lastHandler('session.setPermissionCheckHandler');
  const details = { requestingUrl: 'app://tawi/', isMainFrame: true, mediaType: 'video' };
  expect([
    check(null, 'media', 'app://tawi', details),
    check(null, 'media', 'app://tawi', { ...details, mediaType: 'audio' }),
    check(null, 'media', 'app://tawi', { requestingUrl: 'app://tawi/', isMainFrame: true }),
    check(null, 'usb', 'app://tawi', details),
  ]).toEqual([true, false, false, false]);
  expect(lastHandler('session.setDevicePermissionHandler')({})).toBe(false);
});

it('lets nothing out to the network', () => {
  guarded();
  const outcomes = ['app://tawi/x.js', 'https://evil.example/x', 'devtools://x/'].map((url) => {
    const callback = vi.fn();
    lastHandler('session.webRequest.onBeforeRequest')({ url }, callback);
    return callback.mock.calls;
  });
  expect(outcomes).toEqual([[[{ cancel: false }]], [[{ cancel: true }]], [[{ cancel: true }]]]);
});

it('stores a file only when it is a ticket of ours', () => {
  const { session, webContents } = guarded();
  const stopped = ['app://tawi/files/abc', 'app://tawi/index.html', 'https://evil.example/x.exe'].map(
    (address) => {
      const preventDefault = vi.fn();
      session.emit('will-download', { preventDefault }, { getURL: () => address }, webContents);
      return preventDefault.mock.calls.length;
    },
  );
  expect(stopped).toEqual([0, 1, 1]);
});

it('checks no spelling: dictionaries would be fetched and words kept', () => {
  guarded();
  expect(electronCalls.filter(({ api }) => api === 'session.setSpellCheckerEnabled')).toEqual([
    { api: 'session.setSpellCheckerEnabled', args: [false] },
  ]);
});

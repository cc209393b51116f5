import { randomBytes } from 'node:crypto';
import { BrowserWindow, session } from 'electron';
import { SECURITY_HEADERS } from '#host/security-headers';
import type { Log } from '#ports/log';
import { APP_PAGE, APP_SCHEME } from '../guards/app-origin.ts';
import { guardSession } from '../guards/guard-session.ts';
import { assertSafeWebPreferences, SAFE_WEB_PREFERENCES } from '../guards/web-preferences.ts';
import { passphrasePage, readPassphrase } from './passphrase-page.ts';
import type { ShellTexts } from './words.ts';

/**
 * Asks for the PC passphrase in a window of its own, which runs no script and has a session of its own; undefined
 * when the window is closed. What is typed goes from the form to this process and on to the core, nowhere else.
 */
export function askPassphrase(texts: ShellTexts, code: string, log: Log): Promise<string | undefined> {
  const memory = session.fromPartition(`passphrase-${randomBytes(6).toString('hex')}`, { cache: false });
  guardSession(memory, { devTools: false, nowMs: Date.now, log });
  const webPreferences = { ...SAFE_WEB_PREFERENCES, session: memory, javascript: false, devTools: false };
  assertSafeWebPreferences(webPreferences);
  const window = new BrowserWindow({
    ...{ width: 520, height: 380, title: 'Tawi', autoHideMenuBar: true },
    ...{ minimizable: false, maximizable: false, fullscreenable: false },
    webPreferences,
  });
  return new Promise((resolve) => {
    memory.protocol.handle(APP_SCHEME, async (request) => {
      if (request.method === 'POST') {
        resolve(readPassphrase(await request.text()));
        setImmediate(() => window.close());
        return new Response(null, { status: 204 });
      }
      const { html, policy } = passphrasePage(texts, code, randomBytes(18).toString('base64'));
      const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
      return new Response(html, {
        headers: { ...SECURITY_HEADERS, ...headers, 'content-security-policy': policy },
      });
    });
    window.on('closed', () => resolve(undefined));
    void window.loadURL(APP_PAGE);
  });
}

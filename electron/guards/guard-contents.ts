import { shell, type WebContents } from 'electron';
import type { Log } from '#ports/log';
import { isOwnPage } from './app-origin.ts';
import { mayOpenOutside } from './external-links.ts';

/**
 * No page leaves ours, opens a window or embeds another; addresses are not logged, they may name people. Attached to
 * everything Chromium ever makes, not only to our window.
 */
export function guardContents(contents: WebContents, log: Log): void {
  contents.on('will-frame-navigate', (details) => {
    if (details.isMainFrame && isOwnPage(details.url)) return;
    details.preventDefault();
    log.warn('guard.navigation-refused', { mainFrame: details.isMainFrame });
  });
  contents.on('will-redirect', (details) => {
    details.preventDefault();
    log.warn('guard.redirect-refused');
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('guard.webview-refused');
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    else log.warn('guard.window-refused');
    return { action: 'deny' };
  });
}

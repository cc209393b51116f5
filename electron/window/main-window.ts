import { readFileSync, writeFileSync } from 'node:fs';
import { BrowserWindow, type BrowserWindowConstructorOptions, type Session, screen } from 'electron';
import { APP_PAGE } from '../guards/app-origin.ts';
import { assertSafeWebPreferences, SAFE_WEB_PREFERENCES } from '../guards/web-preferences.ts';
import { type Bounds, parseBounds, SMALLEST, visibleBounds } from './window-bounds.ts';
import { zoomFor } from './zoom-keys.ts';

export type MainWindowOptions = {
  /** A session that lives in memory only. */
  readonly session: Session;
  /** The preload bundle, absolute. */
  readonly preload: string;
  /** Where the last window's place is kept. */
  readonly boundsFile: string;
  readonly devTools: boolean;
};

/** The one window of the office; nothing in it outlives it but its place on the screen. Shown when it can be read. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const places = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow(
    windowOptions(options, visibleBounds(lastBounds(options.boundsFile), places)),
  );
  window.once('ready-to-show', () => window.show());
  // A page's title may name a person, and titles show in task bars and screen shares.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => writeFileSync(options.boundsFile, JSON.stringify(window.getNormalBounds())));
  const { webContents } = window;
  webContents.on('before-input-event', (event, input) => {
    const level = zoomFor(input, webContents.getZoomLevel());
    if (level === undefined) return;
    event.preventDefault();
    webContents.setZoomLevel(level);
  });
  // Drafts are kept by the core as they are typed: a page may not hold the window open.
  webContents.on('will-prevent-unload', (event) => event.preventDefault());
  void window.loadURL(APP_PAGE);
  return window;
}

function windowOptions(options: MainWindowOptions, bounds: Bounds): BrowserWindowConstructorOptions {
  const { session, preload, devTools } = options;
  const webPreferences = { ...SAFE_WEB_PREFERENCES, session, preload, devTools };
  assertSafeWebPreferences(webPreferences);
  return {
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Tawi',
    show: false,
    autoHideMenuBar: true,
    webPreferences,
  };
}

function lastBounds(file: string): Bounds | undefined {
  try {
    return parseBounds(readFileSync(file, 'utf8'));
  } catch {
    // The first start, or a file nobody can read: the window opens in the middle.
    return undefined;
  }
}

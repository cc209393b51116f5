import type { WebPreferences } from 'electron';
import { InvariantError } from '#domain/invariant';

/** What every window of ours is made with; each line is a wall between the page and the PC. */
export const SAFE_WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  plugins: false,
  // The spelling checker would fetch dictionaries and keep typed words in a file.
  spellcheck: false,
  safeDialogs: true,
} as const satisfies WebPreferences;

/** Throws unless all of {@link SAFE_WEB_PREFERENCES} stand and nothing makes the page's storage last. */
export function assertSafeWebPreferences(preferences: WebPreferences): void {
  for (const [name, value] of Object.entries(SAFE_WEB_PREFERENCES)) {
    const given = Object.entries(preferences).find(([key]) => key === name)?.[1];
    if (given !== value) throw new InvariantError(`a window without ${name} = ${value}`);
  }
  if (preferences.enableBlinkFeatures !== undefined) throw new InvariantError('a window with Blink features');
  if (preferences.partition?.startsWith('persist:') === true) {
    throw new InvariantError('a window whose storage would outlive it');
  }
  if (preferences.session?.storagePath !== undefined && preferences.session.storagePath !== null) {
    throw new InvariantError('a window whose storage would outlive it');
  }
}

import type { Session, WebContents } from 'electron';
import type { Log } from '#ports/log';
import { isOwnDownload, isOwnRequest } from './app-origin.ts';
import { isOwnCamera, mayUse } from './permissions.ts';

export type SessionGuardOptions = {
  readonly devTools: boolean;
  readonly nowMs: () => number;
  readonly log: Log;
};

export type SessionGuard = {
  /** From now on clicks and key presses in this window vouch for its camera requests. */
  readonly watchInput: (contents: WebContents) => void;
};

/** Tells a session what its pages may ask for: the camera after a click, our own addresses, our own downloads. */
export function guardSession(session: Session, { devTools, nowMs, log }: SessionGuardOptions): SessionGuard {
  const lastInputMs = new WeakMap<WebContents, number>();
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl: address, isMainFrame } = details;
    const since = nowMs() - (lastInputMs.get(contents) ?? Number.NEGATIVE_INFINITY);
    const allowed = mayUse({ permission, address, isMainFrame, media }, since);
    if (!allowed) log.warn('guard.permission-refused', { permission });
    callback(allowed);
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, details) => {
    const { requestingUrl: address, isMainFrame, mediaType } = details;
    return isOwnCamera({
      permission,
      address,
      isMainFrame,
      media: mediaType === undefined ? [] : [mediaType],
    });
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    const cancel = !isOwnRequest(url, { devTools });
    if (cancel) log.warn('guard.request-refused');
    callback({ cancel });
  });
  session.on('will-download', (event, item, contents) => {
    if (isOwnDownload(item.getURL())) return;
    event.preventDefault();
    log.warn('guard.download-refused', { contents: contents.id });
  });
  session.setSpellCheckerEnabled(false);
  return {
    watchInput: (contents) => {
      contents.on('input-event', (_event, { type }) => {
        if (type === 'mouseDown' || type === 'rawKeyDown' || type === 'keyDown' || type === 'touchStart') {
          lastInputMs.set(contents, nowMs());
        }
      });
    },
  };
}

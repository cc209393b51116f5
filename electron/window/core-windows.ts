import { type BrowserWindow, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { createWireClient, type WireClient } from '#host/wire-client';
import type { Log } from '#ports/log';
import type { CoreProcess } from '../core/core-process.ts';
import { isOwnSender } from '../guards/sender.ts';
import { HELLO, PORT } from '../window-messages.ts';

export type CoreWindows = {
  /** The shell's own line on the window's channel: its files and the events it hears. */
  readonly line: WireClient;
  /** Where the page is now; '' without a window. */
  readonly pageAddress: () => string;
  readonly attach: (window: BrowserWindow) => void;
  /** The core began (anew): the shell's line is drawn, and pages that knew the last one load again. */
  readonly onCoreStarted: (again: boolean) => void;
};

/** The channel is chosen here, never by a page: who sits behind it is the core's business. */
const CHANNEL = 'window-1';

/** Brings windows and core together: a port for each page that says hello from our own main frame. */
export function connectWindows(core: Pick<CoreProcess<MessagePortMain>, 'send'>, log: Log): CoreWindows {
  const line = createWireClient();
  let window: BrowserWindow | undefined;
  ipcMain.on(HELLO, (event) => {
    const contents = window?.webContents;
    if (contents === undefined || event.sender !== contents || !isOwnSender(event.senderFrame)) {
      log.warn('windows.hello-refused');
      return;
    }
    contents.postMessage(PORT, null, [newPort(core)]);
  });
  return {
    line,
    pageAddress: () => window?.webContents.getURL() ?? '',
    attach: (opened) => {
      window = opened;
      const leave = (): void => core.send({ kind: 'leave', channel: CHANNEL });
      opened.webContents.on('render-process-gone', (_event, { reason }) => {
        log.error('windows.page-gone', { reason });
        leave();
        if (!opened.isDestroyed()) opened.webContents.reload();
      });
      opened.on('closed', () => {
        window = undefined;
        leave();
      });
    },
    onCoreStarted: (again) => {
      const port = newPort(core);
      port.on('message', ({ data }) => line.receive(data));
      port.on('close', line.hangUp);
      port.start();
      line.connect((message) => port.postMessage(message));
      if (again) window?.webContents.reload();
    },
  };
}

/** One end of a new channel whose other end the core serves. */
function newPort(core: Pick<CoreProcess<MessagePortMain>, 'send'>): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  core.send({ kind: 'window', channel: CHANNEL }, [port1]);
  return port2;
}

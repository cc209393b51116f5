import { contextBridge, ipcRenderer } from 'electron';
import type { ClientMessage, ServerMessage } from '#host/transport';
import { createWireClient } from '#host/wire-client';
import { createPageBridge } from './page-bridge.ts';
import { HELLO, PORT } from './window-messages.ts';

/** The page's end of the channel; Electron's types name the browser's, which Node's world does not know. */
type PagePort = {
  addEventListener(type: 'message', listener: (message: { readonly data: ServerMessage }) => void): void;
  start(): void;
  postMessage(message: ClientMessage): void;
};

/** Runs before the page in a world of its own; the page gets `window.tawi = {invoke, subscribe}`. */
const client = createWireClient();
ipcRenderer.on(PORT, ({ ports }) => {
  const port: PagePort | undefined = ports[0];
  if (port === undefined) return;
  port.addEventListener('message', ({ data }) => client.receive(data));
  port.start();
  client.connect((question) => port.postMessage(question));
});
contextBridge.exposeInMainWorld('tawi', createPageBridge(client));
ipcRenderer.send(HELLO);

import { createHttpTransport } from './http-transport.ts';
import type { Transport } from './transport.ts';

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can add to the browser's Window
  interface Window {
    /** Put there by electron/preload.ts; absent in a browser. */
    readonly tawi?: Transport;
  }
}

export const transport: Transport = window.tawi ?? createHttpTransport();

import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Bundles renderer/ into out/renderer with relative addresses, so one build serves app:// and the browser host. */
export async function buildRenderer(root: string): Promise<void> {
  await build({
    root: path.join(root, 'renderer'),
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: path.join(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
    },
  });
}

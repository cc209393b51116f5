import { statSync } from 'node:fs';
import path from 'node:path';
import { newestIn } from './renderer-build.ts';

const SOURCES = [
  'electron',
  'main',
  'db/sqlite',
  'db/codec',
  'sync/client',
  'sync/protocol',
  'package-lock.json',
];

/** Bundles Electron's part when there is none or a source is newer; gives the file Electron starts with. */
export async function ensureElectronBuild(root: string, say: (line: string) => void): Promise<string> {
  const entry = path.join(root, 'out/electron/main.mjs');
  const built = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.some((source) => newestIn(path.join(root, source)) > built)) {
    say('Building the desktop program …');
    // Loaded only here: a start in the browser needs none of it.
    const { buildElectron } = await import('../bundle/build-electron.ts');
    await buildElectron(root, { release: false });
  }
  return entry;
}

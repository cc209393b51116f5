import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildElectron } from './build-electron.ts';
import { buildRenderer } from './build-renderer.ts';

/**
 * `npm run build [-- --release]`: everything that is bundled, the screens and Electron's part. The browser host and
 * the centre run from their sources. A release goes to a folder of its own, because it refuses practice deployments;
 * `TAWI_PUBLISHER` names who signs it.
 */
const root = path.resolve(import.meta.dirname, '../..');
const release = process.argv.includes('--release');
rmSync(path.join(root, 'out/renderer'), { recursive: true, force: true });
await buildRenderer(root);
const outDir = path.join(root, release ? 'out/electron-release' : 'out/electron');
await buildElectron(root, { release, publisher: process.env['TAWI_PUBLISHER'] ?? '', outDir });

import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Builds the screens when there are none or a source is newer; later starts skip it. */
export async function ensureRenderer(root: string, say: (line: string) => void): Promise<string> {
  const out = path.join(root, 'out/renderer');
  const built = statSync(path.join(out, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['renderer', 'resources/locales', 'main/contract', 'main/domain', 'package-lock.json'];
  const isStale = sources.some((source) => newestIn(path.join(root, source)) > built);
  if (built === 0 || (isStale && existsSync(path.join(root, 'node_modules/vite')))) {
    say('Building the screens …');
    // Loaded only here: the bundler is larger than everything else together.
    const { buildRenderer } = await import('../bundle/build-renderer.ts');
    await buildRenderer(root);
  }
  return out;
}

/** When the newest file of a folder was changed, in ms; 0 when there is none. */
export function newestIn(place: string): number {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(place).map((name) => newestIn(path.join(place, name))));
}

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureRenderer } from '../../../build/launch/renderer-build.ts';

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: declaration merging works with interfaces only
  interface ProvidedContext {
    screensFolder: string;
  }
}

/** Builds the screens once for all browser tests; they serve a copy, which no later build empties under them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = await ensureRenderer(resolve(import.meta.dirname, '../../..'), () => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'tawi-test-screens-'));
  await cp(built, folder, { recursive: true });
  project.provide('screensFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}

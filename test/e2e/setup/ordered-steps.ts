import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { it } from 'vitest';
import type { DeskWindow } from './desk-window.ts';

const PICTURES = resolve(import.meta.dirname, '../../../out/e2e-failures');

/**
 * Tests of one file that stand on each other: after one failed the others fail at once and name it. A picture of every
 * open window is left in out/e2e-failures.
 */
export function orderedSteps(
  windows: () => readonly DeskWindow[],
): (title: string, run: () => Promise<void>) => void {
  let broken: string | undefined;
  return (title, run) => {
    it(title, async () => {
      if (broken !== undefined) throw new Error(`stands on "${broken}", which failed`);
      try {
        await run();
      } catch (error) {
        broken = title;
        await takePictures(title, windows());
        throw error;
      }
    });
  };
}

/** Leaves a picture of each window for whoever looks into a failure. */
export async function takePictures(title: string, windows: readonly DeskWindow[]): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  for (const [index, { page }] of windows.entries())
    await page.screenshot({ path: join(PICTURES, `${name}-${index + 1}.png`) });
}

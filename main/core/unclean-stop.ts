import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.ts';

/** A mark beside the database while it is open; found at the next start, the last stop was no orderly one. */
const markOf = (folder: DataFolder): string => `${folder.replica}.open`;

export function isCleanStop(folder: DataFolder): boolean {
  return !existsSync(markOf(folder));
}

export function markRunning(folder: DataFolder): void {
  writeFileSync(markOf(folder), '', { mode: 0o600 });
}

export function markStopped(folder: DataFolder): void {
  rmSync(markOf(folder), { force: true });
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** sha256 (hex) of each native module, by its path in the app; written when the app is packed. */
export type NativeHashes = Readonly<Record<string, string>>;

/**
 * Native modules lie outside the archive, where its integrity check does not reach: they are held against the list
 * inside it (security SEC-44). Returns the first that is missing or changed.
 */
export function changedNativeFile(appFolder: string, hashes: NativeHashes): string | undefined {
  return Object.entries(hashes).find(([path, expected]) => hashOf(join(appFolder, path)) !== expected)?.[0];
}

/** The list of a packed app; an unpacked build has none. Throws when the file is no such list. */
export function parseNativeHashes(text: string): NativeHashes {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('no hash list');
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  if (entries.length !== Object.keys(value).length || entries.length === 0)
    throw new TypeError('no hash list');
  return Object.fromEntries(entries);
}

function hashOf(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    // Missing or unreadable counts as changed.
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changedNativeFile, parseNativeHashes } from './native-files.ts';

let folder = '';
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashes = { 'a.node': hash('one'), 'b.node': hash('two') };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-native-'));
  writeFileSync(join(folder, 'a.node'), 'one');
  writeFileSync(join(folder, 'b.node'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('finds nothing while the native modules are those that were packed', () => {
  expect(changedNativeFile(folder, hashes)).toBeUndefined();
});

it('names the module that was changed', () => {
  appendFileSync(join(folder, 'b.node'), '!');
  expect(changedNativeFile(folder, hashes)).toBe('b.node');
});

it('names the module that is gone', () => {
  rmSync(join(folder, 'a.node'));
  expect(changedNativeFile(folder, hashes)).toBe('a.node');
});

it('reads the list back, and takes no other file for one', () => {
  expect(parseNativeHashes(JSON.stringify(hashes))).toEqual(hashes);
  for (const text of ['{}', '[]', 'null', '{"a.node":1}', '"x"', '{']) {
    expect(() => parseNativeHashes(text)).toThrow();
  }
});

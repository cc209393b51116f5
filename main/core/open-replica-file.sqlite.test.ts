import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenReplicaFileOptions, openReplicaFile } from './open-replica-file.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder = '';
let options: OpenReplicaFileOptions;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-file-'));
  options = {
    ...{ file: join(folder, 'replica.db'), key: new Uint8Array(32).fill(3), create: true, check: true },
    ...{ appVersion: '1.2.3', nowIso: () => '2026-11-20T09:00:00.000Z', log: silent },
  };
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
function change(sql: string): void {
  const opened = openReplicaFile(options);
  if (!opened.ok) throw new Error(opened.error.code);
  opened.value.client.exec(sql);
  opened.value.client.pragma('wal_checkpoint(TRUNCATE)');
  opened.value.close();
}

test('a new file is made and migrated, and opens again', () => {
  change('SELECT 1');
  const again = openReplicaFile({ ...options, create: false });
  expect(again.ok).toBe(true);
  if (again.ok) again.value.close();
});

test('a database that a newer app has changed beyond this one names the version that is needed', () => {
  change(
    `INSERT INTO schema_migration VALUES (9990, 'from-the-future', '${'0'.repeat(64)}', '2027-01-01', 9990, '9.9.9')`,
  );
  expect(openReplicaFile(options)).toEqual({
    ok: false,
    error: { code: 'db/newer-than-app', data: { neededAppVersion: '9.9.9' } },
  });
});

test('a database whose history differs from the app’s is left alone', () => {
  change(`UPDATE schema_migration SET sha256 = '${'1'.repeat(64)}' WHERE number = 10`);
  expect(openReplicaFile(options)).toEqual({
    ok: false,
    error: { code: 'db/migration-changed', data: { number: 10 } },
  });
});

test('a page that rotted on the disk is found when the last stop was no orderly one', () => {
  change(
    'CREATE TABLE filler (text TEXT); INSERT INTO filler SELECT hex(randomblob(2000)) FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8))',
  );
  const bytes = readFileSync(options.file);
  const at = bytes.length - 3000;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(options.file, bytes);
  expect(openReplicaFile(options)).toEqual({
    ok: false,
    error: { code: 'db/cannot-open', data: { reason: 'damaged' } },
  });
});

test('another key opens nothing', () => {
  change('SELECT 1');
  expect(openReplicaFile({ ...options, key: new Uint8Array(32) })).toEqual({
    ok: false,
    error: { code: 'db/wrong-key' },
  });
});

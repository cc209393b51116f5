import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseSyncedFolder } from './refuse-synced-folder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-synced-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('refuseSyncedFolder', () => {
  it.each([
    ['OneDrive', 'onedrive'],
    ['OneDrive - Ministry of Labour', 'onedrive'],
    ['Dropbox', 'dropbox'],
    ['Dropbox (Personal)', 'dropbox'],
    ['iCloudDrive', 'icloud'],
    ['Mobile Documents', 'icloud'],
    ['Google Drive', 'google-drive'],
    ['Nextcloud', 'other-sync'],
  ])('refuses below %s, whether the folders exist or not', (name, service) => {
    const expected = { ok: false, error: { code: 'db/synced-folder', folder: join(folder, name), service } };
    expect(refuseSyncedFolder(join(folder, name, 'Tawi', 'office.db'))).toEqual(expected);
    mkdirSync(join(folder, name, 'Tawi'), { recursive: true });
    expect(refuseSyncedFolder(join(folder, name, 'Tawi', 'office.db'))).toEqual(expected);
  });

  it.each(['Tawi', 'OneDriver', 'dropbox-notes', 'district'])('accepts a folder called %s', (name) => {
    expect(refuseSyncedFolder(join(folder, name, 'office.db'))).toEqual({ ok: true, value: undefined });
  });

  it('follows symbolic links and knows the marker files of renamed roots', () => {
    mkdirSync(join(folder, 'Shared'));
    writeFileSync(join(folder, 'Shared', '.dropbox'), '');
    symlinkSync(join(folder, 'Shared'), join(folder, 'office'));
    expect(refuseSyncedFolder(join(folder, 'office', 'office.db'))).toMatchObject({
      ok: false,
      error: { service: 'dropbox' },
    });
  });

  it('refuses a network share', () => {
    expect(refuseSyncedFolder('\\\\server\\share\\office.db')).toMatchObject({
      ok: false,
      error: { service: 'network' },
    });
  });
});

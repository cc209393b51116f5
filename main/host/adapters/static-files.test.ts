import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaticFiles } from './static-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-static-'));
  mkdirSync(join(folder, 'assets/deep'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<style nonce="__NONCE__"></style>');
  writeFileSync(join(folder, 'assets/deep/app-1a2b.js'), 'go()');
  writeFileSync(join(folder, 'assets/run.exe'), 'MZ');
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  symlinkSync('/etc/hostname', join(folder, 'assets/out.txt'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('serves files of known kinds, those of the bundler for ever', async () => {
  const files = openStaticFiles(folder);
  expect(await files.file('/assets/deep/app-1a2b.js')).toEqual({
    body: Buffer.from('go()'),
    mime: 'text/javascript; charset=utf-8',
    cacheControl: 'public, max-age=31536000, immutable',
  });
  expect(await files.file('/favicon.svg')).toEqual({
    body: Buffer.from('<svg/>'),
    mime: 'image/svg+xml',
    cacheControl: 'no-cache',
  });
});

it.each([
  ['the page without a nonce', '/index.html'],
  ['a kind nobody needs', '/assets/run.exe'],
  ['a link out of the folder', '/assets/out.txt'],
  ['a path that climbs', '/assets/../../etc/hostname'],
  ['a folder', '/assets'],
  ['nothing', '/nothing.js'],
])('does not serve %s', async (_what, path) => {
  expect(await openStaticFiles(folder).file(path)).toBeUndefined();
});

it('puts the nonce into the page, and has no page before the renderer is built', async () => {
  expect(await openStaticFiles(folder).page('abc')).toBe('<style nonce="abc"></style>');
  expect(await openStaticFiles(join(folder, 'nowhere')).page('abc')).toBeUndefined();
});

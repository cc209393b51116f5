import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStaticFiles } from '#host/adapters/static-files';
import { type Answer, createWireClient, type Question } from '#host/wire-client';
import { answerAppRequest } from './app-protocol.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tawi-app-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<style nonce="__NONCE__"></style>');
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'go()');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = { name: 'Übersicht "1".pdf', mime: 'application/pdf', bytes: new TextEncoder().encode('%PDF') };
async function core(question: Question): Promise<Answer | undefined> {
  if ('download' in question) return { id: 1, file: question.download === 'abc' ? file : null };
  if (!('upload' in question)) return undefined;
  const { name, bytes } = question.upload;
  if (name === 'refused') return { id: 1, uploaded: { ok: false, error: { code: 'host/locked' } } };
  return { id: 1, uploaded: { ok: true, ticket: 'T', name, sizeBytes: bytes.length } };
}
const ask = (path: string, init: RequestInit = {}, answers = core): Promise<Response> =>
  answerAppRequest(new Request(`app://tawi${path}`, init), {
    files: openStaticFiles(folder),
    core: { ask: answers },
  });

it('every load of the page has the whole policy and a nonce of its own', async () => {
  const pages = [await ask('/'), await ask('/index.html')];
  const texts = await Promise.all(pages.map((page) => page.text()));
  const nonces = texts.map((text) => /nonce="([^"]+)"/.exec(text)?.[1] ?? '');
  expect(new Set(nonces).size).toBe(2);
  expect(pages.map((page) => page.headers.get('content-security-policy'))).toEqual(
    nonces.map(
      (nonce) =>
        `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    ),
  );
  expect(Object.fromEntries(pages[0]?.headers ?? [])).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
});

it('serves files of the renderer and nothing outside its folder', async () => {
  const script = await ask('/assets/app-1a2b.js');
  expect([script.status, await script.text(), script.headers.get('content-type')]).toEqual([
    200,
    'go()',
    'text/javascript; charset=utf-8',
  ]);
  for (const path of [
    '/../main.mjs',
    '/assets/..%2f..%2fmain.mjs',
    '/%2e%2e/preload.cjs',
    '/people',
    '/assets/',
  ]) {
    expect((await ask(path)).status).toBe(404);
  }
});

it.each(['app://evil/', 'app://tawi.evil/', 'https://tawi/'])('serves nothing to %s', async (address) => {
  const answer = await answerAppRequest(new Request(address), {
    files: openStaticFiles(folder),
    core: { ask: core },
  });
  expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([
    404,
    "default-src 'none'; frame-ancestors 'none'; sandbox",
  ]);
});

it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
  expect((await ask('/', { method })).status).toBe(405);
});

it('hands an upload to the core and brings its ticket back', async () => {
  const body = new Uint8Array(3_000_000);
  const answer = await ask(`/files?name=${encodeURIComponent('ሰዎች.csv')}`, { method: 'POST', body });
  expect([answer.status, await answer.json()]).toEqual([
    201,
    { ok: true, ticket: 'T', name: 'ሰዎች.csv', sizeBytes: 3_000_000 },
  ]);
  const refused = await ask('/files?name=refused', { method: 'POST', body });
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { ok: false, error: { code: 'host/locked' } },
  ]);
});

it('takes no upload over 25 MB', async () => {
  const answer = await ask('/files?name=a', { method: 'POST', body: new Uint8Array(25_000_001) });
  expect([answer.status, await answer.json()]).toEqual([
    413,
    { ok: false, error: { code: 'documents/too-large' } },
  ]);
});

it('a download is never stored and never runs', async () => {
  const answer = await ask('/files/abc');
  expect([answer.status, await answer.text()]).toEqual([200, '%PDF']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': "attachment; filename*=UTF-8''%C3%9Cbersicht%20%221%22.pdf",
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
  expect((await ask('/files/used')).status).toBe(404);
});

it('says that the core is away while it restarts', async () => {
  const client = createWireClient();
  client.connect(() => undefined);
  const answers = [
    ask('/files/abc', {}, client.ask),
    ask('/files?name=a', { method: 'POST', body: 'x' }, client.ask),
  ];
  await new Promise((resolve) => setTimeout(resolve, 20));
  client.hangUp();
  expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([503, 503]);
});

it('says what to do when the screens were not built', async () => {
  const parts = { files: openStaticFiles(join(folder, 'nowhere')), core: { ask: core } };
  const answer = await answerAppRequest(new Request('app://tawi/'), parts);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    'The screens are not built yet: npm run build.',
  ]);
});

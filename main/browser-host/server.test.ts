import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startBrowserHost } from './server.ts';
import { ask } from './testing/ask.ts';
import { type TempHost, tempHost } from './testing/temp-host.ts';

let at: TempHost;
beforeEach(async () => {
  at = await tempHost();
});
afterEach(() => at.remove());

test('a call goes to the core on the channel of its cookie and brings its reply back', async () => {
  const [one, two] = [await at.signIn(), await at.signIn()];
  expect(JSON.parse((await at.post(one, '/api/registry.search', '{"text":"abebe"}')).text)).toEqual({
    ok: true,
    value: { name: 'registry.search', input: { text: 'abebe' } },
  });
  await at.post(two, '/api/session.state', 'null', { 'content-type': 'application/json; charset=utf-8' });
  expect(at.calls.map((call) => call.name)).toEqual(['registry.search', 'session.state']);
  expect(at.calls[0]?.channel).not.toBe(at.calls[1]?.channel);
});

test('every load of the page has the whole policy and a nonce of its own', async () => {
  const cookie = await at.signIn();
  const pages = [
    await ask(at.host.port, '/', { headers: { ...at.own(), cookie } }),
    await ask(at.host.port, '/vouchers/redeem', { headers: { ...at.own(), cookie } }),
  ];
  const nonces = pages.map((page) => /<style nonce="([^"]+)">/.exec(page.text)?.[1] ?? '');
  expect(new Set(nonces).size).toBe(2);
  expect(pages.map((page) => page.headers['content-security-policy'])).toEqual(
    nonces.map(
      (nonce) =>
        `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    ),
  );
  expect(pages[0]?.text).not.toContain('__NONCE__');
  expect(pages[0]?.headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(Object.keys(pages[0]?.headers ?? {}).filter((name) => name.startsWith('access-control'))).toEqual(
    [],
  );
});

test('files of the renderer are kept by the browser for ever, and nothing outside the folder is served', async () => {
  const cookie = await at.signIn();
  const headers = { ...at.own(), cookie };
  const script = await ask(at.host.port, '/assets/app-1a2b3c.js', { headers });
  expect([
    script.status,
    script.text,
    script.headers['content-type'],
    script.headers['cache-control'],
  ]).toEqual([200, 'go()', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable']);
  for (const path of [
    '/../server.ts',
    '/assets/..%2f..%2fserver.ts',
    '/%2e%2e/%2e%2e/etc/hosts.txt',
    '/index.html',
    '/nothing.js',
  ]) {
    expect((await ask(at.host.port, path, { headers })).status).toBe(404);
  }
});

test('an upload becomes a ticket; 25 MB is the end', async () => {
  const cookie = await at.signIn();
  const answer = await at.post(
    cookie,
    `/files?name=${encodeURIComponent('ሰዎች.csv')}`,
    Buffer.alloc(3_000_000),
    {
      'content-type': 'application/octet-stream',
    },
  );
  expect([answer.status, JSON.parse(answer.text)]).toEqual([
    201,
    { ok: true, ticket: 'T', name: 'ሰዎች.csv', sizeBytes: 3_000_000 },
  ]);
  const headers = at.posting(cookie, { 'content-length': '25000001' });
  const refused = await new Promise<number>((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: at.host.port, path: '/files', method: 'POST', headers, agent: false },
      (response) => {
        resolve(response.statusCode ?? 0);
        call.destroy();
      },
    );
    call.on('error', reject);
    call.write('a');
  });
  expect(refused).toBe(413);
});

test('a download works once, is never stored and never runs', async () => {
  const cookie = await at.signIn();
  at.downloads.set('abc', '%PDF-1.7');
  const headers = { ...at.own(), cookie };
  const first = await ask(at.host.port, '/files/abc', { headers });
  expect([first.status, first.text]).toEqual([200, '%PDF-1.7']);
  expect(first.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': "attachment; filename*=UTF-8''%C3%9Cbersicht%20%221%22.pdf",
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  });
  expect((await ask(at.host.port, '/files/abc', { headers })).status).toBe(404);
});

test('events reach the channel they are for, and those for all reach everybody', async () => {
  const cookie = await at.signIn();
  await at.post(cookie, '/api/session.state', '{}');
  const channel = at.calls[0]?.channel ?? '';
  const lines = await new Promise<string[]>((resolve, reject) => {
    const seen: string[] = [];
    const call = request(
      {
        host: '127.0.0.1',
        port: at.host.port,
        path: '/events',
        headers: { ...at.own(), cookie },
        agent: false,
      },
      (response) => {
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          seen.push(...text.split('\n').filter((line) => line.startsWith('data: ')));
          if (text.startsWith('retry')) {
            at.bus.publish({ topic: 'data.changed', event: { features: ['registry'] }, channel: null });
            at.bus.publish({ topic: 'session.changed', event: { state: 'open' }, channel: 'somebody else' });
            at.bus.publish({ topic: 'session.changed', event: { state: 'locked' }, channel });
          }
          if (seen.length === 2) {
            call.destroy();
            resolve(seen);
          }
        });
      },
    );
    call.on('error', reject);
    call.end();
  });
  expect(lines.map((line) => JSON.parse(line.slice(6)))).toEqual([
    { topic: 'data.changed', event: { features: ['registry'] } },
    { topic: 'session.changed', event: { state: 'locked' } },
  ]);
});

test('when too many browsers were let in, the oldest session ends with its person', async () => {
  const first = await at.signIn();
  await at.post(first, '/api/session.state', '{}');
  for (let n = 0; n < 16; n += 1) await at.signIn();
  expect(at.left).toEqual([at.calls[0]?.channel]);
  expect((await at.post(first, '/api/session.state', '{}')).status).toBe(401);
});

test('a port that is taken is said so, and stopping frees it', async () => {
  const again = { ...at.options, port: at.host.port };
  expect(await startBrowserHost(again)).toEqual({ ok: false, error: { code: 'host/port-taken' } });
  await at.host.stop();
  const second = await startBrowserHost(again);
  expect(second.ok).toBe(true);
  if (second.ok) await second.value.stop();
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from './testing/ask.ts';
import { type TempHost, tempHost } from './testing/temp-host.ts';

let at: TempHost;
beforeEach(async () => {
  at = await tempHost();
});
afterEach(() => at.remove());

test('a start link gives one browser a cookie that scripts and other sites cannot use, once', async () => {
  const url = new URL(at.host.newUrl());
  const first = await ask(at.host.port, url.pathname + url.search, { headers: at.own() });
  expect([first.status, first.headers.location]).toEqual([303, '/']);
  expect(first.headers['set-cookie']?.[0]).toMatch(
    new RegExp(`^tawi-${at.host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
  );
  const second = await ask(at.host.port, url.pathname + url.search, { headers: at.own() });
  expect([second.status, second.headers['set-cookie']]).toEqual([403, undefined]);
  expect((await ask(at.host.port, '/start?token=guess', { headers: at.own() })).status).toBe(403);
});

test.each([
  ['GET', '/'],
  ['GET', '/people'],
  ['GET', '/assets/app-1a2b3c.js'],
  ['GET', '/events'],
  ['GET', '/files/T'],
  ['POST', '/api/session.state'],
  ['POST', '/files'],
])('%s %s is refused without the cookie', async (method, path) => {
  for (const cookie of ['', `tawi-${at.host.port}=guess`, 'other=1']) {
    const answer = await ask(at.host.port, path, {
      method,
      headers: at.posting(cookie),
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    expect(answer.status).toBe(401);
  }
  expect(at.calls).toEqual([]);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['another name for this PC (DNS rebinding)', { host: 'tawi.example' }],
  ['localhost', { host: 'localhost' }],
  ['another port', { host: '127.0.0.1:1' }],
  ['a page of another site', { origin: 'https://evil.example' }],
  ['another local server', { origin: 'http://127.0.0.1:1' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
  ['the address line', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
])('a call from %s is refused', async (_name, forged) => {
  const cookie = await at.signIn();
  expect((await at.post(cookie, '/api/session.state', '{}', forged)).status).toBe(403);
  expect(at.calls).toEqual([]);
});

test('a call without an origin is refused, a page of another site cannot read with the cookie', async () => {
  const cookie = await at.signIn();
  const { origin: _origin, ...headers } = at.posting(cookie);
  expect(
    (await ask(at.host.port, '/api/session.state', { method: 'POST', headers, body: '{}' })).status,
  ).toBe(403);
  const embedded = await ask(at.host.port, '/', {
    headers: { ...at.own(), cookie, 'sec-fetch-site': 'cross-site' },
  });
  expect(embedded.status).toBe(403);
});

test.each<[string, string | Uint8Array, Readonly<Record<string, string>>, number]>([
  ['a body over 1 MB', `"${'x'.repeat(1_000_000)}"`, {}, 413],
  ['a body that lies about its length', '{}', { 'content-length': '2000000' }, 413],
  ['no JSON', '{', {}, 400],
  ['an empty body', '', {}, 400],
  ['a key that reaches the prototype', '{"a":{"__proto__":{"x":1}}}', {}, 400],
  ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['plain text holding JSON', '{}', { 'content-type': 'text/plain' }, 415],
])('%s is refused before it reaches the core', async (_name, body, more, status) => {
  const cookie = await at.signIn();
  const answer = await at.post(cookie, '/api/session.state', body, more).then(
    (reply) => reply.status,
    (error: NodeJS.ErrnoException) => error.code,
  );
  // The connection is cut with the answer, which a sender in full flow may see as a reset.
  expect([status, 'ECONNRESET', 'EPIPE']).toContain(answer);
  expect(at.calls).toEqual([]);
});

test('methods that nobody needs are refused', async () => {
  const cookie = await at.signIn();
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    expect((await ask(at.host.port, '/', { method, headers: at.posting(cookie) })).status).toBe(405);
  }
});

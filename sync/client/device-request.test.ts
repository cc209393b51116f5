import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { domainMessage, nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import { sha256 } from '#domain/signing/sha256';
import type { Clock } from '#ports/clock';
import { createAxiosHttp } from './axios-http.ts';
import {
  createDeviceRequest,
  type DeviceCall,
  type DeviceRequestOptions,
  type ReplySchema,
} from './device-request.ts';
import { systemTimers } from './timers.ts';

const NOW_MS = Date.parse('2026-11-20T09:00:00.000Z');
const clock: Clock = {
  nowMs: () => 0,
  correctedMs: () => NOW_MS,
  today: () => '2026-11-20',
  isBehind: () => false,
};
const signer = nobleSigner(new Uint8Array(32).fill(3));
const deviceId = '0193a1f0-4c00-8001-8000-000000000009';
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** Somebody else on the line: a portal, a broken proxy, a stalled connection. Never a stand-in for the centre. */
async function strangerAt(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

function requestTo(centreUrl: string, change: Partial<DeviceRequestOptions> = {}) {
  return createDeviceRequest({
    centreUrl,
    device: { deviceId, signer },
    http: createAxiosHttp(),
    timers: systemTimers,
    clock,
    random: (length) => new Uint8Array(length).fill(0xaa),
    ...change,
  });
}

/** `{n: <number>}`, whatever else is beside it. */
const numbered: ReplySchema<{ readonly n: number }> = {
  safeParse: (value) => {
    const n = typeof value === 'object' && value !== null && 'n' in value ? value.n : undefined;
    return typeof n === 'number' ? { success: true, data: { n } } : { success: false };
  },
};

const call: DeviceCall<{ readonly n: number }> = {
  method: 'POST',
  path: '/v1/pull?x=1',
  body: { kind: 'json', value: { hello: 'world' } },
  reply: { kind: 'json', schema: numbered },
};

function reply(status: number, type: string, text: string, headers: Record<string, string> = {}): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

describe('a request', () => {
  it('carries the device, the time, a nonce and a signature over all of it and the body', async () => {
    let seen: { readonly headers: IncomingMessage['headers']; readonly body: Buffer } | undefined;
    const url = await strangerAt((request, response, body) => {
      seen = { headers: request.headers, body };
      reply(200, 'application/json; charset=utf-8', '{"n":4}')(request, response, body);
    });
    expect(await requestTo(`${url}/`)(call)).toEqual({ ok: true, value: { n: 4 } });
    expect(seen?.body.toString()).toBe('{"hello":"world"}');
    const { 'x-tawi-device': device, 'x-tawi-time': time, 'x-tawi-nonce': nonce } = seen?.headers ?? {};
    expect({ device, time, nonce }).toEqual({
      device: deviceId,
      time: '2026-11-20T09:00:00.000Z',
      nonce: 'aa'.repeat(16),
    });
    const statement = canonicalJsonBytes({
      body_sha256: bytesToHex(sha256(new Uint8Array(seen?.body ?? []))),
      device: deviceId,
      method: 'POST',
      nonce: 'aa'.repeat(16),
      path: '/v1/pull?x=1',
      time: '2026-11-20T09:00:00.000Z',
    });
    const signature = hexToBytes(String(seen?.headers['x-tawi-signature']));
    expect(nobleVerify(signature, domainMessage('g2p/request/v1', statement), signer.publicKey)).toBe(true);
  });

  it('goes out unsigned before enrolment', async () => {
    const url = await strangerAt((request, response, body) => {
      const signed = Object.keys(request.headers).filter((name) => name.startsWith('x-tawi'));
      reply(200, 'application/json', `{"n":${signed.length}}`)(request, response, body);
    });
    expect(await requestTo(url, { device: null })(call)).toEqual({ ok: true, value: { n: 0 } });
  });

  it('takes raw bytes where bytes are expected', async () => {
    const url = await strangerAt((_, response) =>
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.from([0, 255, 7])),
    );
    const raw = { ...call, reply: { kind: 'bytes', read: (bytes: Uint8Array) => bytes } } as const;
    expect(await requestTo(url)(raw)).toEqual({ ok: true, value: Uint8Array.of(0, 255, 7) });
  });
});

describe('anything but the centre’s own answer', () => {
  const portal = '<html><body>Please sign in to the network</body></html>';
  it.each<[string, Answer, object]>([
    [
      'a sign-in page with 200',
      reply(200, 'text/html', portal),
      { code: 'sync/rubbish', reason: 'not-json' },
    ],
    [
      'a redirect to a sign-in page, not followed',
      reply(302, 'text/html', '', { location: 'http://127.0.0.1:9/' }),
      { code: 'sync/rubbish', reason: 'http-302' },
    ],
    [
      'HTML that calls itself JSON',
      reply(200, 'application/json', portal),
      { code: 'sync/rubbish', reason: 'not-json' },
    ],
    [
      'JSON of another service',
      reply(200, 'application/json', '{"ok":1}'),
      { code: 'sync/rubbish', reason: 'schema' },
    ],
    [
      'text that is no JSON',
      reply(200, 'application/json', 'hello'),
      { code: 'sync/rubbish', reason: 'not-json' },
    ],
    ['no content', reply(204, '', ''), { code: 'sync/rubbish', reason: 'not-json' }],
    ['a 404 page', reply(404, 'text/html', 'nothing here'), { code: 'sync/rubbish', reason: 'http-404' }],
    [
      'a proxy’s 502 page',
      reply(502, 'text/html', 'bad gateway'),
      { code: 'sync/server-fault', reason: 'http-502' },
    ],
    [
      'a refusal by the centre',
      reply(403, 'application/json', '{"error":{"code":"device/frozen"}}'),
      { code: 'sync/refused', reason: 'device/frozen' },
    ],
    [
      'a fault of the centre',
      reply(500, 'application/json', '{"error":{"code":"centre/internal"}}'),
      { code: 'sync/server-fault', reason: 'centre/internal' },
    ],
    [
      'too many requests',
      reply(429, 'application/json', '{"error":{"code":"centre/busy"}}'),
      { code: 'sync/server-fault', reason: 'centre/busy' },
    ],
    [
      'a centre that has moved on',
      reply(426, 'application/json', '{"error":{"code":"protocol/too-old"}}'),
      { code: 'sync/too-old', reason: 'protocol/too-old' },
    ],
    [
      'an error of some other form',
      reply(400, 'application/json', '{"error":"no"}'),
      { code: 'sync/rubbish', reason: 'http-400' },
    ],
  ])('%s', async (_, answer, error) => {
    expect(await requestTo(await strangerAt(answer))(call)).toEqual({ ok: false, error });
  });

  it('is no line when nobody listens or the connection is cut', async () => {
    expect(await requestTo('http://127.0.0.1:1')(call)).toEqual({
      ok: false,
      error: { code: 'sync/no-line' },
    });
    const cut = await strangerAt((request) => request.socket.destroy());
    expect(await requestTo(cut)(call)).toEqual({ ok: false, error: { code: 'sync/no-line' } });
    expect(await requestTo('http://no-such-host.invalid')(call)).toEqual({
      ok: false,
      error: { code: 'sync/no-line' },
    });
  });

  it('is a timeout when nothing comes, and when bytes only trickle', async () => {
    const limits = { stallMs: 40, totalMs: 10_000 };
    const silent = await strangerAt(() => {});
    expect(await requestTo(silent, { limits })(call)).toEqual({ ok: false, error: { code: 'sync/timeout' } });
    const stalled = await strangerAt((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });
    expect(await requestTo(stalled, { limits })(call)).toEqual({
      ok: false,
      error: { code: 'sync/timeout' },
    });
    const trickle = await strangerAt((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    const total = { stallMs: 5_000, totalMs: 80 };
    expect(await requestTo(trickle, { limits: total })(call)).toEqual({
      ok: false,
      error: { code: 'sync/timeout' },
    });
  });

  it('is rubbish when it is longer than the centre ever answers', async () => {
    const url = await strangerAt(reply(200, 'application/json', `{"n":1,"x":"${'y'.repeat(5_000)}"}`));
    expect(await requestTo(url)({ ...call, maxReplyBytes: 1_000 })).toEqual({
      ok: false,
      error: { code: 'sync/rubbish', reason: 'too-large' },
    });
  });

  it('never goes through a proxy named by the environment', async () => {
    process.env['http_proxy'] = 'http://127.0.0.1:1';
    try {
      const url = await strangerAt(reply(200, 'application/json', '{"n":1}'));
      expect(await requestTo(url)(call)).toEqual({ ok: true, value: { n: 1 } });
    } finally {
      delete process.env['http_proxy'];
    }
  });
});

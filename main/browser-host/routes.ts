import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StaticFiles } from '#host/adapters/static-files';
import type { AnyReply, CoreApi } from '#host/core-api';
import { contentSecurityPolicy } from '#host/security-headers';
import { send, sendJson, sendText } from './answers.ts';
import { type BrowserSessions, readCookie } from './browser-sessions.ts';
import type { EventStreams } from './event-stream.ts';
import { readBody } from './read-body.ts';
import { guardRequest } from './request-guard.ts';

/** One call's input, and one file, in bytes. */
export const MAX_CALL_BYTES = 1_000_000;
export const MAX_UPLOAD_BYTES = 25_000_000;

export type RouteParts = {
  readonly core: CoreApi;
  readonly sessions: BrowserSessions;
  readonly streams: EventStreams;
  readonly files: StaticFiles;
  /** `127.0.0.1:<port>`, known once the server listens. */
  readonly authority: () => string;
  /** Cookies know no ports: two offices open in one browser need two names. */
  readonly cookieName: () => string;
};

/** For people who came to the wrong door; the page itself speaks their language. */
const USED_LINK =
  'This start link was used already. Start Tawi again, or go back to the window that is open.';
const NO_SESSION = 'Open Tawi with the link that it shows when it starts.';

const refused = (code: string): AnyReply => ({ ok: false, error: { code } });

/** Answers one request. Every path but the start link needs the session cookie. */
export async function route(
  request: IncomingMessage,
  response: ServerResponse,
  parts: RouteParts,
): Promise<void> {
  const method = request.method ?? '';
  const refusal = guardRequest({ method, headers: request.headers }, parts.authority());
  if (refusal !== undefined) return sendJson(response, 403, refused('host/not-allowed'));
  const url = new URL(request.url ?? '/', `http://${parts.authority()}`);
  if (url.pathname === '/start') return start(url, method, response, parts);
  const channel = parts.sessions.channelOf(readCookie(request.headers.cookie, parts.cookieName()));
  if (channel === undefined) return withoutSession(url, method, response);
  if (method === 'POST' && url.pathname.startsWith('/api/'))
    return call(url, request, response, parts, channel);
  if (method === 'POST' && url.pathname === '/files') return upload(url, request, response, parts, channel);
  if (method !== 'GET' && method !== 'HEAD') return sendJson(response, 405, refused('host/not-allowed'));
  if (url.pathname === '/events') return parts.streams.open(response, channel);
  if (url.pathname.startsWith('/files/')) return download(url, response, parts, channel);
  return page(url, response, parts);
}

function start(url: URL, method: string, response: ServerResponse, parts: RouteParts): void {
  const { sessions, cookieName } = parts;
  const cookie = method === 'GET' ? sessions.exchange(url.searchParams.get('token') ?? '') : undefined;
  if (cookie === undefined) sendText(response, 403, USED_LINK);
  else {
    const setCookie = `${cookieName()}=${cookie}; Path=/; HttpOnly; SameSite=Strict`;
    send(response, 303, '', { location: '/', 'set-cookie': setCookie });
  }
}

function withoutSession(url: URL, method: string, response: ServerResponse): void {
  if (method === 'POST' || url.pathname === '/events') sendJson(response, 401, refused('host/not-allowed'));
  else sendText(response, 401, NO_SESSION);
}

async function call(
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  { core }: RouteParts,
  channel: string,
): Promise<void> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return sendJson(response, 415, refused('host/invalid-input'));
  const body = await readBody(request, MAX_CALL_BYTES);
  if (!body.ok) return tooLarge(response, 'host/invalid-input');
  const input = parseJson(body.value.toString('utf8'));
  if (input === undefined) return sendJson(response, 400, refused('host/invalid-input'));
  sendJson(response, 200, await core.invoke(url.pathname.slice('/api/'.length), input.value, channel));
}

async function upload(
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  { core }: RouteParts,
  channel: string,
): Promise<void> {
  const body = await readBody(request, MAX_UPLOAD_BYTES);
  if (!body.ok) return tooLarge(response, 'documents/too-large');
  const bytes = new Uint8Array(body.value.buffer, body.value.byteOffset, body.value.length);
  const reply = core.files.upload(channel, {
    name: url.searchParams.get('name') ?? '',
    mime: 'application/octet-stream',
    bytes,
  });
  sendJson(response, reply.ok ? 201 : 409, reply);
}

/** What is still on its way is not worth reading, so the connection ends with the answer. */
function tooLarge(response: ServerResponse, code: string): void {
  response.setHeader('connection', 'close');
  sendJson(response, 413, refused(code));
}

function download(url: URL, response: ServerResponse, { core }: RouteParts, channel: string): void {
  const file = core.files.download(channel, url.pathname.slice('/files/'.length));
  if (file.ok) {
    const { name, mime, bytes } = file.value;
    const shown = mime.startsWith('image/') ? 'inline' : 'attachment';
    const disposition = `${shown}; filename*=UTF-8''${encodeURIComponent(name)}`;
    send(response, 200, bytes, { 'content-type': mime, 'content-disposition': disposition });
  } else sendJson(response, 404, file);
}

/** A file of the renderer, or the page itself for every address that names none: the page knows its own routes. */
async function page(url: URL, response: ServerResponse, { files }: RouteParts): Promise<void> {
  const file = await files.file(url.pathname);
  if (file !== undefined)
    return send(response, 200, file.body, { 'content-type': file.mime, 'cache-control': file.cacheControl });
  if (/\.[a-z0-9]+$/.test(url.pathname)) return sendText(response, 404, 'Not here.');
  const nonce = randomBytes(18).toString('base64');
  const html = await files.page(nonce);
  if (html === undefined) return sendText(response, 503, 'The screens are not built yet: npm run build.');
  send(response, 200, html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(nonce),
  });
}

/** JSON without the key that would reach an object's prototype; wrapped, because `null` is JSON too. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text, (key, member: unknown) => {
      if (key === '__proto__') throw new SyntaxError('forbidden key');
      return member;
    });
    return { value };
  } catch {
    // Not JSON: the caller answers 400.
    return undefined;
  }
}

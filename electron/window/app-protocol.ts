import { randomBytes } from 'node:crypto';
import { MAX_TICKET_BYTES } from '#host/adapters/file-tickets';
import type { StaticFiles } from '#host/adapters/static-files';
import type { AnyReply } from '#host/core-api';
import { CLOSED_POLICY, contentSecurityPolicy, SECURITY_HEADERS } from '#host/security-headers';
import type { WireClient } from '#host/wire-client';
import { isOwnAddress } from '../guards/app-origin.ts';

/** What stands behind app://tawi/: the built renderer, and the core for files. */
export type AppProtocolParts = { readonly files: StaticFiles; readonly core: Pick<WireClient, 'ask'> };

type Headers = Readonly<Record<string, string>>;

/**
 * Answers one request of a page: the same paths, headers and refusals as the browser host gives over HTTP, so that
 * the renderer need not know which shell it runs in.
 */
export async function answerAppRequest(
  request: Request,
  { files, core }: AppProtocolParts,
): Promise<Response> {
  const url = URL.parse(request.url);
  if (url === null || !isOwnAddress(request.url)) return answer(404, 'Not here.');
  if (request.method === 'POST' && url.pathname === '/files') return upload(request, url, core);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'host/not-allowed');
  if (url.pathname.startsWith('/files/')) return download(url, core);
  if (url.pathname === '/' || url.pathname === '/index.html') return page(files);
  const file = await files.file(url.pathname);
  if (file === undefined) return answer(404, 'Not here.');
  return answer(200, file.body, { 'content-type': file.mime, 'cache-control': file.cacheControl });
}

async function page(files: StaticFiles): Promise<Response> {
  const nonce = randomBytes(18).toString('base64');
  const html = await files.page(nonce);
  if (html === undefined) return answer(503, 'The screens are not built yet: npm run build.');
  return answer(200, html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(nonce),
  });
}

async function upload(request: Request, url: URL, core: AppProtocolParts['core']): Promise<Response> {
  const bytes = await readBody(request);
  if (bytes === undefined) return refuse(413, 'documents/too-large');
  const reply = await core.ask({ upload: { name: url.searchParams.get('name') ?? '', bytes } });
  if (reply === undefined || !('uploaded' in reply)) return refuse(503, 'host/closing');
  return json(reply.uploaded.ok ? 201 : 409, reply.uploaded);
}

async function download(url: URL, core: AppProtocolParts['core']): Promise<Response> {
  const reply = await core.ask({ download: url.pathname.slice('/files/'.length) });
  if (reply === undefined || !('file' in reply)) return refuse(503, 'host/closing');
  if (reply.file === null) return refuse(404, 'documents/unknown-ticket');
  const { name, mime, bytes } = reply.file;
  const shown = mime.startsWith('image/') ? 'inline' : 'attachment';
  return answer(200, bytes, {
    'content-type': mime,
    'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}

/** The whole body; undefined as soon as it is known to be too large. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_TICKET_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const refuse = (status: number, code: string): Response => {
  const refusal: AnyReply = { ok: false, error: { code } };
  return json(status, refusal);
};

const json = (status: number, value: unknown): Response =>
  answer(status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8' });

function answer(status: number, body: string | Uint8Array, headers: Headers = {}): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': CLOSED_POLICY,
      ...SECURITY_HEADERS,
      ...headers,
    },
  });
}

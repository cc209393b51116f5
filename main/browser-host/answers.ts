import type { ServerResponse } from 'node:http';
import { CLOSED_POLICY, SECURITY_HEADERS } from '#host/security-headers';

type Headers = Readonly<Record<string, string>>;

/** Sends one whole answer with the security headers; a policy in `headers` replaces the closed one. */
export function send(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Headers,
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-security-policy': CLOSED_POLICY,
    ...SECURITY_HEADERS,
    ...headers,
    'content-length': String(typeof body === 'string' ? Buffer.byteLength(body) : body.length),
  });
  response.end(body);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8' });
}

/** Words for a person who came to the wrong door; the page itself is in the person's language, this is not. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, `${text}\n`, { 'content-type': 'text/plain; charset=utf-8' });
}

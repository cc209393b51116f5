import type { IncomingHttpHeaders } from 'node:http';

export type GuardRefusal = 'wrong-host' | 'wrong-origin' | 'foreign-page';

/**
 * Lets through only what our own page, or a person typing our address, can send. The host check defeats DNS
 * rebinding, the origin and fetch-site checks pages of other sites and other local servers. A browser sends an
 * origin with every request that is not a plain read, so a writing request without one is refused.
 */
export function guardRequest(
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  authority: string,
): GuardRefusal | undefined {
  const { headers, method } = request;
  if (headers.host !== authority) return 'wrong-host';
  const reads = method === 'GET' || method === 'HEAD';
  if (headers.origin === undefined ? !reads : headers.origin !== `http://${authority}`) return 'wrong-origin';
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin') return undefined;
  // "none" is an address typed or opened by the launcher; it may load the page and nothing else.
  return site === 'none' && reads && headers['sec-fetch-mode'] === 'navigate' ? undefined : 'foreign-page';
}

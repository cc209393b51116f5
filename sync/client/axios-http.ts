import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import axios, { AxiosError, type AxiosInstance } from 'axios';
import { type Http, type HttpCall, HttpDown, type HttpDownKind, type HttpReply } from './http.ts';

/** Two lanes talk at once; more connections would only fight over the same thin line. */
const MAX_SOCKETS = 2;
/** Largest request: an attachment's piece or a batch with one large operation, with room. */
const MAX_REQUEST_BYTES = 16_000_000;
const TLS_CODES = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

export type AxiosHttpOptions = {
  /** PEM of the centre's own certificate authority, where it is not one of the public ones. */
  readonly certificateAuthority?: string;
};

/**
 * The real network. No redirect is followed (a captive portal would catch it), no proxy is taken from the
 * environment, and sizes are bounded; time is bounded by the caller's signal, since axios' own timeout would also
 * count the seconds a thin line needs for the upload.
 */
export function createAxiosHttp(options: AxiosHttpOptions = {}): Http {
  const { certificateAuthority } = options;
  const client = axios.create({
    adapter: 'http',
    httpAgent: new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    httpsAgent: new TlsAgent({
      keepAlive: true,
      maxSockets: MAX_SOCKETS,
      ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
    }),
    maxRedirects: 0,
    proxy: false,
    responseType: 'arraybuffer',
    validateStatus: () => true,
    transformRequest: (data: unknown) => data,
    maxBodyLength: MAX_REQUEST_BYTES,
  });
  return (call) => send(client, call);
}

async function send(client: AxiosInstance, call: HttpCall): Promise<HttpReply> {
  try {
    const reply = await client.request<ArrayBuffer>({
      method: call.method,
      url: call.url,
      headers: { ...call.headers },
      data:
        call.body === undefined
          ? undefined
          : Buffer.from(call.body.buffer, call.body.byteOffset, call.body.length),
      maxContentLength: call.maxReplyBytes,
      signal: call.signal,
      onDownloadProgress: () => call.onBytes(),
    });
    const type: unknown = reply.headers['content-type'];
    return {
      status: reply.status,
      contentType: typeof type === 'string' ? type : '',
      body: new Uint8Array(reply.data),
    };
  } catch (cause) {
    throw new HttpDown(kindOf(cause), { cause });
  }
}

function kindOf(cause: unknown): HttpDownKind {
  if (!(cause instanceof AxiosError)) return 'no-line';
  const code = cause.code ?? '';
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return 'timeout';
  if (code === AxiosError.ERR_BAD_RESPONSE && cause.message.startsWith('maxContentLength'))
    return 'too-large';
  return TLS_CODES.test(code) ? 'certificate' : 'no-line';
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type S3VerifyingServer = {
  readonly endpoint: string;
  /** What is stored, by `bucket/key`; a test may look or spoil. */
  readonly objects: Map<string, Buffer>;
  close(): Promise<void>;
};

export type S3ServerOptions = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region?: string;
  /** Objects per page of a listing; small, so that tests meet a second page. */
  readonly pageSize?: number;
};

type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** Thrown inside the server to answer with an S3 error document. */
class Refusal extends Error {
  readonly status: number;
  readonly s3Code: string;
  constructor(status: number, s3Code: string) {
    super(s3Code);
    this.status = status;
    this.s3Code = s3Code;
  }
}

const MAX_SKEW_MS = 15 * 60_000;

/**
 * A stand-in for an S3 store that is as strict as the real ones about what the public stand-ins wave through: it
 * recomputes the Signature Version 4 of every request (header or presigned) from the shared secret, refuses an old
 * date, unsigned `x-amz-` headers, a body that is not the signed one, and a wrong checksum. Keeps objects in memory.
 */
export async function startS3VerifyingServer(options: S3ServerOptions): Promise<S3VerifyingServer> {
  const objects = new Map<string, Buffer>();
  const buckets = new Set<string>();
  const server = createServer((request, response) => {
    answer(request, response, (call) => {
      verifySignature(call, { region: 'us-east-1', ...options });
      verifyBody(call);
      return serve(call, buckets, objects, options.pageSize ?? 1000);
    }).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Reply = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (call: Call) => Reply,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const call: Call = {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks),
  };
  let reply: Reply;
  try {
    reply = handle(call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const document = `<?xml version="1.0"?><Error><Code>${error.s3Code}</Code><Message>${error.s3Code}</Message></Error>`;
    reply = { status: error.status, headers: { 'content-type': 'application/xml' }, body: document };
  }
  response.writeHead(reply.status, reply.headers);
  response.end(call.method === 'HEAD' ? undefined : reply.body);
}

type Signed = {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
  readonly payload: string;
  readonly expiresMs: number;
};

function signedPart(call: Call): Signed {
  const { headers, query } = call;
  const presigned = query.get('X-Amz-Signature');
  if (presigned !== null) {
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
      signature: presigned,
      date: query.get('X-Amz-Date') ?? '',
      payload: 'UNSIGNED-PAYLOAD',
      expiresMs: Number(query.get('X-Amz-Expires')) * 1000,
    };
  }
  const pattern = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/;
  const [, credential, signedHeaders, signature] = pattern.exec(headers['authorization'] ?? '') ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new Refusal(403, 'AccessDenied');
  }
  return {
    credential,
    signedHeaders,
    signature,
    date: headers['x-amz-date'] ?? '',
    payload: headers['x-amz-content-sha256'] ?? '',
    expiresMs: MAX_SKEW_MS,
  };
}

function verifySignature(call: Call, account: S3ServerOptions & { readonly region: string }): void {
  const signed = signedPart(call);
  const [accessKeyId, day, region, service, end] = signed.credential.split('/');
  if (accessKeyId !== account.accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId');
  const scope = `${day}/${account.region}/s3/aws4_request`;
  if (`${day}/${region}/${service}/${end}` !== scope) throw new Refusal(400, 'AuthorizationHeaderMalformed');
  verifyDate(signed);
  const names = signed.signedHeaders.split(';');
  const mustBeSigned = ['host', ...Object.keys(call.headers).filter((name) => name.startsWith('x-amz-'))];
  if (mustBeSigned.some((name) => !names.includes(name))) throw new Refusal(403, 'AccessDenied');
  const canonical = [
    call.method,
    call.path,
    canonicalQuery(call.query),
    ...names.map((name) => `${name}:${(call.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signed.signedHeaders,
    signed.payload,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', signed.date, scope, sha256(canonical).toString('hex')].join('\n');
  const key = [day ?? '', account.region, 's3', 'aws4_request'].reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    Buffer.from(`AWS4${account.secretAccessKey}`),
  );
  const given = Buffer.from(signed.signature, 'hex');
  const expected = hmac(key, toSign);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(403, 'SignatureDoesNotMatch');
  }
}

function verifyDate({ date, expiresMs, credential }: Signed): void {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const age = Date.now() - Date.parse(iso);
  if (Number.isNaN(age) || !credential.includes(`/${date.slice(0, 8)}/`))
    throw new Refusal(403, 'AccessDenied');
  if (age < -MAX_SKEW_MS || age > expiresMs) throw new Refusal(403, 'RequestTimeTooSkewed');
}

function canonicalQuery(query: URLSearchParams): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function verifyBody({ headers, body }: Call): void {
  const payload = headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD';
  if (payload.startsWith('STREAMING-')) throw new Refusal(501, 'NotImplemented');
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body).toString('hex')) {
    throw new Refusal(400, 'XAmzContentSHA256Mismatch');
  }
  const checksum = headers['x-amz-checksum-sha256'];
  if (checksum !== undefined && checksum !== sha256(body).toString('base64'))
    throw new Refusal(400, 'BadDigest');
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
    throw new Refusal(400, 'BadDigest');
  }
}

function serve(call: Call, buckets: Set<string>, objects: Map<string, Buffer>, pageSize: number): Reply {
  const [bucket = '', ...rest] = decodeURIComponent(call.path.slice(1)).split('/');
  const key = rest.join('/');
  if (key === '' && call.method === 'PUT') {
    buckets.add(bucket);
    return { status: 200 };
  }
  if (!buckets.has(bucket)) throw new Refusal(404, 'NoSuchBucket');
  if (key === '') {
    return call.method === 'HEAD'
      ? { status: 200 }
      : { status: 200, body: listing(call, bucket, objects, pageSize) };
  }
  const name = `${bucket}/${key}`;
  if (call.method === 'PUT') {
    objects.set(name, call.body);
    return { status: 200, headers: { etag: `"${createHash('md5').update(call.body).digest('hex')}"` } };
  }
  if (call.method === 'DELETE') {
    objects.delete(name);
    return { status: 204 };
  }
  const found = objects.get(name);
  if (found === undefined) throw new Refusal(404, 'NoSuchKey');
  return rangeOf(call.headers['range'], found);
}

function rangeOf(range: string | undefined, object: Buffer): Reply {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const type = 'application/octet-stream';
  if (from === undefined) {
    return {
      status: 200,
      headers: { 'content-length': String(object.length), 'content-type': type },
      body: object,
    };
  }
  const last = to === undefined || to === '' ? object.length - 1 : Math.min(Number(to), object.length - 1);
  const part = object.subarray(Number(from), last + 1);
  if (part.length === 0) throw new Refusal(416, 'InvalidRange');
  const contentRange = `bytes ${from}-${last}/${object.length}`;
  return {
    status: 206,
    headers: { 'content-length': String(part.length), 'content-range': contentRange, 'content-type': type },
    body: part,
  };
}

function listing(call: Call, bucket: string, objects: Map<string, Buffer>, pageSize: number): string {
  const prefix = `${bucket}/${call.query.get('prefix') ?? ''}`;
  const after = call.query.get('continuation-token') ?? '';
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > after).sort();
  const page = names.slice(0, pageSize);
  const contents = page.map((name) => {
    const size = objects.get(name)?.length ?? 0;
    return `<Contents><Key>${name.slice(bucket.length + 1)}</Key><Size>${size}</Size></Contents>`;
  });
  const more = names.length > page.length;
  const token = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${token}${contents.join('')}</ListBucketResult>`;
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

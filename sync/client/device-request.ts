import { bytesToHex } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { utf8Decode, utf8Encode } from '#domain/codec/utf8';
import { err, ok, type Result } from '#domain/result';
import { domainMessage, type Signer } from '#domain/signing/ed25519';
import { sha256 } from '#domain/signing/sha256';
import type { Clock } from '#ports/clock';
import { type Http, type HttpCall, HttpDown, type HttpReply } from './http.ts';
import type { SyncFailure } from './sync-failure.ts';
import type { Timers } from './timers.ts';

/** The part of a zod schema that is needed to believe a reply. */
export type ReplySchema<T> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: T } | { readonly success: false };
};
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'none' };

export type DeviceCall<T> = {
  readonly method: HttpCall['method'];
  /** Path with its query string, beginning with `/v1/`. */
  readonly path: string;
  readonly body: RequestBody;
  /** What the reply must be; anything else is `sync/rubbish`. `bytes` takes the raw body. */
  readonly reply:
    | { readonly kind: 'json'; readonly schema: ReplySchema<T> }
    | { readonly kind: 'bytes'; readonly read: (bytes: Uint8Array) => T };
  readonly maxReplyBytes?: number;
};
export type DeviceRequest = <T>(call: DeviceCall<T>) => Promise<Result<T, SyncFailure>>;

export type DeviceRequestOptions = {
  /** Scheme, host and port, e.g. `https://centre.example:8443`; without a path. */
  readonly centreUrl: string;
  /** null before enrolment: the request then goes out unsigned. */
  readonly device: { readonly deviceId: string; readonly signer: Signer } | null;
  readonly http: Http;
  readonly timers: Timers;
  readonly clock: Clock;
  /** Random bytes for nonces. */
  readonly random: (length: number) => Uint8Array;
  readonly limits?: Partial<RequestLimits>;
};
export type RequestLimits = {
  /** Longest silence, in ms, while a reply is coming. */
  readonly stallMs: number;
  /** Longest whole request, in ms; a trickle of single bytes ends here. */
  readonly totalMs: number;
  readonly maxReplyBytes: number;
};
/** 20 s of silence is what 64 kbit/s lines with 800 ms round trips never reach by themselves. */
const DEFAULT_LIMITS: RequestLimits = { stallMs: 20_000, totalMs: 600_000, maxReplyBytes: 32_000_000 };
/** Slowest upload that is still waited for: half of 64 kbit/s, in bytes per ms. */
const SLOWEST_UPLOAD = 4;

/**
 * Requests of an enrolled device: signed headers as `wire.ts` says, bounded in time and size, and every outcome one of
 * the closed codes of `sync-failure.ts`. Nothing of the HTTP library ever comes out of here.
 */
export function createDeviceRequest(options: DeviceRequestOptions): DeviceRequest {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return async (call) => {
    const body = bytesOf(call.body);
    const abort = new AbortController();
    const guard = guardTime(options.timers, limits, body?.length ?? 0, () => abort.abort());
    try {
      const reply = await options.http({
        method: call.method,
        url: options.centreUrl.replace(/\/+$/, '') + call.path,
        headers: { ...contentHeaders(call.body), ...signedHeaders(options, call, body) },
        body,
        maxReplyBytes: call.maxReplyBytes ?? limits.maxReplyBytes,
        signal: abort.signal,
        onBytes: guard.onBytes,
      });
      return readReply(call, reply);
    } catch (failure) {
      if (failure instanceof HttpDown) return err(failureOf(failure, guard.hasExpired()));
      throw failure;
    } finally {
      guard.stop();
    }
  };
}

/** Silence until the first byte may last as long as a slow line needs to carry the body up. */
function guardTime(timers: Timers, limits: RequestLimits, bodyBytes: number, expire: () => void) {
  let expired = false;
  const onExpiry = (): void => {
    expired = true;
    expire();
  };
  const uploadMs = bodyBytes / SLOWEST_UPLOAD;
  let cancelStall = timers.after(limits.stallMs + uploadMs, onExpiry);
  const cancelTotal = timers.after(limits.totalMs + uploadMs, onExpiry);
  return {
    onBytes: (): void => {
      cancelStall();
      cancelStall = timers.after(limits.stallMs, onExpiry);
    },
    hasExpired: (): boolean => expired,
    stop: (): void => {
      cancelStall();
      cancelTotal();
    },
  };
}

function failureOf(failure: HttpDown, expired: boolean): SyncFailure {
  if (expired || failure.kind === 'timeout') return { code: 'sync/timeout' };
  if (failure.kind === 'no-line') return { code: 'sync/no-line' };
  return { code: 'sync/rubbish', reason: failure.kind };
}

function bytesOf(body: RequestBody): Uint8Array | undefined {
  if (body.kind === 'none') return undefined;
  return body.kind === 'bytes' ? body.bytes : utf8Encode(JSON.stringify(body.value));
}

function contentHeaders(body: RequestBody): Record<string, string> {
  const accept = { accept: 'application/json, application/octet-stream' };
  if (body.kind === 'none') return accept;
  return {
    ...accept,
    'content-type': body.kind === 'json' ? 'application/json' : 'application/octet-stream',
  };
}

function signedHeaders(
  options: DeviceRequestOptions,
  call: { readonly method: string; readonly path: string },
  body: Uint8Array | undefined,
): Record<string, string> {
  if (options.device === null) return {};
  const { deviceId, signer } = options.device;
  const time = new Date(options.clock.correctedMs()).toISOString();
  const nonce = bytesToHex(options.random(16));
  const statement = canonicalJsonBytes({
    body_sha256: bytesToHex(sha256(body ?? new Uint8Array())),
    device: deviceId,
    method: call.method,
    nonce,
    path: call.path,
    time,
  });
  return {
    'x-tawi-device': deviceId,
    'x-tawi-time': time,
    'x-tawi-nonce': nonce,
    'x-tawi-signature': bytesToHex(signer.sign(domainMessage('g2p/request/v1', statement))),
  };
}

function readReply<T>(call: DeviceCall<T>, reply: HttpReply): Result<T, SyncFailure> {
  if (reply.status < 200 || reply.status >= 300) return err(readRefusal(reply));
  if (call.reply.kind === 'bytes') {
    const isRaw = reply.contentType.startsWith('application/octet-stream');
    return isRaw ? ok(call.reply.read(reply.body)) : err({ code: 'sync/rubbish', reason: 'content-type' });
  }
  const json = readJson(reply);
  if (json === undefined) return err({ code: 'sync/rubbish', reason: 'not-json' });
  const parsed = call.reply.schema.safeParse(json.value);
  return parsed.success ? ok(parsed.data) : err({ code: 'sync/rubbish', reason: 'schema' });
}

/** A refusal counts as the centre's own only in the centre's own form; a proxy's page is rubbish or its 5xx a fault. */
function readRefusal(reply: HttpReply): SyncFailure {
  const { status } = reply;
  const json = readJson(reply);
  const code = json === undefined ? undefined : errorCodeIn(json.value);
  const reason = code ?? `http-${status}`;
  if (status === 408) return { code: 'sync/timeout', reason };
  if (status >= 500 || (status === 429 && code !== undefined)) return { code: 'sync/server-fault', reason };
  if (code === undefined || status < 400) return { code: 'sync/rubbish', reason };
  return { code: status === 426 ? 'sync/too-old' : 'sync/refused', reason };
}

function readJson(reply: HttpReply): { readonly value: unknown } | undefined {
  if (!/^application\/(?:[a-z.+-]+\+)?json\b/i.test(reply.contentType)) return undefined;
  const text = utf8Decode(reply.body);
  if (text === undefined) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch (failure) {
    if (failure instanceof SyntaxError) return undefined;
    throw failure;
  }
}

function errorCodeIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined;
  const { error } = value;
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.length <= 80 ? error.code : undefined;
}

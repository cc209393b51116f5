import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { bytesToHex } from '#domain/codec/bytes';
import { canonicalJsonBytes } from '#domain/codec/jcs';
import { utf8Encode } from '#domain/codec/utf8';
import { domainMessage, nobleSigner, type Signer } from '#domain/signing/ed25519';
import { sha256 } from '#domain/signing/sha256';
import { wrappingPublicKey } from '#sync/client/open-sealed-key';
import { encodeBatch, signBatch } from '#sync/protocol/batch-codec';
import type { Op } from '#sync/protocol/op';
import { genesisHash, opHash } from '#sync/protocol/op-chain';
import { encodeOp, signOpAsOfficer } from '#sync/protocol/op-codec';
import { encodePayload, type PayloadOf } from '#sync/protocol/op-fields';
import { type OpType, opTypes } from '#sync/protocol/op-types';
import { paths } from '#sync/protocol/paths';
import {
  type ChangeBody,
  EnrolReply,
  type EnrolReplyBody,
  PullReply,
  PushReply,
  type VerdictBody,
} from '#sync/protocol/wire';

/** Somebody who acts at an office, with a key of the test's making. */
export type TestOfficer = {
  readonly userId: string;
  readonly userNo: number;
  readonly personId: string;
  readonly signer: Signer;
};
export type HttpReply = { readonly status: number; readonly body: unknown };
type Headers = Readonly<Record<string, string>>;

/** A PC as the protocol sees it: real codec, real chain, real signatures, no database. */
export type TestDevice = {
  readonly enrolment: EnrolReplyBody;
  readonly signer: Signer;
  readonly wrappingSeed: Uint8Array;
  /** Appends an operation to the device's chain; gives its bytes. */
  readonly record: <T extends OpType>(
    type: T,
    payload: PayloadOf<T>,
    by: TestOfficer,
    options?: Partial<Op>,
  ) => Uint8Array;
  /** Appends ready bytes as the next operation. */
  readonly append: (bytes: Uint8Array) => void;
  /** Pushes everything recorded from sequence `from` (default: what was not pushed yet). */
  readonly push: (from?: number) => Promise<HttpReply>;
  /** As {@link push}, expecting a reply with verdicts. */
  readonly verdicts: (from?: number) => Promise<readonly VerdictBody[]>;
  readonly send: (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: Uint8Array | object,
    headers?: Headers,
  ) => Promise<HttpReply>;
  /** Pulls until nothing is new; gives every change. */
  readonly pullAll: (limit?: number) => Promise<readonly ChangeBody[]>;
  /** Scope cursors after the last pull. */
  readonly cursors: () => Readonly<Record<string, number>>;
};

type Enrolment = {
  readonly app: FastifyInstance;
  readonly code: string;
  readonly label?: string;
  readonly nowMs: () => number;
};

/** Enrols a fresh PC with a code. */
export async function enrolTestDevice({ app, code, label = 'PC', nowMs }: Enrolment): Promise<TestDevice> {
  const signer = nobleSigner(randomBytes(32));
  const wrappingSeed = new Uint8Array(randomBytes(32));
  const request = enrolRequest(code, label, signer, wrappingSeed);
  const reply = await app.inject({ method: 'POST', url: paths.enrol, payload: request });
  const enrolment = EnrolReply.parse(reply.json());
  return createDevice({ app, enrolment, signer, wrappingSeed, nowMs });
}

/** The signed request with which a PC asks to be enrolled. */
export function enrolRequest(code: string, label: string, signer: Signer, wrappingSeed: Uint8Array) {
  const publicKey = bytesToHex(signer.publicKey);
  const wrappingKey = bytesToHex(wrappingPublicKey(wrappingSeed));
  const claim = canonicalJsonBytes({ code, public_key: publicKey, wrapping_public_key: wrappingKey });
  const proof = bytesToHex(signer.sign(domainMessage('g2p/request/v1', claim)));
  return { code, label, publicKey, wrappingPublicKey: wrappingKey, proof };
}

type DeviceParts = Pick<TestDevice, 'enrolment' | 'signer' | 'wrappingSeed'> &
  Pick<Enrolment, 'app' | 'nowMs'>;

function createDevice(parts: DeviceParts): TestDevice {
  const { app, enrolment, signer, nowMs } = parts;
  const { deviceNo: dev, incarnation: inc } = enrolment;
  const ops: Uint8Array[] = [];
  const hashes = [genesisHash(utf8Encode(enrolment.certificate), inc)];
  let pushed = 0;
  let cursors: Record<string, number> = {};
  const append = (bytes: Uint8Array): void => {
    ops.push(bytes);
    hashes.push(opHash(hashes.at(-1) ?? new Uint8Array(32), bytes));
  };
  const send: TestDevice['send'] = (method, path, body, headers) =>
    sendSigned({ app, deviceId: enrolment.deviceId, signer, nowMs }, method, path, body, headers);
  const push = async (from = pushed + 1): Promise<HttpReply> => {
    const draft = { dev, inc, from, prev: hashes[from - 1] ?? new Uint8Array(32), ops: ops.slice(from - 1) };
    const reply = await send('POST', paths.push, encodeBatch(signBatch(draft, signer)));
    if (reply.status === 200) pushed = ops.length;
    return reply;
  };
  return {
    ...{ enrolment, signer, wrappingSeed: parts.wrappingSeed, append, send, push },
    record: (type, payload, by, options = {}) => {
      const op = makeOp(type, payload, by, {
        dev,
        inc,
        seq: ops.length + 1,
        ms: nowMs(),
        officeId: enrolment.officeId,
      });
      const full = { ...op, ...options };
      const bytes = encodeOp(opTypes[type].signed ? signOpAsOfficer(full, by.signer) : full);
      append(bytes);
      return bytes;
    },
    verdicts: async (from) => {
      const reply = await push(from);
      if (reply.status !== 200) throw new Error(`push failed: ${JSON.stringify(reply)}`);
      return PushReply.parse(reply.body).verdicts;
    },
    pullAll: async (limit = 1000) => {
      const changes: ChangeBody[] = [];
      for (;;) {
        const page = PullReply.parse((await send('POST', paths.pull, { cursors, limit })).body);
        changes.push(...page.changes);
        cursors = page.cursors;
        if (!page.more) return changes;
      }
    },
    cursors: () => cursors,
  };
}

type Place = {
  readonly dev: number;
  readonly inc: number;
  readonly seq: number;
  readonly ms: number;
  readonly officeId: string;
};

function makeOp<T extends OpType>(type: T, payload: PayloadOf<T>, by: TestOfficer, place: Place): Op {
  const { dev, inc, seq, ms, officeId } = place;
  const [first] = Object.values(payload);
  return {
    v: 1,
    ...{ dev, inc, seq, type, tv: 1 },
    hlc: BigInt(ms) * 65_536n + BigInt(seq % 65_536),
    scope: `office:${officeId}`,
    ent: typeof first === 'string' ? first : randomUUID(),
    base: 0,
    f: encodePayload(type, payload),
    actor: by.userNo,
  };
}

type Sender = {
  readonly app: FastifyInstance;
  readonly deviceId: string;
  readonly signer: Signer;
  readonly nowMs: () => number;
};

/** The headers of a request signed as `wire.ts` says. */
export function signedHeaders(
  { deviceId, signer, nowMs }: Omit<Sender, 'app'>,
  method: string,
  path: string,
  bytes: Uint8Array,
): Headers {
  const time = new Date(nowMs()).toISOString();
  const nonce = bytesToHex(randomBytes(16));
  const statement = { body_sha256: bytesToHex(sha256(bytes)), device: deviceId, method, nonce, path, time };
  const message = domainMessage('g2p/request/v1', canonicalJsonBytes(statement));
  return {
    'x-tawi-device': deviceId,
    'x-tawi-time': time,
    'x-tawi-nonce': nonce,
    'x-tawi-signature': bytesToHex(signer.sign(message)),
  };
}

/** Sends a signed request; given headers replace the right ones. */
async function sendSigned(
  sender: Sender,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: Uint8Array | object,
  replaced: Headers = {},
): Promise<HttpReply> {
  const isBytes = body instanceof Uint8Array;
  const bytes = isBytes ? body : body === undefined ? new Uint8Array() : utf8Encode(JSON.stringify(body));
  const reply = await sender.app.inject({
    ...{ method, url: path },
    ...(body === undefined ? {} : { payload: Buffer.from(bytes) }),
    headers: {
      ...signedHeaders(sender, method, path, bytes),
      ...(body === undefined
        ? {}
        : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      ...replaced,
    },
  });
  const isJson = String(reply.headers['content-type']).startsWith('application/json');
  return { status: reply.statusCode, body: isJson ? reply.json() : new Uint8Array(reply.rawPayload) };
}

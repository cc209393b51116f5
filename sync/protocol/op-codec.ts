import { type CborMap, type CborValue, encodeCbor } from '#domain/codec/cbor';
import { decodeCbor } from '#domain/codec/cbor-decode';
import { bytesToUuid, isUuid, uuidToBytes } from '#domain/codec/uuid';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { domainMessage, type Signer, type Verify } from '#domain/signing/ed25519';
import { MAX_OP_BYTES, MAX_OP_DEPS, type Op } from './op.ts';

/** Why bytes are no operation; `field` is the wire name at fault. */
export type OpError =
  | { readonly code: 'sync/bad-op'; readonly reason: 'size' | 'cbor' | 'keys' }
  | { readonly code: 'sync/bad-op'; readonly reason: 'field'; readonly field: keyof Op }
  | { readonly code: 'sync/unknown-op-version' };

/** Integer keys of the CBOR map. Final: a new field gets a new number, none is ever used again. */
const KEY = {
  v: 0,
  dev: 1,
  inc: 2,
  seq: 3,
  hlc: 4,
  type: 5,
  tv: 6,
  scope: 7,
  ent: 8,
  base: 9,
  f: 10,
  deps: 11,
  supersedes: 12,
  actor: 13,
  asig: 14,
} as const satisfies Record<keyof Op, number>;

const OPTIONAL_KEYS: ReadonlySet<number> = new Set<number>([KEY.deps, KEY.supersedes, KEY.asig]);
const KEY_COUNT = Object.keys(KEY).length;
const TYPE_TEXT = /^[A-Za-z0-9._-]{1,64}$/;
const SCOPE_TEXT = /^[A-Za-z0-9._:-]{1,80}$/;
const MAX_U16 = 0xffff;
const MAX_U24 = 0xff_ffff;
const MAX_U32 = 0xffff_ffff;
const MAX_U64 = 0xffff_ffff_ffff_ffffn;

/** Canonical CBOR of an operation: the bytes that are hashed, stored and sent. A wrong field throws. */
export function encodeOp(op: Op): Uint8Array {
  const field = wrongField(op);
  assert(field === undefined, () => `operation has a wrong field: ${field}`);
  const map = bodyOf(op);
  if (op.asig !== undefined) map.set(KEY.asig, op.asig);
  const bytes = encodeCbor(map);
  assert(bytes.length <= MAX_OP_BYTES, () => `operation of ${bytes.length} bytes is too large`);
  return bytes;
}

/** Reads what {@link encodeOp} writes and nothing else; a success encodes to the same bytes again. */
export function decodeOp(bytes: Uint8Array): Result<Op, OpError> {
  if (bytes.length > MAX_OP_BYTES) return err({ code: 'sync/bad-op', reason: 'size' });
  const value = decodeCbor(bytes);
  if (!value.ok) return err({ code: 'sync/bad-op', reason: 'cbor' });
  if (!(value.value instanceof Map)) return err({ code: 'sync/bad-op', reason: 'keys' });
  const map: CborMap = value.value;
  if (map.get(KEY.v) !== 1) return err({ code: 'sync/unknown-op-version' });
  if (!hasKnownKeys(map)) return err({ code: 'sync/bad-op', reason: 'keys' });
  const fields = fieldsOf(map);
  const field = wrongField(fields);
  return field === undefined ? ok(fields as Op) : err({ code: 'sync/bad-op', reason: 'field', field });
}

/** Adds the officer's signature over everything else in the operation. */
export function signOpAsOfficer(op: Op, officer: Signer): Op {
  return { ...op, asig: officer.sign(officerMessage(op)) };
}

/** Did the officer with this key sign this operation? False also where there is no signature. */
export function isSignedByOfficer(op: Op, officerKey: Uint8Array, verify: Verify): boolean {
  return op.asig !== undefined && verify(op.asig, officerMessage(op), officerKey);
}

function officerMessage(op: Op): Uint8Array {
  return domainMessage('g2p/actor/v1', encodeCbor(bodyOf(op)));
}

/** Everything but the officer's signature, keys ascending as the encoder wants them. */
function bodyOf(op: Op): Map<number, CborValue> {
  const map = new Map<number, CborValue>([
    [KEY.v, op.v],
    [KEY.dev, op.dev],
    [KEY.inc, op.inc],
    [KEY.seq, op.seq],
    [KEY.hlc, op.hlc],
    [KEY.type, op.type],
    [KEY.tv, op.tv],
    [KEY.scope, op.scope],
    [KEY.ent, uuidToBytes(op.ent)],
    [KEY.base, op.base],
    [KEY.f, op.f],
  ]);
  if (op.deps !== undefined) map.set(KEY.deps, op.deps.map(uuidToBytes));
  if (op.supersedes !== undefined) map.set(KEY.supersedes, [op.supersedes.inc, op.supersedes.seq]);
  map.set(KEY.actor, op.actor);
  return map;
}

function hasKnownKeys(map: CborMap): boolean {
  for (const key of map.keys()) {
    if (typeof key !== 'number' || key < 0 || key >= KEY_COUNT) return false;
  }
  for (let key = 0; key < KEY_COUNT; key += 1) {
    if (!map.has(key) && !OPTIONAL_KEYS.has(key)) return false;
  }
  return true;
}

/** Values in their places, none of them judged yet. */
type UncheckedOp = { readonly [Name in keyof Op]?: unknown };

/** Puts decoded values in their places; {@link wrongField} then judges every one of them. */
function fieldsOf(map: CborMap): UncheckedOp {
  const hlc = map.get(KEY.hlc);
  return {
    v: map.get(KEY.v),
    dev: map.get(KEY.dev),
    inc: map.get(KEY.inc),
    seq: map.get(KEY.seq),
    hlc: typeof hlc === 'number' ? BigInt(hlc) : hlc,
    type: map.get(KEY.type),
    tv: map.get(KEY.tv),
    scope: map.get(KEY.scope),
    ent: uuidOf(map.get(KEY.ent)),
    base: map.get(KEY.base),
    f: map.get(KEY.f),
    ...(map.has(KEY.deps) ? { deps: uuidListOf(map.get(KEY.deps)) } : {}),
    ...(map.has(KEY.supersedes) ? { supersedes: pairOf(map.get(KEY.supersedes)) } : {}),
    actor: map.get(KEY.actor),
    ...(map.has(KEY.asig) ? { asig: map.get(KEY.asig) } : {}),
  };
}

function uuidOf(value: CborValue | undefined): string | undefined {
  return value instanceof Uint8Array && value.length === 16 ? bytesToUuid(value) : undefined;
}

function uuidListOf(value: CborValue | undefined): readonly (string | undefined)[] | undefined {
  return Array.isArray(value) ? value.map(uuidOf) : undefined;
}

function pairOf(value: CborValue | undefined): { readonly inc: unknown; readonly seq: unknown } | undefined {
  return Array.isArray(value) && value.length === 2 ? { inc: value[0], seq: value[1] } : undefined;
}

/** The first field that breaks its rule. Takes nothing for granted, since it also judges foreign bytes. */
function wrongField(op: UncheckedOp): keyof Op | undefined {
  if (op.v !== 1) return 'v';
  if (!isUnsigned(op.dev, MAX_U24)) return 'dev';
  if (!isUnsigned(op.inc, MAX_U16)) return 'inc';
  if (!isUnsigned(op.seq, Number.MAX_SAFE_INTEGER) || op.seq === 0) return 'seq';
  if (typeof op.hlc !== 'bigint' || op.hlc < 0n || op.hlc > MAX_U64) return 'hlc';
  if (typeof op.type !== 'string' || !TYPE_TEXT.test(op.type)) return 'type';
  if (!isUnsigned(op.tv, MAX_U16)) return 'tv';
  if (typeof op.scope !== 'string' || !SCOPE_TEXT.test(op.scope)) return 'scope';
  if (typeof op.ent !== 'string' || !isUuid(op.ent)) return 'ent';
  if (!isUnsigned(op.base, Number.MAX_SAFE_INTEGER)) return 'base';
  if (!(op.f instanceof Map) || ![...op.f.keys()].every((key) => isUnsigned(key, MAX_U16))) return 'f';
  if ('deps' in op && !isDeps(op.deps)) return 'deps';
  if ('supersedes' in op && !isOpRef(op.supersedes)) return 'supersedes';
  if (!isUnsigned(op.actor, MAX_U32)) return 'actor';
  if ('asig' in op && !(op.asig instanceof Uint8Array && op.asig.length === 64)) return 'asig';
  return undefined;
}

function isUnsigned(value: unknown, maximum: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= maximum;
}

function isDeps(deps: unknown): boolean {
  if (!Array.isArray(deps) || deps.length === 0 || deps.length > MAX_OP_DEPS) return false;
  return deps.every((dep) => typeof dep === 'string' && isUuid(dep));
}

function isOpRef(reference: unknown): boolean {
  if (typeof reference !== 'object' || reference === null) return false;
  const { inc, seq } = reference as { readonly inc?: unknown; readonly seq?: unknown };
  return isUnsigned(inc, MAX_U16) && isUnsigned(seq, Number.MAX_SAFE_INTEGER) && seq !== 0;
}

import { concatBytes, equalBytes, writeU16, writeU64 } from '#domain/codec/bytes';
import { type CborMap, type CborValue, encodeCbor } from '#domain/codec/cbor';
import { decodeCbor } from '#domain/codec/cbor-decode';
import { assert } from '#domain/invariant';
import { err, ok, type Result } from '#domain/result';
import { domainMessage, type Signer, type Verify } from '#domain/signing/ed25519';
import type { Sha256 } from '#domain/signing/sha256';
import { MAX_OP_BYTES, type Op } from './op.ts';
import { opHashes } from './op-chain.ts';
import { decodeOp, type OpError } from './op-codec.ts';

/** A run of one device's operations on its way to the centre, signed once by the device. */
export type Batch = {
  readonly v: 1;
  readonly dev: number;
  readonly inc: number;
  /** Sequence of the first and the last operation. */
  readonly from: number;
  readonly to: number;
  /** Chain hash before the first and after the last operation, 32 bytes each. */
  readonly prev: Uint8Array;
  readonly head: Uint8Array;
  /** Canonical CBOR of each operation, untouched. */
  readonly ops: readonly Uint8Array[];
  readonly sig: Uint8Array;
};

/** Why a batch is refused as a whole. */
export type BatchError =
  | { readonly code: 'sync/bad-batch'; readonly reason: 'cbor' | 'fields' | 'count' | 'op-place' }
  | { readonly code: 'sync/bad-chain' }
  | { readonly code: 'sync/bad-signature' };

/** One operation of a verified batch. An unreadable one is an item with its own verdict: it blocks no other. */
export type BatchItem = {
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly op: Result<Op, OpError>;
};

/** Most operations that one batch may hold. */
export const MAX_BATCH_OPS = 1_000;

const KEY = { v: 0, dev: 1, inc: 2, from: 3, to: 4, prev: 5, head: 6, ops: 7, sig: 8 } as const;

/** Canonical CBOR of a batch. */
export function encodeBatch(batch: Batch): Uint8Array {
  assert(isBatch(batch), () => 'batch has a wrong field');
  return encodeCbor(
    new Map<number, CborValue>([
      [KEY.v, batch.v],
      [KEY.dev, batch.dev],
      [KEY.inc, batch.inc],
      [KEY.from, batch.from],
      [KEY.to, batch.to],
      [KEY.prev, batch.prev],
      [KEY.head, batch.head],
      [KEY.ops, batch.ops],
      [KEY.sig, batch.sig],
    ]),
  );
}

/** Reads {@link encodeBatch} strictly; nothing in it is believed before {@link verifyBatch}. */
export function decodeBatch(bytes: Uint8Array): Result<Batch, BatchError> {
  const value = decodeCbor(bytes);
  if (!value.ok) return err({ code: 'sync/bad-batch', reason: 'cbor' });
  if (!(value.value instanceof Map)) return err({ code: 'sync/bad-batch', reason: 'fields' });
  const map: CborMap = value.value;
  const batch = Object.fromEntries(Object.entries(KEY).map(([name, key]) => [name, map.get(key)]));
  if (map.size !== Object.keys(KEY).length || !isBatch(batch)) {
    return err({ code: 'sync/bad-batch', reason: 'fields' });
  }
  return ok(batch);
}

/** What a device knows when it makes a batch; `ops` follow each other from sequence `from`. */
export type BatchDraft = Pick<Batch, 'dev' | 'inc' | 'from' | 'prev' | 'ops'>;

/** Links the operations, signs device, incarnation, range and head. */
export function signBatch(draft: BatchDraft, device: Signer, sha256?: Sha256): Batch {
  const { dev, inc, from, prev, ops } = draft;
  const head = opHashes(prev, ops, sha256).at(-1);
  assert(head !== undefined, () => 'a batch holds at least one operation');
  const unsigned = { v: 1, dev, inc, from, to: from + ops.length - 1, prev, head, ops } as const;
  return { ...unsigned, sig: device.sign(batchMessage(unsigned)) };
}

/** What the receiver knows besides the batch. */
export type BatchCheck = {
  readonly batch: Batch;
  /** Chain hash that the receiver holds before `from`; left out where it is compared elsewhere. */
  readonly expectedPrev?: Uint8Array;
  readonly deviceKey: Uint8Array;
  readonly verify: Verify;
  readonly sha256?: Sha256;
};

/**
 * Recomputes the chain and checks the device's signature over the recomputed head. Operations come back decoded,
 * each with its own outcome; one that belongs to another place refuses the batch, since the device signed nonsense.
 */
export function verifyBatch(check: BatchCheck): Result<readonly BatchItem[], BatchError> {
  const { batch, expectedPrev } = check;
  if (!isBatch(batch)) return err({ code: 'sync/bad-batch', reason: 'fields' });
  if (batch.to - batch.from + 1 !== batch.ops.length) return err({ code: 'sync/bad-batch', reason: 'count' });
  if (expectedPrev !== undefined && !equalBytes(expectedPrev, batch.prev))
    return err({ code: 'sync/bad-chain' });
  const hashes = opHashes(batch.prev, batch.ops, check.sha256);
  const head = hashes.at(-1);
  if (head === undefined || !equalBytes(head, batch.head)) return err({ code: 'sync/bad-chain' });
  if (!check.verify(batch.sig, batchMessage(batch), check.deviceKey))
    return err({ code: 'sync/bad-signature' });
  const items = batch.ops.map((bytes, index) => ({
    seq: batch.from + index,
    bytes,
    hash: hashes[index] ?? head,
    op: decodeOp(bytes),
  }));
  return items.every((item) => isInPlace(item, batch))
    ? ok(items)
    : err({ code: 'sync/bad-batch', reason: 'op-place' });
}

function isInPlace(item: BatchItem, batch: Batch): boolean {
  if (!item.op.ok) return true;
  const { dev, inc, seq } = item.op.value;
  return dev === batch.dev && inc === batch.inc && seq === item.seq;
}

/** Signed bytes: dev u24 | inc u16 | from u64 | to u64 | head 32. The head commits to `prev` and every operation. */
function batchMessage(batch: Omit<Batch, 'sig'>): Uint8Array {
  const fixed = new Uint8Array(21);
  fixed[0] = batch.dev >>> 16;
  writeU16(fixed, 1, batch.dev & 0xffff);
  writeU16(fixed, 3, batch.inc);
  writeU64(fixed, 5, batch.from);
  writeU64(fixed, 13, batch.to);
  return domainMessage('g2p/batch/v1', concatBytes(fixed, batch.head));
}

function isBatch(value: Readonly<Record<string, unknown>>): value is Batch {
  const { v, dev, inc, from, to, prev, head, ops, sig } = value as Partial<Record<keyof Batch, unknown>>;
  const areNumbers =
    v === 1 && isIn(dev, 0, 0xff_ffff) && isIn(inc, 0, 0xffff) && isIn(from, 1, Number.MAX_SAFE_INTEGER);
  const areHashes = isBytesOf(prev, 32) && isBytesOf(head, 32) && isBytesOf(sig, 64);
  return areNumbers && isIn(to, 1, Number.MAX_SAFE_INTEGER) && areHashes && areOps(ops);
}

function areOps(ops: unknown): boolean {
  if (!Array.isArray(ops) || ops.length === 0 || ops.length > MAX_BATCH_OPS) return false;
  return ops.every((op) => op instanceof Uint8Array && op.length > 0 && op.length <= MAX_OP_BYTES);
}

function isIn(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum && value <= maximum;
}

function isBytesOf(value: unknown, length: number): boolean {
  return value instanceof Uint8Array && value.length === length;
}

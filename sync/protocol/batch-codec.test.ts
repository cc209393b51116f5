import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { type CborValue, encodeCbor } from '#domain/codec/cbor';
import { decodeCbor } from '#domain/codec/cbor-decode';
import { utf8Encode } from '#domain/codec/utf8';
import { InvariantError } from '#domain/invariant';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import {
  type Batch,
  type BatchCheck,
  decodeBatch,
  encodeBatch,
  signBatch,
  verifyBatch,
} from './batch-codec.ts';
import { genesisHash, opHash, opHashes } from './op-chain.ts';
import { decodeOp, encodeOp } from './op-codec.ts';

type Vectors = {
  readonly device_secret_key: string;
  readonly device_certificate_utf8: string;
  readonly incarnation: number;
  readonly genesis_hash: string;
  readonly ops: readonly { readonly seq: number; readonly bytes: string; readonly hash: string }[];
  readonly batch: string;
  readonly batch_signature: string;
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../test/vectors/op-chain.json', import.meta.url), 'utf8'),
);
const device = nobleSigner(hexToBytes(vectors.device_secret_key));
const genesis = genesisHash(utf8Encode(vectors.device_certificate_utf8), vectors.incarnation);
const ops = vectors.ops.map((op) => hexToBytes(op.bytes));
const draft = { dev: 7, inc: 1, from: 1, prev: genesis, ops };
const batch = signBatch(draft, device);
const check: BatchCheck = { batch, expectedPrev: genesis, deviceKey: device.publicKey, verify: nobleVerify };

describe('operation chain', () => {
  it('has the golden genesis and hashes', () => {
    expect(bytesToHex(genesis)).toBe(vectors.genesis_hash);
    expect(opHashes(genesis, ops).map(bytesToHex)).toEqual(vectors.ops.map((op) => op.hash));
  });

  it('begins anew with another incarnation and refuses a hash of wrong length', () => {
    const certificate = utf8Encode(vectors.device_certificate_utf8);
    expect(genesisHash(certificate, 2)).not.toEqual(genesis);
    expect(() => opHash(new Uint8Array(31), certificate)).toThrow(InvariantError);
  });
});

describe('batch', () => {
  it('is signed, written and read to its golden bytes', () => {
    expect(bytesToHex(batch.sig)).toBe(vectors.batch_signature);
    expect(bytesToHex(encodeBatch(batch))).toBe(vectors.batch);
    expect(decodeBatch(hexToBytes(vectors.batch))).toEqual({ ok: true, value: batch });
  });

  it('gives its operations with sequence, hash and content', () => {
    const items = vectors.ops.map((op) => ({
      seq: op.seq,
      bytes: hexToBytes(op.bytes),
      hash: hexToBytes(op.hash),
      op: decodeOp(hexToBytes(op.bytes)),
    }));
    expect(items.every((item) => item.op.ok)).toBe(true);
    expect(verifyBatch(check)).toEqual({ ok: true, value: items });
  });

  it('continues a chain in the middle', () => {
    const prev = hexToBytes(vectors.ops[0]?.hash ?? '');
    const rest = signBatch({ ...draft, from: 2, prev, ops: ops.slice(1) }, device);
    const verified = verifyBatch({ ...check, batch: rest, expectedPrev: prev });
    expect(verified.ok && verified.value.map((item) => item.seq)).toEqual([2, 3]);
    expect(rest.head).toEqual(batch.head);
  });

  it('lets an unreadable operation through as an item of its own', () => {
    const withFuture = signBatch({ ...draft, ops: [...ops, encodeCbor(new Map([[0, 2]]))] }, device);
    const verified = verifyBatch({ ...check, batch: withFuture });
    expect(verified.ok && verified.value.map((item) => item.op.ok)).toEqual([true, true, true, false]);
    expect(verified.ok && verified.value[3]?.op).toEqual({
      ok: false,
      error: { code: 'sync/unknown-op-version' },
    });
  });

  const flipped = ops.map((bytes, at) => (at === 1 ? bytes.with(bytes.length - 1, 23) : bytes));
  it.each<readonly [string, Partial<BatchCheck>, object]>([
    [
      'does not follow what the centre holds',
      { expectedPrev: new Uint8Array(32) },
      { code: 'sync/bad-chain' },
    ],
    ['has a changed operation', { batch: { ...batch, ops: flipped } }, { code: 'sync/bad-chain' }],
    [
      'has operations in another order',
      { batch: { ...batch, ops: ops.toReversed() } },
      { code: 'sync/bad-chain' },
    ],
    ['has another head', { batch: { ...batch, head: genesis } }, { code: 'sync/bad-chain' }],
    [
      'lacks an operation',
      { batch: { ...batch, ops: ops.slice(1) } },
      { code: 'sync/bad-batch', reason: 'count' },
    ],
    ['is of another device', { batch: { ...batch, dev: 8 } }, { code: 'sync/bad-signature' }],
    ['is of another incarnation', { batch: { ...batch, inc: 2 } }, { code: 'sync/bad-signature' }],
    ['begins elsewhere', { batch: { ...batch, from: 2, to: 4 } }, { code: 'sync/bad-signature' }],
    [
      'is signed by another key',
      { deviceKey: nobleSigner(new Uint8Array(32)).publicKey },
      { code: 'sync/bad-signature' },
    ],
    [
      'has a short signature',
      { batch: { ...batch, sig: batch.sig.subarray(1) } },
      { code: 'sync/bad-batch', reason: 'fields' },
    ],
    [
      'was signed over operations of another place',
      { batch: signBatch({ ...draft, from: 5 }, device) },
      { code: 'sync/bad-batch', reason: 'op-place' },
    ],
    [
      'was signed over operations of another device',
      { batch: signBatch({ ...draft, dev: 9 }, device) },
      { code: 'sync/bad-batch', reason: 'op-place' },
    ],
  ])('is refused when it %s', (_name, change, error) => {
    expect(verifyBatch({ ...check, ...change })).toEqual({ ok: false, error });
  });
});

describe('bytes that are no batch', () => {
  const map = decodeCbor(hexToBytes(vectors.batch));
  const fields = map.ok && map.value instanceof Map ? map.value : expect.fail('a batch is a map');
  const change = (key: number, value: CborValue) => encodeCbor(new Map([...fields, [key, value]]));
  it.each([
    ['nothing', new Uint8Array(), 'cbor'],
    ['a trailing byte', hexToBytes(`${vectors.batch}00`), 'cbor'],
    ['an array', encodeCbor([]), 'fields'],
    ['an unknown key', change(9, 1), 'fields'],
    ['version 2', change(0, 2), 'fields'],
    ['sequence 0', change(3, 0), 'fields'],
    ['a short hash', change(5, new Uint8Array(31)), 'fields'],
    ['no operations', change(7, []), 'fields'],
    ['an operation as text', change(7, ['op']), 'fields'],
    [
      'too many operations',
      change(
        7,
        Array.from({ length: 1001 }, () => Uint8Array.of(0)),
      ),
      'fields',
    ],
    ['no signature', encodeCbor(new Map([...fields].filter(([key]) => key !== 8))), 'fields'],
  ])('are refused: %s', (_name, bytes, reason) => {
    expect(decodeBatch(bytes)).toEqual({ ok: false, error: { code: 'sync/bad-batch', reason } });
  });

  it('are never written', () => {
    const empty: Batch = { ...batch, ops: [] };
    expect(() => encodeBatch(empty)).toThrow(InvariantError);
    expect(() => signBatch({ ...draft, ops: [] }, device)).toThrow(InvariantError);
  });

  it('stay apart from operations', () => {
    expect(decodeOp(hexToBytes(vectors.batch)).ok).toBe(false);
    const decoded = decodeOp(ops[0] ?? new Uint8Array());
    expect(decoded.ok && encodeOp(decoded.value)).toEqual(ops[0]);
  });
});

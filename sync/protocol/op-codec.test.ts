import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { type CborValue, encodeCbor } from '#domain/codec/cbor';
import { decodeCbor } from '#domain/codec/cbor-decode';
import { InvariantError } from '#domain/invariant';
import { nobleSigner, nobleVerify } from '#domain/signing/ed25519';
import type { Op } from './op.ts';
import { decodeOp, encodeOp, isSignedByOfficer, signOpAsOfficer } from './op-codec.ts';

type Vectors = {
  readonly officer_secret_key: string;
  readonly ops: readonly { readonly type: string; readonly bytes: string }[];
  readonly officer_signature: string;
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../test/vectors/op-chain.json', import.meta.url), 'utf8'),
);
const officer = nobleSigner(hexToBytes(vectors.officer_secret_key));
const uuid = (counter: number) => `019a5c3e-7b00-8001-8000-${counter.toString(16).padStart(12, '0')}`;

const registered: Op = {
  v: 1,
  dev: 7,
  inc: 1,
  seq: 1,
  hlc: 1_763_600_000_000n << 16n,
  type: 'registrant.create',
  tv: 1,
  scope: 'office:44',
  ent: uuid(1),
  base: 0,
  f: new Map<number, CborValue>([
    [1, 'Abebe'],
    [2, 'ሰላም'],
    [3, true],
    [4, null],
    [5, Uint8Array.of(1, 2, 3)],
  ]),
  actor: 22,
};
const updated: Op = {
  ...registered,
  seq: 2,
  hlc: (1_763_600_000_000n << 16n) + 1n,
  type: 'registrant.update',
  tv: 3,
  base: 1882,
  f: new Map<number, CborValue>([
    [
      7,
      new Map<number | string, CborValue>([
        [2, -(1n << 63n)],
        ['k', 1n << 60n],
      ]),
    ],
    [300, [1, -2, 'x']],
  ]),
  deps: [uuid(1), uuid(2)],
  supersedes: { inc: 1, seq: 1 },
};
const redeemed: Op = {
  ...registered,
  seq: 3,
  hlc: (1_763_600_000_500n << 16n) + 65_535n,
  type: 'voucher.redeem',
  ent: uuid(3),
  f: new Map<number, CborValue>([[1, 450_000]]),
};
const signed = signOpAsOfficer(redeemed, officer);

const id = fc.uuid().map((text) => text.toLowerCase());
const fieldValue = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.uint8Array({ maxLength: 20 }));
const anyOp: fc.Arbitrary<Op> = fc
  .record({
    dev: fc.nat(0xff_ffff),
    inc: fc.nat(0xffff),
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    hlc: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    tv: fc.nat(0xffff),
    ent: id,
    base: fc.nat(Number.MAX_SAFE_INTEGER),
    f: fc.array(fc.tuple(fc.nat(0xffff), fieldValue)).map((entries) => new Map<number, CborValue>(entries)),
    actor: fc.nat(0xffff_ffff),
    deps: fc.option(fc.array(id, { minLength: 1, maxLength: 5 })),
    supersedes: fc.option(fc.record({ inc: fc.nat(0xffff), seq: fc.integer({ min: 1, max: 2 ** 40 }) })),
    asig: fc.option(fc.uint8Array({ minLength: 64, maxLength: 64 })),
  })
  .map(({ deps, supersedes, asig, ...rest }) => ({
    v: 1,
    type: 'household.update',
    scope: 'national',
    ...rest,
    ...(deps === null ? {} : { deps }),
    ...(supersedes === null ? {} : { supersedes }),
    ...(asig === null ? {} : { asig }),
  }));

describe('operation', () => {
  it.each([registered, updated, signed].map((op, at) => [op.type, op, vectors.ops[at]?.bytes] as const))(
    '%s has its golden bytes and reads back',
    (_type, op, bytes) => {
      expect(bytesToHex(encodeOp(op))).toBe(bytes);
      expect(decodeOp(hexToBytes(bytes ?? ''))).toEqual({ ok: true, value: op });
    },
  );

  it('reads back whatever it holds', () => {
    fc.assert(
      fc.property(anyOp, (op) => {
        expect(decodeOp(encodeOp(op))).toEqual({ ok: true, value: op });
      }),
      { seed: 15, numRuns: 200 },
    );
  });

  it('has one form only: a changed byte gives an error or another operation with exactly these bytes', () => {
    fc.assert(
      fc.property(anyOp, fc.nat(), fc.nat(255), (op, at, byte) => {
        const bytes = encodeOp(op);
        bytes[at % bytes.length] = byte;
        const decoded = decodeOp(bytes);
        if (decoded.ok) expect(encodeOp(decoded.value)).toEqual(bytes);
        else expect(decoded.error.code).toMatch(/^sync\/(bad-op|unknown-op-version)$/);
      }),
      { seed: 16, numRuns: 1000 },
    );
  });
});

describe('bytes that are no operation', () => {
  const map = decodeCbor(encodeOp(updated));
  const fields = map.ok && map.value instanceof Map ? map.value : expect.fail('an operation is a map');
  const change = (key: number, value?: CborValue): Uint8Array => {
    const changed = new Map<number | string, CborValue>(fields);
    if (value === undefined) changed.delete(key);
    else changed.set(key, value);
    return encodeCbor(changed);
  };
  const field = (name: string) => ({ code: 'sync/bad-op', reason: 'field', field: name });
  it.each<readonly [string, Uint8Array, object]>([
    ['nothing', new Uint8Array(), { code: 'sync/bad-op', reason: 'cbor' }],
    ['an array', encodeCbor([1]), { code: 'sync/bad-op', reason: 'keys' }],
    ['more than 64 KiB', new Uint8Array(65_537), { code: 'sync/bad-op', reason: 'size' }],
    ['version 2', change(0, 2), { code: 'sync/unknown-op-version' }],
    ['no version', change(0), { code: 'sync/unknown-op-version' }],
    ['an unknown key', change(15, 1), { code: 'sync/bad-op', reason: 'keys' }],
    ['a text key', encodeCbor(new Map([...fields, ['x', 1]])), { code: 'sync/bad-op', reason: 'keys' }],
    ['no actor', change(13), { code: 'sync/bad-op', reason: 'keys' }],
    ['a device of 25 bits', change(1, 2 ** 24), field('dev')],
    ['an incarnation of 17 bits', change(2, 0x10000), field('inc')],
    ['sequence 0', change(3, 0), field('seq')],
    ['a negative clock', change(4, -1), field('hlc')],
    ['a clock as text', change(4, '1'), field('hlc')],
    ['an empty type', change(5, ''), field('type')],
    ['a type with a blank', change(5, 'a b'), field('type')],
    ['a type version of 17 bits', change(6, 0x10000), field('tv')],
    ['a scope of another script', change(7, 'офис'), field('scope')],
    ['an entity of 15 bytes', change(8, new Uint8Array(15)), field('ent')],
    ['an entity as text', change(8, uuid(1)), field('ent')],
    ['a base below zero', change(9, -1), field('base')],
    ['fields in a list', change(10, [1]), field('f')],
    ['a field with a text key', change(10, new Map([['a', 1]])), field('f')],
    ['a field number of 17 bits', change(10, new Map([[0x10000, 1]])), field('f')],
    ['an empty list of dependencies', change(11, []), field('deps')],
    ['a dependency that is no id', change(11, [1]), field('deps')],
    [
      '65 dependencies',
      change(
        11,
        Array.from({ length: 65 }, () => new Uint8Array(16)),
      ),
      field('deps'),
    ],
    ['a reference of three', change(12, [1, 1, 1]), field('supersedes')],
    ['a reference to sequence 0', change(12, [1, 0]), field('supersedes')],
    ['an officer of 33 bits', change(13, 2 ** 32), field('actor')],
    ['a signature of 63 bytes', change(14, new Uint8Array(63)), field('asig')],
  ])('are refused: %s', (_name, bytes, error) => {
    expect(decodeOp(bytes)).toEqual({ ok: false, error });
  });

  it('are never written', () => {
    expect(() => encodeOp({ ...registered, seq: 0 })).toThrow(InvariantError);
    expect(() => encodeOp({ ...registered, deps: [] })).toThrow(InvariantError);
    const tooLarge = new Map<number, CborValue>([[1, new Uint8Array(70_000)]]);
    expect(() => encodeOp({ ...registered, f: tooLarge })).toThrow(InvariantError);
  });
});

describe('officer signature', () => {
  it('is the golden one and verifies', () => {
    expect(bytesToHex(signed.asig ?? new Uint8Array())).toBe(vectors.officer_signature);
    expect(isSignedByOfficer(signed, officer.publicKey, nobleVerify)).toBe(true);
  });

  it('covers every other field and must be there', () => {
    const changes: readonly Partial<Op>[] = [
      { dev: 8 },
      { inc: 2 },
      { seq: 4 },
      { hlc: 1n },
      { type: 'voucher.void' },
      { tv: 2 },
      { scope: 'office:45' },
      { ent: uuid(4) },
      { base: 1 },
      { f: new Map([[1, 1]]) },
      { deps: [uuid(1)] },
      { supersedes: { inc: 1, seq: 1 } },
      { actor: 23 },
    ];
    const accepted = changes.filter((change) =>
      isSignedByOfficer({ ...signed, ...change }, officer.publicKey, nobleVerify),
    );
    expect(accepted).toEqual([]);
    expect(isSignedByOfficer(redeemed, officer.publicKey, nobleVerify)).toBe(false);
  });
});

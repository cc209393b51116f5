import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../codec/bytes.ts';
import { InvariantError } from '../invariant.ts';
import { sha256 } from '../signing/sha256.ts';
import { digestEntitlements, type EntitlementLeaf, entitlementLeafBytes } from './entitlement-leaf.ts';
import { merkleRoot } from './merkle.ts';

type Vectors = {
  readonly entitlement_leaves: readonly {
    readonly fields: EntitlementLeaf;
    readonly bytes: string;
    readonly hash: string;
  }[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/merkle.json', import.meta.url), 'utf8'),
);
const cash = vectors.entitlement_leaves[0]?.fields ?? expect.fail('no leaf in the vectors');

function uuid(counter: number): string {
  return `019a5c3e-7b00-8001-8000-${counter.toString(16).padStart(12, '0')}`;
}
function list(count: number): readonly EntitlementLeaf[] {
  return Array.from({ length: count }, (_, i) => ({ ...cash, entitlementId: uuid(i), amountMinor: 100 + i }));
}

describe('entitlement leaf', () => {
  it.each(vectors.entitlement_leaves)('has 93 bytes and the known hash $hash', ({ fields, bytes, hash }) => {
    const encoded = entitlementLeafBytes(fields);
    expect(encoded.length).toBe(93);
    expect(bytesToHex(encoded)).toBe(bytes);
    expect(bytesToHex(sha256(encoded))).toBe(hash);
  });

  it.each<Partial<EntitlementLeaf>>([
    { entitlementId: 'no-uuid' },
    { registrantId: '' },
    { amountMinor: -1 },
    { amountMinor: 1.5 },
    { unitNo: 0x10000 },
    { officeNo: -1 },
    { notBefore: '2019-12-31' },
    { payeeHash: 'ab' },
    { payeeHash: 'AB'.repeat(32) },
  ])('is never made with %j', (wrong) => {
    expect(() => entitlementLeafBytes({ ...cash, ...wrong })).toThrow(InvariantError);
  });
});

describe('digest of a list', () => {
  it('is root, count and total over the rows in order of their ids', () => {
    const rows = list(5);
    expect(digestEntitlements(rows)).toEqual({
      merkleRoot: bytesToHex(merkleRoot(rows.map(entitlementLeafBytes))),
      count: 5,
      totalMinor: 510n,
    });
    expect(digestEntitlements([])).toEqual({
      merkleRoot: bytesToHex(sha256(new Uint8Array())),
      count: 0,
      totalMinor: 0n,
    });
  });

  it('does not depend on the order of the rows', () => {
    const rows = list(23);
    const expected = digestEntitlements(rows);
    fc.assert(
      fc.property(fc.shuffledSubarray([...rows], { minLength: 23 }), (shuffled) => {
        expect(digestEntitlements(shuffled)).toEqual(expected);
      }),
      { seed: 12, numRuns: 20 },
    );
  });

  const changes: readonly Partial<EntitlementLeaf>[] = [
    { entitlementId: uuid(999) },
    { registrantId: uuid(999) },
    { amountMinor: 1 },
    { unitNo: 840 },
    { quantityThousandths: 1 },
    { officeNo: 45 },
    { notBefore: '2026-11-06' },
    { notAfter: '2026-12-06' },
    { payeeHash: '01'.repeat(32) },
  ];
  it.each(changes)('changes with %j in any row', (change) => {
    const rows = list(7);
    const original = digestEntitlements(rows).merkleRoot;
    const roots = rows.map((row, at) => digestEntitlements(rows.with(at, { ...row, ...change })).merkleRoot);
    expect(roots).not.toContain(original);
    expect(new Set(roots).size).toBe(7);
  });

  it('changes with a row less, and two rows of one id are a bug', () => {
    const rows = list(8);
    expect(digestEntitlements(rows.slice(1)).merkleRoot).not.toBe(digestEntitlements(rows).merkleRoot);
    expect(() => digestEntitlements([...rows, ...rows.slice(0, 1)])).toThrow(InvariantError);
  });
});

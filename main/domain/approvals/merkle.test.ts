import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, concatBytes, hexToBytes } from '../codec/bytes.ts';
import { InvariantError } from '../invariant.ts';
import { sha256 } from '../signing/sha256.ts';
import { createMerkleTree, isInMerkleTree, merkleProof, merkleRoot } from './merkle.ts';

type Vectors = {
  readonly rfc6962: {
    readonly leaf_data: readonly string[];
    readonly roots: readonly string[];
    readonly proofs_of_7: readonly (readonly string[])[];
  };
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/merkle.json', import.meta.url), 'utf8'),
);
const { leaf_data: leafData, roots, proofs_of_7: proofs } = vectors.rfc6962;
const leaves = leafData.map((data) => hexToBytes(`00${data}`));

const seed = 11;
const manyLeaves = fc.array(
  fc.uint8Array({ maxLength: 8 }).map((data) => concatBytes(Uint8Array.of(0), data)),
  { minLength: 1, maxLength: 40 },
);

/** RFC 6962 §2.1 word for word: split at the largest power of two below the count. */
function rootByDefinition(list: readonly Uint8Array[]): Uint8Array {
  const [first] = list;
  if (first === undefined) return sha256(new Uint8Array());
  if (list.length === 1) return sha256(first);
  const split = 2 ** Math.floor(Math.log2(list.length - 1));
  const parts = [rootByDefinition(list.slice(0, split)), rootByDefinition(list.slice(split))];
  return sha256(concatBytes(Uint8Array.of(1), ...parts));
}

describe('Merkle root', () => {
  it.each(roots.map((root, count) => [count, root] as const))('of %i known leaves', (count, root) => {
    expect(bytesToHex(merkleRoot(leaves.slice(0, count)))).toBe(root);
  });

  it('follows the definition of RFC 6962, also while leaves are still coming', () => {
    fc.assert(
      fc.property(manyLeaves, (list) => {
        const tree = createMerkleTree();
        for (const [index, leaf] of list.entries()) {
          tree.append(leaf);
          expect(tree.root()).toEqual(rootByDefinition(list.slice(0, index + 1)));
        }
        expect(tree.count()).toBe(list.length);
      }),
      { seed, numRuns: 30 },
    );
  });

  it('changes when the last leaf is doubled (CVE-2012-2459)', () => {
    const three = leaves.slice(0, 3);
    expect(merkleRoot([...three, ...three.slice(2)])).not.toEqual(merkleRoot(three));
  });

  it('takes no leaf without its prefix, which could pass for a node', () => {
    expect(() => merkleRoot([Uint8Array.of(1, 2)])).toThrow(InvariantError);
    expect(() => merkleRoot([new Uint8Array()])).toThrow(InvariantError);
  });
});

describe('inclusion proof', () => {
  it.each(proofs.map((proof, index) => [index, proof] as const))('of leaf %i of seven', (index, proof) => {
    expect(merkleProof(leaves.slice(0, 7), index).map(bytesToHex)).toEqual(proof);
  });

  it('leads every leaf to the root, and no other leaf, place, count or neighbour does', () => {
    fc.assert(
      fc.property(manyLeaves, fc.nat(), (list, pick) => {
        const index = pick % list.length;
        const leaf = list[index] ?? new Uint8Array();
        const proof = merkleProof(list, index);
        const good = { leaf, index, count: list.length, proof, root: merkleRoot(list) };
        expect(isInMerkleTree(good)).toBe(true);
        const bad = [
          { ...good, leaf: concatBytes(leaf, Uint8Array.of(1)) },
          { ...good, leaf: leaf.subarray(1) },
          { ...good, index: index + list.length },
          { ...good, index: -1 },
          { ...good, count: 0 },
          { ...good, proof: [...proof, new Uint8Array(32)] },
          { ...good, proof: [...proof, new Uint8Array(31)] },
          { ...good, root: sha256(good.root) },
          ...proof.map((_, at) => ({ ...good, proof: proof.toSpliced(at, 1) })),
          ...proof.map((node, at) => ({ ...good, proof: proof.with(at, sha256(node)) })),
        ];
        expect(bad.filter((inclusion) => isInMerkleTree(inclusion))).toEqual([]);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('exists only for leaves of the list', () => {
    expect(() => merkleProof(leaves, 8)).toThrow(InvariantError);
    expect(() => merkleProof(leaves, 0.5)).toThrow(InvariantError);
  });
});

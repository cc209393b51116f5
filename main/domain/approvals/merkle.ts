import { equalBytes } from '../codec/bytes.ts';
import { assert } from '../invariant.ts';
import { sha256 as referenceSha256, type Sha256 } from '../signing/sha256.ts';

/**
 * Merkle tree of RFC 6962's shape: leaf = SHA-256(0x00 …), node = SHA-256(0x01 | left | right), an odd node is
 * carried up and never doubled (doubling is CVE-2012-2459). Leaves come with their 0x00 byte in front.
 */
export type MerkleTree = {
  /** Adds the next leaf. The bytes may be reused by the caller afterwards. */
  readonly append: (leafBytes: Uint8Array) => void;
  readonly count: () => number;
  /** Root over the leaves so far; of none: SHA-256 of nothing. More leaves may follow. */
  readonly root: () => Uint8Array;
};

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** An empty tree that grows leaf by leaf and keeps one hash per level only, so 50,000 rows can be streamed. */
export function createMerkleTree(sha256: Sha256 = referenceSha256): MerkleTree {
  const joinNodes = nodeHasher(sha256);
  /** Roots of complete subtrees, largest first: one for each 1-bit of `count`. */
  const pending: Uint8Array[] = [];
  let count = 0;
  return {
    append: (leafBytes) => {
      let node = hashLeaf(leafBytes, sha256);
      for (let rest = count; rest % 2 === 1; rest = Math.floor(rest / 2)) {
        const left = pending.pop();
        assert(left !== undefined, () => 'Merkle stack is shorter than the count says');
        node = joinNodes(left, node);
      }
      pending.push(node);
      count += 1;
    },
    count: () => count,
    root: () => {
      const [smallest, ...larger] = pending.toReversed();
      if (smallest === undefined) return sha256(new Uint8Array());
      return larger.reduce((right, left) => joinNodes(left, right), smallest);
    },
  };
}

/** Root over leaves in the given order. */
export function merkleRoot(leaves: Iterable<Uint8Array>, sha256: Sha256 = referenceSha256): Uint8Array {
  const tree = createMerkleTree(sha256);
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/** The neighbours, lowest first, that lead from leaf `index` to the root. */
export function merkleProof(
  leaves: readonly Uint8Array[],
  index: number,
  sha256: Sha256 = referenceSha256,
): readonly Uint8Array[] {
  assert(Number.isInteger(index) && index >= 0 && index < leaves.length, () => `no leaf ${index}`);
  const joinNodes = nodeHasher(sha256);
  const proof: Uint8Array[] = [];
  let level = leaves.map((leaf) => hashLeaf(leaf, sha256));
  let position = index;
  while (level.length > 1) {
    const neighbour = level[position ^ 1];
    if (neighbour !== undefined) proof.push(neighbour);
    level = nextLevel(level, joinNodes);
    position >>>= 1;
  }
  return proof;
}

/** What {@link isInMerkleTree} checks: this leaf stands at `index` among `count` leaves under `root`. */
export type MerkleInclusion = {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly count: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** Does the proof lead from the leaf to the root, using every neighbour exactly once? Never throws. */
export function isInMerkleTree(inclusion: MerkleInclusion, sha256: Sha256 = referenceSha256): boolean {
  const { leaf, index, count, proof, root } = inclusion;
  const isInside = Number.isSafeInteger(count) && Number.isInteger(index) && index >= 0 && index < count;
  if (!isInside || leaf[0] !== LEAF_PREFIX || proof.some((node) => node.length !== 32)) return false;
  const joinNodes = nodeHasher(sha256);
  let node = sha256(leaf);
  let position = index;
  let used = 0;
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    const isRight = position % 2 === 1;
    if (isRight || position + 1 < width) {
      const neighbour = proof[used];
      if (neighbour === undefined) return false;
      node = isRight ? joinNodes(neighbour, node) : joinNodes(node, neighbour);
      used += 1;
    }
    position = Math.floor(position / 2);
  }
  return used === proof.length && equalBytes(node, root);
}

function hashLeaf(leafBytes: Uint8Array, sha256: Sha256): Uint8Array {
  assert(leafBytes[0] === LEAF_PREFIX, () => 'a Merkle leaf begins with 0x00');
  return sha256(leafBytes);
}

function nextLevel(level: readonly Uint8Array[], joinNodes: JoinNodes): Uint8Array[] {
  const next: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i];
    const right = level[i + 1];
    assert(left !== undefined, () => 'Merkle level has a hole');
    next.push(right === undefined ? left : joinNodes(left, right));
  }
  return next;
}

type JoinNodes = (left: Uint8Array, right: Uint8Array) => Uint8Array;

/** One scratch buffer per tree: 50,000 nodes would otherwise allocate 50,000 times. */
function nodeHasher(sha256: Sha256): JoinNodes {
  const scratch = new Uint8Array(65);
  scratch[0] = NODE_PREFIX;
  return (left, right) => {
    scratch.set(left, 1);
    scratch.set(right, 33);
    return sha256(scratch);
  };
}

import { bytesToHex, parseHex, writeU16, writeU32, writeU64 } from '../codec/bytes.ts';
import { writeUuid } from '../codec/uuid.ts';
import { assert } from '../invariant.ts';
import { sha256 as referenceSha256, type Sha256 } from '../signing/sha256.ts';
import { voucherDayOf } from '../vouchers/day-number.ts';
import { createMerkleTree } from './merkle.ts';

/** One entitlement as the approvers sign it (security.md §4.6). */
export type EntitlementLeaf = {
  readonly entitlementId: string;
  readonly registrantId: string;
  /** Minor units; 0 for goods. */
  readonly amountMinor: number | bigint;
  /** ISO 4217 numeric for cash, 0x8000 | item code for goods (see `voucherUnitNo`). */
  readonly unitNo: number;
  /** Thousandths of the item's unit; 0 for cash. */
  readonly quantityThousandths: number;
  readonly officeNo: number;
  /** First and last day of validity, `YYYY-MM-DD`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 over the payee's means of payment as 64 hex digits; zeros when paid by voucher. */
  readonly payeeHash: string;
};

/** Bytes hashed for one entitlement, its 0x00 prefix included. */
export const ENTITLEMENT_LEAF_BYTES = 93;

/** Root, count and total of a list: what a manifest says about its entitlements. */
export type EntitlementDigest = {
  readonly merkleRoot: string;
  readonly count: number;
  readonly totalMinor: bigint;
};

/** The 93 bytes of one entitlement. */
export function entitlementLeafBytes(leaf: EntitlementLeaf): Uint8Array {
  const bytes = new Uint8Array(ENTITLEMENT_LEAF_BYTES);
  writeLeaf(bytes, leaf);
  return bytes;
}

/**
 * Digest of a list in any order: it is sorted by entitlement id first. Two rows with one id throw InvariantError
 * (the database's key forbids them).
 */
export function digestEntitlements(
  leaves: readonly EntitlementLeaf[],
  sha256: Sha256 = referenceSha256,
): EntitlementDigest {
  const sorted = leaves.toSorted((left, right) => (left.entitlementId < right.entitlementId ? -1 : 1));
  const tree = createMerkleTree(sha256);
  const scratch = new Uint8Array(ENTITLEMENT_LEAF_BYTES);
  let totalMinor = 0n;
  let previousId = '';
  for (const leaf of sorted) {
    assert(leaf.entitlementId !== previousId, () => `entitlement ${leaf.entitlementId} is listed twice`);
    previousId = leaf.entitlementId;
    writeLeaf(scratch, leaf);
    tree.append(scratch);
    totalMinor += BigInt(leaf.amountMinor);
  }
  return { merkleRoot: bytesToHex(tree.root()), count: tree.count(), totalMinor };
}

function writeLeaf(bytes: Uint8Array, leaf: EntitlementLeaf): void {
  const payeeHash = parseHex(leaf.payeeHash);
  assert(payeeHash.ok && payeeHash.value.length === 32, () => 'payee hash must be 32 bytes of hex');
  bytes[0] = 0;
  writeUuid(bytes, 1, leaf.entitlementId);
  writeUuid(bytes, 17, leaf.registrantId);
  writeU64(bytes, 33, leaf.amountMinor);
  writeU16(bytes, 41, leaf.unitNo);
  writeU64(bytes, 43, leaf.quantityThousandths);
  writeU16(bytes, 51, leaf.officeNo);
  writeU32(bytes, 53, voucherDayOf(leaf.notBefore));
  writeU32(bytes, 57, voucherDayOf(leaf.notAfter));
  bytes.set(payeeHash.value, 61);
}

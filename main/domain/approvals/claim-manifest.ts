import { bytesToHex, parseHex, writeU32, writeU64 } from '../codec/bytes.ts';
import { canonicalJsonBytes } from '../codec/jcs.ts';
import {
  hasExactShape,
  isCurrencyCode,
  isDecimalText,
  isHexText,
  isIsoDate,
  isIsoInstant,
  isLiteral,
  isShortText,
  isUnsigned,
  isUuidText,
  type JsonCheck,
} from '../codec/json-shape.ts';
import { writeUuid } from '../codec/uuid.ts';
import { assert } from '../invariant.ts';
import { domainMessage } from '../signing/ed25519.ts';
import { sha256 as referenceSha256, type Sha256 } from '../signing/sha256.ts';
import { voucherDayOf } from '../vouchers/day-number.ts';
import { createMerkleTree } from './merkle.ts';

/** A provider's claim for reimbursement as the approvers sign it (security.md §4.5, last paragraph). */
export type ClaimManifest = {
  readonly v: 1;
  readonly type: 'claim-manifest';
  readonly claim_id: string;
  readonly programme: string;
  readonly provider_no: number;
  /** First and last service date, `YYYY-MM-DD`. */
  readonly period_from: string;
  readonly period_to: string;
  readonly currency: string;
  /** Decimal texts. */
  readonly line_count: string;
  readonly total_minor: string;
  readonly merkle_root: string;
  readonly prepared_by: string;
  readonly prepared_at: string;
};

/** One voucher in a claim, tied to the receipt of its redemption. */
export type ClaimLine = {
  readonly voucherId: string;
  /** Hash of the redemption operation or receipt, 64 hex digits. */
  readonly receiptSha256: string;
  readonly serviceDate: string;
  readonly amountMinor: number | bigint;
};

/** Bytes hashed for one line: 0x00 | voucher id 16 | receipt hash 32 | service day u32 | amount u64. */
export const CLAIM_LINE_BYTES = 61;

const CLAIM_SHAPE: Readonly<Record<keyof ClaimManifest, JsonCheck>> = {
  v: isLiteral(1),
  type: isLiteral('claim-manifest'),
  claim_id: isUuidText,
  programme: isShortText,
  provider_no: isUnsigned(0xffff_ffff),
  period_from: isIsoDate,
  period_to: isIsoDate,
  currency: isCurrencyCode,
  line_count: isDecimalText,
  total_minor: isDecimalText,
  merkle_root: isHexText(32),
  prepared_by: isShortText,
  prepared_at: isIsoInstant,
};

/** Has this value exactly the fields of a claim manifest, each of the right form? */
export function isClaimManifest(value: unknown): value is ClaimManifest {
  return hasExactShape(value, CLAIM_SHAPE);
}

/** SHA-256 over `g2p/claim/v1`, a zero byte and the canonical JSON; 32 bytes. */
export function claimManifestHash(manifest: ClaimManifest): Uint8Array {
  return referenceSha256(domainMessage('g2p/claim/v1', canonicalJsonBytes(manifest)));
}

/** Root, count and total of claim lines in any order; a voucher listed twice throws InvariantError. */
export function digestClaimLines(
  lines: readonly ClaimLine[],
  sha256: Sha256 = referenceSha256,
): { readonly merkleRoot: string; readonly count: number; readonly totalMinor: bigint } {
  const sorted = lines.toSorted((left, right) => (left.voucherId < right.voucherId ? -1 : 1));
  const tree = createMerkleTree(sha256);
  let totalMinor = 0n;
  let previousId = '';
  for (const line of sorted) {
    assert(line.voucherId !== previousId, () => `voucher ${line.voucherId} is claimed twice`);
    previousId = line.voucherId;
    tree.append(claimLineBytes(line));
    totalMinor += BigInt(line.amountMinor);
  }
  return { merkleRoot: bytesToHex(tree.root()), count: tree.count(), totalMinor };
}

/** The 61 bytes of one line. */
export function claimLineBytes(line: ClaimLine): Uint8Array {
  const receipt = parseHex(line.receiptSha256);
  assert(receipt.ok && receipt.value.length === 32, () => 'receipt hash must be 32 bytes of hex');
  const bytes = new Uint8Array(CLAIM_LINE_BYTES);
  writeUuid(bytes, 1, line.voucherId);
  bytes.set(receipt.value, 17);
  writeU32(bytes, 49, voucherDayOf(line.serviceDate));
  writeU64(bytes, 53, line.amountMinor);
  return bytes;
}

import { equalBytes } from '../codec/bytes.ts';
import { canonicalJson, tryCanonicalJson } from '../codec/jcs.ts';
import { utf8Encode } from '../codec/utf8.ts';
import { err, ok, type Result } from '../result.ts';
import { domainMessage } from '../signing/ed25519.ts';
import { sha256 as referenceSha256, type Sha256 } from '../signing/sha256.ts';

/**
 * One line of the audit trail (security.md §4.4). Object ids only: no names, no ID numbers; search terms as
 * keyed hashes.
 */
export type AuditRow = {
  /** Dense, starting at 1 on each device. */
  readonly seq: number;
  /** UTC instant with milliseconds. */
  readonly at: string;
  /** Hybrid clock as decimal text, since it passes 2^53. */
  readonly hlc: string;
  readonly actor: string;
  readonly device: string;
  readonly action: string;
  readonly object: string;
  readonly purpose: string | null;
  /** Hashes of the object's image before and after, 64 hex digits, or null. */
  readonly before_sha: string | null;
  readonly after_sha: string | null;
};

/** A stored row with its 32-byte chain hash. */
export type ChainedAuditRow = { readonly row: AuditRow; readonly hash: Uint8Array };

/** Where a stretch of the chain begins: the sequence and hash of the row before it. */
export type AuditHead = { readonly seq: number; readonly hash: Uint8Array };

/** The first row that does not follow from the one before. */
export type AuditChainError = {
  readonly code: 'audit/broken-chain';
  readonly seq: number;
  readonly reason: 'sequence' | 'hash' | 'unreadable';
};

/** The head before the first row: sequence 0 and 32 zero bytes. */
export const AUDIT_START: AuditHead = { seq: 0, hash: new Uint8Array(32) };

/** SHA-256 over `g2p/audit/v1`, a zero byte, the hash before and the row's canonical JSON. */
export function auditHash(previous: Uint8Array, row: AuditRow, sha256: Sha256 = referenceSha256): Uint8Array {
  return linkHash(previous, canonicalJson(row), sha256);
}

/**
 * Walks rows in order from `start` and gives the head after the last. The error names the first bad sequence:
 * a row removed, added, moved or changed shows at its own place.
 */
export function verifyAuditChain(
  rows: Iterable<ChainedAuditRow>,
  start: AuditHead = AUDIT_START,
  sha256: Sha256 = referenceSha256,
): Result<AuditHead, AuditChainError> {
  let { seq, hash } = start;
  for (const { row, hash: stored } of rows) {
    seq += 1;
    if (row.seq !== seq) return err({ code: 'audit/broken-chain', seq, reason: 'sequence' });
    const text = tryCanonicalJson(row);
    if (!text.ok) return err({ code: 'audit/broken-chain', seq, reason: 'unreadable' });
    hash = linkHash(hash, text.value, sha256);
    if (!equalBytes(hash, stored)) return err({ code: 'audit/broken-chain', seq, reason: 'hash' });
  }
  return ok({ seq, hash });
}

function linkHash(previous: Uint8Array, canonicalRow: string, sha256: Sha256): Uint8Array {
  return sha256(domainMessage('g2p/audit/v1', previous, utf8Encode(canonicalRow)));
}

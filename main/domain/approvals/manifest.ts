import { bytesToHex } from '../codec/bytes.ts';
import { canonicalJson, canonicalJsonBytes } from '../codec/jcs.ts';
import {
  hasExactShape,
  isCurrencyCode,
  isDecimalText,
  isHexText,
  isIsoInstant,
  isLiteral,
  isShortText,
  isUuidText,
  type JsonCheck,
} from '../codec/json-shape.ts';
import { parseStrictJson } from '../codec/strict-json.ts';
import { err, ok, type Result } from '../result.ts';
import { domainMessage } from '../signing/ed25519.ts';
import { sha256 } from '../signing/sha256.ts';

/**
 * What a list of entitlements is about, fixed before the first signature (security.md §4.6). Hashes are 64 hex
 * digits, zeros where there was no such run. Any change of any field makes a new manifest and voids signatures.
 */
export type CycleManifest = {
  readonly v: 1;
  readonly type: 'cycle-manifest';
  /** Code of the programme, such as `CASH-01`. */
  readonly programme: string;
  readonly programme_config_sha256: string;
  readonly cycle_id: string;
  /** Name of the cycle, such as `2026-11`. */
  readonly cycle: string;
  readonly currency: string;
  /** Decimal texts. */
  readonly entitlement_count: string;
  readonly total_minor: string;
  readonly merkle_root: string;
  readonly eligibility_run_sha256: string;
  readonly dedup_run_sha256: string;
  readonly budget_line_sha256: string;
  readonly policy_sha256: string;
  readonly prepared_by: string;
  readonly prepared_at: string;
};

const MANIFEST_SHAPE: Readonly<Record<keyof CycleManifest, JsonCheck>> = {
  v: isLiteral(1),
  type: isLiteral('cycle-manifest'),
  programme: isShortText,
  programme_config_sha256: isHexText(32),
  cycle_id: isUuidText,
  cycle: isShortText,
  currency: isCurrencyCode,
  entitlement_count: isDecimalText,
  total_minor: isDecimalText,
  merkle_root: isHexText(32),
  eligibility_run_sha256: isHexText(32),
  dedup_run_sha256: isHexText(32),
  budget_line_sha256: isHexText(32),
  policy_sha256: isHexText(32),
  prepared_by: isShortText,
  prepared_at: isIsoInstant,
};

/** Has this value exactly the fields of a manifest, each of the right form? */
export function isCycleManifest(value: unknown): value is CycleManifest {
  return hasExactShape(value, MANIFEST_SHAPE);
}

/** Canonical JSON text of a manifest, as stored and sent. */
export function encodeManifest(manifest: CycleManifest): string {
  return canonicalJson(manifest);
}

/** Reads a manifest strictly. */
export function decodeManifest(
  text: string,
): Result<CycleManifest, { readonly code: 'approval/unreadable'; readonly part: 'manifest' }> {
  const json = parseStrictJson(text);
  if (json.ok && isCycleManifest(json.value)) return ok(json.value);
  return err({ code: 'approval/unreadable', part: 'manifest' });
}

/** SHA-256 over `g2p/manifest/v1`, a zero byte and the canonical JSON; 32 bytes. */
export function manifestHash(manifest: CycleManifest): Uint8Array {
  return sha256(domainMessage('g2p/manifest/v1', canonicalJsonBytes(manifest)));
}

/** The eight bytes of the manifest hash that every voucher of the list carries, as 16 hex digits. */
export function manifestRefOf(manifest: CycleManifest): string {
  return bytesToHex(manifestHash(manifest).subarray(0, 8));
}

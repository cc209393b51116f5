import { digestEntitlements, type EntitlementLeaf } from '#domain/approvals/entitlement-leaf';
import { type CycleManifest, encodeManifest } from '#domain/approvals/manifest';
import { bytesToHex } from '#domain/codec/bytes';
import { canonicalJsonBytes, type JsonValue } from '#domain/codec/jcs';
import { assert } from '#domain/invariant';
import { currencyByCode } from '#domain/money/currencies';
import { sha256 as referenceSha256, type Sha256 } from '#domain/signing/sha256';
import { voucherUnitNo } from '#domain/vouchers/voucher-payload';
import type { RowOf } from './rows/replicated-tables.ts';

/** A hash that stands for "there was no such run". */
const NOTHING = '0'.repeat(64);

/** The entitlement as approvers sign it: cash by voucher, so no quantity and no payee account. */
export function leafOfEntitlement(row: RowOf<'entitlement'>, officeNo: number): EntitlementLeaf {
  const currency = currencyByCode(row.currency);
  assert(currency !== undefined, () => `unknown currency ${row.currency}`);
  return {
    entitlementId: row.entitlementId,
    registrantId: row.registrantId,
    amountMinor: row.amountMinor,
    unitNo: voucherUnitNo({ kind: 'cash', currencyNumeric: currency.numeric, amountMinor: row.amountMinor }),
    quantityThousandths: 0,
    officeNo,
    notBefore: row.validFrom,
    notAfter: row.validUntil,
    payeeHash: NOTHING,
  };
}

/** SHA-256 over canonical JSON of a rule set; fractions, which canonical JSON here refuses, stand as their decimal text. */
export function configSha256(config: unknown, sha256: Sha256 = referenceSha256): string {
  return bytesToHex(sha256(canonicalJsonBytes(withoutFractions(config))));
}

function withoutFractions(value: unknown): JsonValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : `~${value}`;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutFractions);
  assert(typeof value === 'object', () => 'a rule set is JSON');
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutFractions(inner)]));
}

/** What of a programme decides who gets how much; its hash is in every manifest. */
export const programConfigSha256 = (program: RowOf<'program'>): string =>
  configSha256({
    programId: program.programId,
    version: program.version,
    eligibility: program.eligibility,
    pmt: program.pmt,
    entitlement: program.entitlement,
  });

export type SliceManifestParts = {
  readonly program: RowOf<'program'>;
  readonly cycle: RowOf<'cycle'>;
  readonly officeNo: number;
  readonly entitlements: readonly RowOf<'entitlement'>[];
  readonly reservation: RowOf<'fundReservation'>;
  readonly preparedByPerson: string;
  /** UTC instant with milliseconds. */
  readonly preparedAt: string;
  readonly sha256?: Sha256;
};

/** The manifest of an office's list, its canonical text as stored and sent, and its Merkle root (64 hex). */
export function sliceManifest(parts: SliceManifestParts): {
  readonly manifest: CycleManifest;
  readonly text: string;
} {
  const { program, cycle, officeNo, entitlements, reservation } = parts;
  const digest = digestEntitlements(
    entitlements.map((row) => leafOfEntitlement(row, officeNo)),
    parts.sha256,
  );
  const manifest: CycleManifest = {
    v: 1,
    type: 'cycle-manifest',
    programme: program.code,
    programme_config_sha256: programConfigSha256(program),
    cycle_id: cycle.cycleId,
    cycle: cycle.name,
    currency: program.currency,
    entitlement_count: String(digest.count),
    total_minor: String(digest.totalMinor),
    merkle_root: digest.merkleRoot,
    eligibility_run_sha256: NOTHING,
    dedup_run_sha256: NOTHING,
    budget_line_sha256: configSha256({ grant: reservation.grant }),
    policy_sha256: configSha256(program.approvalPolicy),
    prepared_by: parts.preparedByPerson,
    prepared_at: parts.preparedAt,
  };
  return { manifest, text: encodeManifest(manifest) };
}

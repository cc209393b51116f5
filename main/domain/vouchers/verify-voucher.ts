import { err, ok, type Result } from '../result.ts';
import { domainMessage, type Verify } from '../signing/ed25519.ts';
import type { ReadVoucher } from './voucher-format.ts';
import type { VoucherPayload } from './voucher-payload.ts';

/** What this office knows of a key that may issue vouchers; one entry for each certificate of the key. */
export type IssuerFacts = {
  readonly publicKey: Uint8Array;
  /** Programme the key may issue for; null = every programme (the centre's own issuer keys). */
  readonly programNo: number | null;
  /** Office the key may issue for; null = every office. */
  readonly officeNo: number | null;
  /** A voucher's first day must lie in this period, both ends inclusive. `YYYY-MM-DD`. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly revoked: boolean;
};

/** Why a readable voucher is refused, in the order of checking. */
export type VoucherRefusal =
  | { readonly code: 'voucher/unknown-issuer'; readonly kid: string }
  | { readonly code: 'voucher/issuer-revoked'; readonly kid: string }
  | {
      readonly code: 'voucher/wrong-program';
      /** Which limit of the issuer's certificate the voucher breaks. */
      readonly limit: 'program' | 'office' | 'period';
      readonly programNo: number;
      readonly officeNo: number;
    }
  | { readonly code: 'voucher/bad-signature' }
  | { readonly code: 'voucher/not-yet-valid'; readonly notBefore: string }
  | { readonly code: 'voucher/expired'; readonly notAfter: string };

/** What {@link verifyVoucher} needs besides the paper. */
export type VoucherCheck = {
  readonly voucher: ReadVoucher;
  /** Today by corrected time in the tenant's zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** All certificates known for a kid, revoked ones included; a device has one key and a certificate per grant. */
  readonly findIssuers: (kid: string) => readonly IssuerFacts[];
  readonly verify: Verify;
};

/**
 * Is the voucher genuine and valid today? Checks issuer, its limits, signature, then dates (security.md §4.5).
 * Says nothing about revocation lists, leases, earlier redemption or the bearer: those need the office's rows.
 */
export function verifyVoucher(check: VoucherCheck): Result<VoucherPayload, VoucherRefusal> {
  const { payload, payloadBytes, signature } = check.voucher;
  const issuer = chooseIssuer(payload, check.findIssuers(payload.kid));
  if (!issuer.ok) return issuer;
  const message = domainMessage('g2p/voucher/v1', payloadBytes);
  if (!check.verify(signature, message, issuer.value.publicKey))
    return err({ code: 'voucher/bad-signature' });
  if (check.today < payload.notBefore) {
    return err({ code: 'voucher/not-yet-valid', notBefore: payload.notBefore });
  }
  if (check.today > payload.notAfter) return err({ code: 'voucher/expired', notAfter: payload.notAfter });
  return ok(payload);
}

/** The first certificate that allows this voucher; otherwise the reason that came closest to allowing it. */
function chooseIssuer(
  payload: VoucherPayload,
  issuers: readonly IssuerFacts[],
): Result<IssuerFacts, VoucherRefusal> {
  const { kid, programNo, officeNo, notBefore } = payload;
  if (issuers.length === 0) return err({ code: 'voucher/unknown-issuer', kid });
  const trusted = issuers.filter((issuer) => !issuer.revoked);
  if (trusted.length === 0) return err({ code: 'voucher/issuer-revoked', kid });
  const ofProgram = trusted.filter((issuer) => issuer.programNo === null || issuer.programNo === programNo);
  if (ofProgram.length === 0) return wrongProgram(payload, 'program');
  const ofOffice = ofProgram.filter((issuer) => issuer.officeNo === null || issuer.officeNo === officeNo);
  if (ofOffice.length === 0) return wrongProgram(payload, 'office');
  const inForce = ofOffice.find((issuer) => issuer.notBefore <= notBefore && notBefore <= issuer.notAfter);
  return inForce === undefined ? wrongProgram(payload, 'period') : ok(inForce);
}

function wrongProgram(
  payload: VoucherPayload,
  limit: 'program' | 'office' | 'period',
): Result<never, VoucherRefusal> {
  const { programNo, officeNo } = payload;
  return err({ code: 'voucher/wrong-program', limit, programNo, officeNo });
}

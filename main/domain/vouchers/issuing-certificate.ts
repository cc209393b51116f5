import { bytesToHex, parseHex } from '../codec/bytes.ts';
import { canonicalJson, canonicalJsonBytes, type JsonObject } from '../codec/jcs.ts';
import {
  hasExactShape,
  isDecimalText,
  isHexText,
  isIsoDate,
  isIsoInstant,
  isLiteral,
  isUnsigned,
  type JsonCheck,
} from '../codec/json-shape.ts';
import { parseStrictJson } from '../codec/strict-json.ts';
import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { domainMessage, keyId, type Signer, type Verify } from '../signing/ed25519.ts';
import type { IssuerFacts } from './verify-voucher.ts';

/**
 * The centre's permission for one device to sign vouchers offline: for one programme and office, in a period,
 * up to a count and a total. It carries no manifest hash, so it can be granted before the list is approved.
 */
export type IssuingCertificate = {
  readonly v: 1;
  readonly type: 'issuing-certificate';
  /** Key id of `public_key`, 8 hex digits. */
  readonly kid: string;
  /** Ed25519 key of the device, 64 hex digits. */
  readonly public_key: string;
  readonly program_no: number;
  readonly office_no: number;
  readonly device_no: number;
  /** First and last day on which vouchers under it may begin, `YYYY-MM-DD`. */
  readonly not_before: string;
  readonly not_after: string;
  readonly max_count: number;
  /** Decimal text in minor units of the programme's currency. */
  readonly max_total_minor: string;
  /** UTC instant with milliseconds. */
  readonly issued_at: string;
};

/** A certificate with the centre's signature (hex) and the key id of the centre key that made it. */
export type SignedIssuingCertificate = {
  readonly certificate: IssuingCertificate;
  readonly centre_kid: string;
  readonly signature: string;
};

/** Why a certificate is not accepted. */
export type CertificateError = {
  readonly code: 'certificate/unreadable' | 'certificate/unknown-key' | 'certificate/bad-signature';
};

const CERTIFICATE_SHAPE: Readonly<Record<keyof IssuingCertificate, JsonCheck>> = {
  v: isLiteral(1),
  type: isLiteral('issuing-certificate'),
  kid: isHexText(4),
  public_key: isHexText(32),
  program_no: isUnsigned(0xffff),
  office_no: isUnsigned(0xffff),
  device_no: isUnsigned(0xff_ffff),
  not_before: isIsoDate,
  not_after: isIsoDate,
  max_count: isUnsigned(Number.MAX_SAFE_INTEGER),
  max_total_minor: isDecimalText,
  issued_at: isIsoInstant,
};

const SIGNED_SHAPE: Readonly<Record<keyof SignedIssuingCertificate, JsonCheck>> = {
  certificate: (value) => hasExactShape(value, CERTIFICATE_SHAPE),
  centre_kid: isHexText(4),
  signature: isHexText(64),
};

/** Signs a certificate with the centre's key. A certificate of wrong shape or kid throws InvariantError. */
export function signIssuingCertificate(
  certificate: IssuingCertificate,
  centreSigner: Signer,
): SignedIssuingCertificate {
  assert(isConsistent(certificate), () => 'issuing certificate has a wrong field');
  return {
    certificate,
    centre_kid: keyId(centreSigner.publicKey),
    signature: bytesToHex(centreSigner.sign(certificateMessage(certificate))),
  };
}

/** Canonical JSON text for storage, sync and QR slips. */
export function encodeIssuingCertificate(signed: SignedIssuingCertificate): string {
  return canonicalJson(asJson(signed));
}

/** Reads {@link encodeIssuingCertificate} strictly: exact keys, real dates, kid that fits its key. */
export function decodeIssuingCertificate(text: string): Result<SignedIssuingCertificate, CertificateError> {
  const json = parseStrictJson(text);
  return json.ok && isSignedCertificate(json.value)
    ? ok(json.value)
    : err({ code: 'certificate/unreadable' });
}

/**
 * Accepts a certificate only under a key of the centre. `findCentreKey` gives the public key of a kid from the
 * trust bundle, or undefined. Revocation is decided by whoever holds the revocation list.
 */
export function verifyIssuingCertificate(
  signed: SignedIssuingCertificate,
  findCentreKey: (kid: string) => Uint8Array | undefined,
  verify: Verify,
): Result<IssuingCertificate, CertificateError> {
  if (!isSignedCertificate(signed)) return err({ code: 'certificate/unreadable' });
  const centreKey = findCentreKey(signed.centre_kid);
  if (centreKey === undefined) return err({ code: 'certificate/unknown-key' });
  const signature = parseHex(signed.signature);
  const isGenuine =
    signature.ok && verify(signature.value, certificateMessage(signed.certificate), centreKey);
  return isGenuine ? ok(signed.certificate) : err({ code: 'certificate/bad-signature' });
}

/** What `verifyVoucher` asks about an issuer, from a certificate already verified. */
export function issuerFactsOf(certificate: IssuingCertificate, isRevoked: boolean): IssuerFacts {
  const publicKey = parseHex(certificate.public_key);
  assert(publicKey.ok, () => 'a verified certificate holds a hexadecimal key');
  return {
    publicKey: publicKey.value,
    programNo: certificate.program_no,
    officeNo: certificate.office_no,
    notBefore: certificate.not_before,
    notAfter: certificate.not_after,
    revoked: isRevoked,
  };
}

function isSignedCertificate(value: unknown): value is SignedIssuingCertificate {
  if (!hasExactShape(value, SIGNED_SHAPE)) return false;
  return isConsistent((value as SignedIssuingCertificate).certificate);
}

function isConsistent(certificate: IssuingCertificate): boolean {
  if (!hasExactShape(certificate, CERTIFICATE_SHAPE)) return false;
  const publicKey = parseHex(certificate.public_key);
  const isNamedByKey = publicKey.ok && keyId(publicKey.value) === certificate.kid;
  return isNamedByKey && certificate.not_before <= certificate.not_after;
}

function certificateMessage(certificate: IssuingCertificate): Uint8Array {
  return domainMessage('g2p/cert/v1', canonicalJsonBytes(certificate));
}

function asJson(signed: SignedIssuingCertificate): JsonObject {
  return { certificate: signed.certificate, centre_kid: signed.centre_kid, signature: signed.signature };
}

import { canonicalJson } from '#domain/codec/jcs';
import {
  hasExactShape,
  isHexText,
  isIsoInstant,
  isLiteral,
  isUnsigned,
  isUuidText,
  type JsonCheck,
} from '#domain/codec/json-shape';
import { parseStrictJson } from '#domain/codec/strict-json';
import { utf8Encode } from '#domain/codec/utf8';
import { err, ok, type Result } from '#domain/result';
import { domainMessage } from '#domain/signing/ed25519';

/** What the centre vouches for about a device: its keys, its number, its office and the scopes it may hold. */
export type DeviceCertificate = {
  readonly v: 1;
  readonly type: 'device-certificate';
  readonly device_id: string;
  /** 24 bits. */
  readonly device_no: number;
  /** 16 bits; grows when the device starts a new chain. */
  readonly incarnation: number;
  readonly office_id: string;
  /** Ed25519, 64 hex digits. */
  readonly public_key: string;
  /** X25519, 64 hex digits. */
  readonly wrapping_public_key: string;
  readonly scopes: readonly string[];
  readonly issued_at: string;
  readonly expires_at: string;
};

const SHAPE: Readonly<Record<keyof DeviceCertificate, JsonCheck>> = {
  v: isLiteral(1),
  type: isLiteral('device-certificate'),
  device_id: isUuidText,
  device_no: isUnsigned(0xff_ffff),
  incarnation: isUnsigned(0xffff),
  office_id: isUuidText,
  public_key: isHexText(32),
  wrapping_public_key: isHexText(32),
  scopes: (value) => Array.isArray(value) && value.every((scope) => typeof scope === 'string'),
  issued_at: isIsoInstant,
  expires_at: isIsoInstant,
};

/** Canonical JSON text of a certificate, as signed, stored and hashed into the genesis of the device's chain. */
export function encodeDeviceCertificate(certificate: DeviceCertificate): string {
  return canonicalJson({ ...certificate, scopes: [...certificate.scopes] });
}

/** Reads a certificate strictly: exactly these fields, in canonical form. Its signature is judged elsewhere. */
export function decodeDeviceCertificate(
  text: string,
): Result<DeviceCertificate, { readonly code: 'sync/bad-certificate' }> {
  const json = parseStrictJson(text);
  if (!json.ok || !isDeviceCertificate(json.value) || encodeDeviceCertificate(json.value) !== text) {
    return err({ code: 'sync/bad-certificate' });
  }
  return ok(json.value);
}

/** The bytes the centre signs: domain g2p/cert/v1 and the certificate's text. */
export function deviceCertificateMessage(text: string): Uint8Array {
  return domainMessage('g2p/cert/v1', utf8Encode(text));
}

function isDeviceCertificate(value: unknown): value is DeviceCertificate {
  return hasExactShape(value, SHAPE);
}

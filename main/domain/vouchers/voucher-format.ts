import { base32Decode, base32Encode } from '../codec/base32.ts';
import { concatBytes } from '../codec/bytes.ts';
import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { domainMessage, keyId, type Signer } from '../signing/ed25519.ts';
import {
  decodeVoucherPayload,
  encodeVoucherPayload,
  VOUCHER_PAYLOAD_BYTES,
  type VoucherFormatError,
  type VoucherPayload,
} from './voucher-payload.ts';

/** Payload and Ed25519 signature together. */
export const VOUCHER_BYTES = VOUCHER_PAYLOAD_BYTES + 64;

/** How every printed voucher begins; a listener on the whole page knows a voucher by it. */
export const VOUCHER_TEXT_PREFIX = 'G2P1';

/** Characters of a printed voucher: the prefix and 134 bytes in Base32. QR version 10 at level Q. */
export const VOUCHER_TEXT_LENGTH = 219;

/** Longest scan that is looked at; anything longer is some other document. */
const MAX_SCANNED_LENGTH = 400;

/** A voucher that is well formed; whether it is genuine is for `verifyVoucher` to say. */
export type ReadVoucher = {
  readonly payload: VoucherPayload;
  readonly payloadBytes: Uint8Array;
  readonly signature: Uint8Array;
};

/**
 * The 134 bytes of a signed voucher. The payload's kid must name the signer's key, else every office would refuse
 * the paper; a mismatch throws InvariantError.
 */
export function signVoucher(payload: VoucherPayload, signer: Signer): Uint8Array {
  assert(
    payload.kid === keyId(signer.publicKey),
    () => 'the kid of the payload is not the kid of the signer',
  );
  const payloadBytes = encodeVoucherPayload(payload);
  return concatBytes(payloadBytes, signer.sign(domainMessage('g2p/voucher/v1', payloadBytes)));
}

/** Splits and reads 134 bytes. */
export function decodeVoucher(bytes: Uint8Array): Result<ReadVoucher, VoucherFormatError> {
  if (bytes.length !== VOUCHER_BYTES) return err({ code: 'voucher/unreadable', reason: 'length' });
  const payloadBytes = bytes.slice(0, VOUCHER_PAYLOAD_BYTES);
  const payload = decodeVoucherPayload(payloadBytes);
  if (!payload.ok) return payload;
  return ok({ payload: payload.value, payloadBytes, signature: bytes.slice(VOUCHER_PAYLOAD_BYTES) });
}

/** The text for the QR: `G2P1` and Base32 in capitals, 219 characters of QR's alphanumeric mode. */
export function voucherToText(bytes: Uint8Array): string {
  assert(bytes.length === VOUCHER_BYTES, () => `a voucher has ${VOUCHER_BYTES} bytes, not ${bytes.length}`);
  return VOUCHER_TEXT_PREFIX + base32Encode(bytes);
}

/**
 * Reads a scanned text, which must be exactly what {@link voucherToText} prints (the caller trims a reader's
 * line end). Checks in the order of security.md §4.5: length, prefix, canonical Base32, version, reserved bits.
 */
export function voucherFromText(text: string): Result<ReadVoucher, VoucherFormatError> {
  if (text.length > MAX_SCANNED_LENGTH) return err({ code: 'voucher/too-long', length: text.length });
  if (!text.startsWith(VOUCHER_TEXT_PREFIX)) return err({ code: 'voucher/not-a-voucher' });
  const bytes = base32Decode(text.slice(VOUCHER_TEXT_PREFIX.length));
  if (!bytes.ok) return err({ code: 'voucher/unreadable', reason: 'base32' });
  return decodeVoucher(bytes.value);
}

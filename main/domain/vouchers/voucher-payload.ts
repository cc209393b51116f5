import {
  bytesToHex,
  hexToBytes,
  readU16,
  readU32,
  readU40,
  writeU16,
  writeU32,
  writeU40,
} from '../codec/bytes.ts';
import { bytesToUuid, writeUuid } from '../codec/uuid.ts';
import { assert } from '../invariant.ts';
import { err, ok, type Result } from '../result.ts';
import { dateOfVoucherDay, voucherDayOf } from './day-number.ts';

/** Bytes of a voucher before its signature. */
export const VOUCHER_PAYLOAD_BYTES = 70;

/** What the office must check about the bearer before honouring, and how the voucher may be used. */
export type VoucherFlags = {
  readonly pinRequired: boolean;
  readonly idNumberCheck: boolean;
  readonly photoCheck: boolean;
  readonly proxyAllowed: boolean;
  /** Part of the amount may be taken, but only where the centre answers. */
  readonly partialAllowed: boolean;
  readonly providerBound: boolean;
};

/** What the voucher is worth: money in minor units, or goods in thousandths of their unit. */
export type VoucherValue =
  | { readonly kind: 'cash'; readonly currencyNumeric: number; readonly amountMinor: number }
  | { readonly kind: 'item'; readonly itemCode: number; readonly quantityThousandths: number };

/** The 70 signed bytes of a voucher in words (security.md §4.5). No name, ID number, phone or gender is in it. */
export type VoucherPayload = {
  readonly flags: VoucherFlags;
  /** Key id of the issuer, 8 hex digits. */
  readonly kid: string;
  readonly voucherId: string;
  /** First 8 bytes of the manifest hash as hex: ties the paper to the approved list. */
  readonly manifestRef: string;
  readonly programNo: number;
  readonly cycleNo: number;
  /** Office that may honour it offline; 0 = any, which forbids offline redemption. */
  readonly officeNo: number;
  /** Provider or provider group; 0 = any in the office. */
  readonly providerNo: number;
  readonly value: VoucherValue;
  /** First and last day of validity, both inclusive, `YYYY-MM-DD`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Eight bytes as hex binding an ID number, or null when unused. */
  readonly idTag: string | null;
  /** Eight bytes as hex binding the bearer's PIN, or null when unused. */
  readonly pinTag: string | null;
  readonly reissueNo: number;
};

/** Why bytes or text are no voucher we can read. Each code has its own words on the screen. */
export type VoucherFormatError =
  | { readonly code: 'voucher/too-long'; readonly length: number }
  | { readonly code: 'voucher/not-a-voucher' }
  | { readonly code: 'voucher/unreadable'; readonly reason: 'base32' | 'length' | 'unit' | 'dates' | 'tags' }
  | { readonly code: 'voucher/unknown-version'; readonly version: number }
  | { readonly code: 'voucher/reserved-bits' };

const VERSION = 1;
const ITEM_UNIT = 0x8000;
const MAX_CURRENCY_NUMERIC = 999;
const TAG_BYTES = 8;
const FLAG_BITS: readonly (readonly [keyof VoucherFlags, number])[] = [
  ['pinRequired', 1],
  ['idNumberCheck', 2],
  ['photoCheck', 4],
  ['proxyAllowed', 8],
  ['partialAllowed', 16],
  ['providerBound', 32],
];
const RESERVED_FLAG_BITS = 0xc0;
const NO_TAG = '00'.repeat(TAG_BYTES);

/**
 * The 70 bytes of a payload. Throws InvariantError when a field does not fit, the dates are reversed, or a check
 * is demanded without its tag: such a voucher must never be made.
 */
export function encodeVoucherPayload(payload: VoucherPayload): Uint8Array {
  const bytes = new Uint8Array(VOUCHER_PAYLOAD_BYTES);
  const days = { notBefore: voucherDayOf(payload.notBefore), notAfter: voucherDayOf(payload.notAfter) };
  assert(days.notBefore <= days.notAfter, () => 'a voucher must not end before it begins');
  assert(hasNeededTags(payload.flags, payload.idTag, payload.pinTag), () => 'a demanded check has no tag');
  const isByte = Number.isInteger(payload.reissueNo) && payload.reissueNo >= 0 && payload.reissueNo <= 255;
  assert(isByte, () => 'reissue number does not fit a byte');
  bytes[0] = VERSION;
  bytes[1] = FLAG_BITS.reduce((bits, [name, bit]) => (payload.flags[name] ? bits | bit : bits), 0);
  setHex(bytes, 2, payload.kid, 4);
  writeUuid(bytes, 6, payload.voucherId);
  setHex(bytes, 22, payload.manifestRef, 8);
  writeU16(bytes, 30, payload.programNo);
  writeU32(bytes, 32, payload.cycleNo);
  writeU16(bytes, 36, payload.officeNo);
  writeU32(bytes, 38, payload.providerNo);
  writeValue(bytes, payload.value);
  writeU16(bytes, 49, days.notBefore);
  writeU16(bytes, 51, days.notAfter);
  setHex(bytes, 53, payload.idTag ?? NO_TAG, TAG_BYTES);
  setHex(bytes, 61, payload.pinTag ?? NO_TAG, TAG_BYTES);
  bytes[69] = payload.reissueNo;
  return bytes;
}

/** Reads 70 bytes strictly; a success encodes to the same bytes again. Says nothing about the signature. */
export function decodeVoucherPayload(bytes: Uint8Array): Result<VoucherPayload, VoucherFormatError> {
  if (bytes.length !== VOUCHER_PAYLOAD_BYTES) return err({ code: 'voucher/unreadable', reason: 'length' });
  const version = bytes[0] ?? 0;
  if (version !== VERSION) return err({ code: 'voucher/unknown-version', version });
  const flagByte = bytes[1] ?? 0;
  if ((flagByte & RESERVED_FLAG_BITS) !== 0) return err({ code: 'voucher/reserved-bits' });
  const flags = readFlags(flagByte);
  const value = readValue(readU16(bytes, 42), readU40(bytes, 44));
  if (value === undefined) return err({ code: 'voucher/unreadable', reason: 'unit' });
  const firstDay = readU16(bytes, 49);
  const lastDay = readU16(bytes, 51);
  if (firstDay > lastDay) return err({ code: 'voucher/unreadable', reason: 'dates' });
  const idTag = readTag(bytes, 53);
  const pinTag = readTag(bytes, 61);
  if (!hasNeededTags(flags, idTag, pinTag)) return err({ code: 'voucher/unreadable', reason: 'tags' });
  return ok({
    flags,
    kid: bytesToHex(bytes.subarray(2, 6)),
    voucherId: bytesToUuid(bytes, 6),
    manifestRef: bytesToHex(bytes.subarray(22, 30)),
    programNo: readU16(bytes, 30),
    cycleNo: readU32(bytes, 32),
    officeNo: readU16(bytes, 36),
    providerNo: readU32(bytes, 38),
    value,
    notBefore: dateOfVoucherDay(firstDay),
    notAfter: dateOfVoucherDay(lastDay),
    idTag,
    pinTag,
    reissueNo: bytes[69] ?? 0,
  });
}

/** The two-byte unit of a value: ISO 4217 numeric for cash, 0x8000 | item code for goods. */
export function voucherUnitNo(value: VoucherValue): number {
  if (value.kind === 'item') {
    assert(value.itemCode >= 0 && value.itemCode < ITEM_UNIT, () => 'item code does not fit 15 bits');
    return ITEM_UNIT | value.itemCode;
  }
  const isCurrency = value.currencyNumeric >= 1 && value.currencyNumeric <= MAX_CURRENCY_NUMERIC;
  assert(isCurrency, () => `no ISO 4217 number: ${value.currencyNumeric}`);
  return value.currencyNumeric;
}

/** A tag without its check is allowed (an office may ask more than the voucher does), a check without tag is not. */
function hasNeededTags(flags: VoucherFlags, idTag: string | null, pinTag: string | null): boolean {
  return (!flags.idNumberCheck || idTag !== null) && (!flags.pinRequired || pinTag !== null);
}

function writeValue(bytes: Uint8Array, value: VoucherValue): void {
  writeU16(bytes, 42, voucherUnitNo(value));
  writeU40(bytes, 44, value.kind === 'cash' ? value.amountMinor : value.quantityThousandths);
}

function readValue(unit: number, count: number): VoucherValue | undefined {
  if (unit >= ITEM_UNIT) return { kind: 'item', itemCode: unit - ITEM_UNIT, quantityThousandths: count };
  if (unit < 1 || unit > MAX_CURRENCY_NUMERIC) return undefined;
  return { kind: 'cash', currencyNumeric: unit, amountMinor: count };
}

function readFlags(bits: number): VoucherFlags {
  return {
    pinRequired: (bits & 1) !== 0,
    idNumberCheck: (bits & 2) !== 0,
    photoCheck: (bits & 4) !== 0,
    proxyAllowed: (bits & 8) !== 0,
    partialAllowed: (bits & 16) !== 0,
    providerBound: (bits & 32) !== 0,
  };
}

function readTag(bytes: Uint8Array, offset: number): string | null {
  const tag = bytesToHex(bytes.subarray(offset, offset + TAG_BYTES));
  return tag === NO_TAG ? null : tag;
}

function setHex(bytes: Uint8Array, offset: number, hex: string, byteLength: number): void {
  const value = hexToBytes(hex);
  assert(value.length === byteLength, () => `expected ${byteLength} bytes of hex, got ${value.length}`);
  bytes.set(value, offset);
}

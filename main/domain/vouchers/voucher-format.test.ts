import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeVerify } from '#host/adapters/node-ed25519';
import { base32Encode } from '../codec/base32.ts';
import { bytesToHex, concatBytes, hexToBytes } from '../codec/bytes.ts';
import { InvariantError } from '../invariant.ts';
import { nobleSigner, nobleVerify, type Verify } from '../signing/ed25519.ts';
import { verifyVoucher } from './verify-voucher.ts';
import { decodeVoucher, signVoucher, voucherFromText, voucherToText } from './voucher-format.ts';
import {
  decodeVoucherPayload,
  encodeVoucherPayload,
  type VoucherPayload,
  voucherUnitNo,
} from './voucher-payload.ts';

type Vectors = {
  readonly issuer: { readonly secret_key: string; readonly public_key: string; readonly kid: string };
  readonly vouchers: readonly {
    readonly name: string;
    readonly fields: VoucherPayload;
    readonly payload: string;
    readonly signature: string;
    readonly text: string;
  }[];
  readonly refused: readonly { readonly name: string; readonly text: string; readonly error: object }[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/voucher-v1.json', import.meta.url), 'utf8'),
);
const issuer = nobleSigner(hexToBytes(vectors.issuer.secret_key));
const golden = vectors.vouchers[0] ?? expect.fail('no golden voucher');
const goldenBytes = hexToBytes(golden.payload + golden.signature);

/** Is this text honoured by an office that trusts the issuer for everything? Format and signature both count. */
function isHonoured(text: string, verify: Verify): boolean {
  const voucher = voucherFromText(text);
  if (!voucher.ok) return false;
  const facts = {
    publicKey: issuer.publicKey,
    programNo: null,
    officeNo: null,
    notBefore: '2020-01-01',
    notAfter: '2199-12-31',
    revoked: false,
  };
  return verifyVoucher({
    voucher: voucher.value,
    today: voucher.value.payload.notBefore,
    findIssuers: () => [facts],
    verify,
  }).ok;
}

function withFlippedBit(bit: number): string {
  const bytes = goldenBytes.slice();
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return voucherToText(bytes);
}

describe('voucher v1', () => {
  it('has the golden bytes of security.md §4.5', () => {
    expect(golden.payload).toBe(
      '010721fe31df0190f3c2a5b47c1d8e2f3a4b5c6d7e8f37c44c788d9e4cf4000c00031773002c000000000194000006ddd009d309f165eb974261f5269f5ecc3a530dddcd3b00',
    );
    expect(golden.signature).toBe(
      'b6a98417ee0d72e1b1258c611dec608c629652a5f7071d48262f38dcc55700ae952fcf786acee3f9729cb70df319724fed87d2c9b12124c117a2fac54792ad0f',
    );
    expect(issuer.publicKey).toEqual(hexToBytes(vectors.issuer.public_key));
  });

  it.each(vectors.vouchers)('signs, prints and reads: $name', (vector) => {
    const bytes = signVoucher(vector.fields, issuer);
    expect(bytesToHex(bytes)).toBe(vector.payload + vector.signature);
    expect(voucherToText(bytes)).toBe(vector.text);
    expect(vector.text).toMatch(/^G2P1[A-Z2-7]{215}$/);
    expect(voucherFromText(vector.text)).toEqual({
      ok: true,
      value: {
        payload: vector.fields,
        payloadBytes: hexToBytes(vector.payload),
        signature: hexToBytes(vector.signature),
      },
    });
  });

  it.each(vectors.refused)('refuses by its own code: $name', (vector) => {
    expect(voucherFromText(vector.text)).toEqual({ ok: false, error: vector.error });
  });

  it('is honoured as it is and refused with any one of its 1,072 bits flipped', () => {
    expect(isHonoured(golden.text, nodeVerify)).toBe(true);
    const honoured = Array.from({ length: 1072 }, (_, bit) => bit).filter((bit) =>
      isHonoured(withFlippedBit(bit), nodeVerify),
    );
    expect(honoured).toEqual([]);
  });

  it('is judged alike by the reference', () => {
    expect(isHonoured(golden.text, nobleVerify)).toBe(true);
    const sample = Array.from({ length: 67 }, (_, i) => i * 16 + (i % 8));
    expect(sample.filter((bit) => isHonoured(withFlippedBit(bit), nobleVerify))).toEqual([]);
  });

  it('answers 5,000 made-up texts with a typed error, or with a voucher that prints the same text', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ minLength: 380, maxLength: 420 }),
      fc.string({ maxLength: 230 }).map((rest) => `G2P1${rest}`),
      fc
        .string({
          unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
          minLength: 213,
          maxLength: 216,
        })
        .map((rest) => `G2P1${rest}`),
      fc.uint8Array({ minLength: 134, maxLength: 134 }).map((bytes) => {
        bytes[0] = 1;
        bytes[1] = (bytes[1] ?? 0) & 0x7f;
        return `G2P1${base32Encode(bytes)}`;
      }),
    );
    const codes = new Set<string>();
    fc.assert(
      fc.property(text, (candidate) => {
        const read = voucherFromText(candidate);
        codes.add(read.ok ? 'read' : read.error.code);
        if (!read.ok) return;
        expect(voucherToText(concatBytes(read.value.payloadBytes, read.value.signature))).toBe(candidate);
        expect(encodeVoucherPayload(read.value.payload)).toEqual(read.value.payloadBytes);
        expect(isHonoured(candidate, nodeVerify)).toBe(false);
      }),
      { seed: 10, numRuns: 5000 },
    );
    expect([...codes].sort()).toEqual([
      'read',
      'voucher/not-a-voucher',
      'voucher/reserved-bits',
      'voucher/too-long',
      'voucher/unknown-version',
      'voucher/unreadable',
    ]);
  });

  it('refuses other lengths before looking at the bytes', () => {
    const tooShort = { ok: false, error: { code: 'voucher/unreadable', reason: 'length' } };
    expect(decodeVoucher(goldenBytes.subarray(1))).toEqual(tooShort);
    expect(decodeVoucherPayload(goldenBytes)).toEqual(tooShort);
  });
});

describe('making a voucher', () => {
  const fields = golden.fields;
  it.each<readonly [string, Partial<VoucherPayload>]>([
    ['the kid of another key', { kid: '00000000' }],
    ['a kid of five bytes', { kid: '21fe31df00' }],
    ['an id in capitals', { voucherId: fields.voucherId.toUpperCase() }],
    ['a programme number of 17 bits', { programNo: 0x10000 }],
    ['an amount of 41 bits', { value: { kind: 'cash', currencyNumeric: 404, amountMinor: 2 ** 40 } }],
    ['a fraction of a minor unit', { value: { kind: 'cash', currencyNumeric: 404, amountMinor: 0.5 } }],
    ['currency 0', { value: { kind: 'cash', currencyNumeric: 0, amountMinor: 1 } }],
    ['currency 1000', { value: { kind: 'cash', currencyNumeric: 1000, amountMinor: 1 } }],
    ['an item code of 16 bits', { value: { kind: 'item', itemCode: 0x8000, quantityThousandths: 1 } }],
    ['a day that is none', { notAfter: '2026-02-30' }],
    ['an end before its beginning', { notBefore: '2027-01-01' }],
    ['a PIN check without tag', { pinTag: null }],
    ['an ID check without tag', { idTag: null }],
    ['reissue 256', { reissueNo: 256 }],
  ])('throws for %s', (_name, change) => {
    expect(() => signVoucher({ ...fields, ...change }, issuer)).toThrow(InvariantError);
  });

  it('allows a tag whose check is not demanded', () => {
    const flags = { ...fields.flags, idNumberCheck: false, pinRequired: false };
    const bytes = encodeVoucherPayload({ ...fields, flags });
    expect(decodeVoucherPayload(bytes)).toEqual({ ok: true, value: { ...fields, flags } });
  });

  it('keeps currencies and goods apart', () => {
    expect(voucherUnitNo({ kind: 'cash', currencyNumeric: 404, amountMinor: 1 })).toBe(404);
    expect(voucherUnitNo({ kind: 'item', itemCode: 404, quantityThousandths: 1 })).toBe(0x8194);
  });
});

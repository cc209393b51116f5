import { describe, expect, it } from 'vitest';
import { keyId, nobleSigner, nobleVerify } from '../signing/ed25519.ts';
import { type IssuerFacts, type VoucherRefusal, verifyVoucher } from './verify-voucher.ts';
import { decodeVoucher, signVoucher } from './voucher-format.ts';
import type { VoucherPayload } from './voucher-payload.ts';

const device = nobleSigner(new Uint8Array(32).fill(5));
const stranger = nobleSigner(new Uint8Array(32).fill(6));
const payload: VoucherPayload = {
  flags: {
    pinRequired: false,
    idNumberCheck: false,
    photoCheck: true,
    proxyAllowed: false,
    partialAllowed: false,
    providerBound: false,
  },
  kid: keyId(device.publicKey),
  voucherId: '019a5c3e-7b00-8001-8000-000000000001',
  manifestRef: '0011223344556677',
  programNo: 12,
  cycleNo: 202611,
  officeNo: 44,
  providerNo: 0,
  value: { kind: 'cash', currencyNumeric: 404, amountMinor: 450_000 },
  notBefore: '2026-11-05',
  notAfter: '2026-12-05',
  idTag: null,
  pinTag: null,
  reissueNo: 0,
};
const issuer: IssuerFacts = {
  publicKey: device.publicKey,
  programNo: 12,
  officeNo: 44,
  notBefore: '2026-11-01',
  notAfter: '2026-11-30',
  revoked: false,
};
const kid = payload.kid;
const wrongProgram = (limit: 'program' | 'office' | 'period'): VoucherRefusal => ({
  code: 'voucher/wrong-program',
  limit,
  programNo: 12,
  officeNo: 44,
});

function check(issuers: readonly IssuerFacts[], today = '2026-11-20') {
  const voucher = decodeVoucher(signVoucher(payload, device));
  if (!voucher.ok) return expect.fail('the test voucher does not decode');
  const findIssuers = (asked: string) => (asked === kid ? issuers : []);
  return verifyVoucher({ voucher: voucher.value, today, findIssuers, verify: nobleVerify });
}

describe('verifying a voucher', () => {
  it.each([
    ['on its first day', [issuer], '2026-11-05'],
    ['on its last day, when the certificate has ended', [issuer], '2026-12-05'],
    [
      'under a key for every programme and office',
      [{ ...issuer, programNo: null, officeNo: null }],
      '2026-11-20',
    ],
    ['under the second certificate of the same key', [{ ...issuer, programNo: 9 }, issuer], '2026-11-20'],
    [
      'when only an older certificate of the key is revoked',
      [{ ...issuer, revoked: true }, issuer],
      '2026-11-20',
    ],
    ['beginning on the certificate’s last day', [{ ...issuer, notAfter: '2026-11-05' }], '2026-11-20'],
  ])('accepts it %s', (_name, issuers, today) => {
    expect(check(issuers, today)).toEqual({ ok: true, value: payload });
  });

  it.each<readonly [string, readonly IssuerFacts[], string, VoucherRefusal]>([
    ['nobody knows the issuer', [], '2026-11-20', { code: 'voucher/unknown-issuer', kid }],
    [
      'the issuer is revoked',
      [{ ...issuer, revoked: true }],
      '2026-11-20',
      { code: 'voucher/issuer-revoked', kid },
    ],
    [
      'the issuer serves another programme',
      [{ ...issuer, programNo: 13 }],
      '2026-11-20',
      wrongProgram('program'),
    ],
    ['the issuer serves another office', [{ ...issuer, officeNo: 45 }], '2026-11-20', wrongProgram('office')],
    [
      'it begins before the certificate',
      [{ ...issuer, notBefore: '2026-11-06' }],
      '2026-11-20',
      wrongProgram('period'),
    ],
    [
      'it begins after the certificate',
      [{ ...issuer, notAfter: '2026-11-04' }],
      '2026-11-20',
      wrongProgram('period'),
    ],
    [
      'the key is another one',
      [{ ...issuer, publicKey: stranger.publicKey }],
      '2026-11-20',
      { code: 'voucher/bad-signature' },
    ],
    [
      'it is not valid yet',
      [issuer],
      '2026-11-04',
      { code: 'voucher/not-yet-valid', notBefore: '2026-11-05' },
    ],
    ['it has expired', [issuer], '2026-12-06', { code: 'voucher/expired', notAfter: '2026-12-05' }],
    [
      'it is forged and expired: the forgery counts',
      [{ ...issuer, publicKey: stranger.publicKey }],
      '2027-01-01',
      { code: 'voucher/bad-signature' },
    ],
    [
      'all is wrong: the issuer counts first',
      [{ ...issuer, revoked: true, programNo: 9 }],
      '2027-01-01',
      { code: 'voucher/issuer-revoked', kid },
    ],
  ])('refuses it when %s', (_name, issuers, today, error) => {
    expect(check(issuers, today)).toEqual({ ok: false, error });
  });
});

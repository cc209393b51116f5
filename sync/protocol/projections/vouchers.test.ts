import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '#domain/codec/bytes';
import { nobleSigner } from '#domain/signing/ed25519';
import { shortCodeOf } from '#domain/vouchers/short-code';
import { signVoucher } from '#domain/vouchers/voucher-format';
import type { VoucherPayload } from '#domain/vouchers/voucher-payload';
import type { PayloadOf } from '../op-fields.ts';
import type { RowWrite } from '../projection.ts';
import type { RowOf } from '../rows/replicated-tables.ts';
import { projectAsCentre } from '../testing/project-as-centre.ts';
import { sampleEntitlement, sampleId, sampleSlice, sampleVoucher } from '../testing/sample-rows.ts';
import { ledgerEntryId } from './ledger.ts';

const issuer = nobleSigner(hexToBytes('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'));
const paper: VoucherPayload = {
  flags: {
    pinRequired: false,
    idNumberCheck: false,
    photoCheck: true,
    proxyAllowed: false,
    partialAllowed: false,
    providerBound: false,
  },
  kid: '21fe31df',
  voucherId: sampleId(22),
  manifestRef: '7c44c788d9e4cf40',
  programNo: 12,
  cycleNo: 202_611,
  officeNo: 44,
  providerNo: 0,
  value: { kind: 'cash', currencyNumeric: 404, amountMinor: 450_000 },
  notBefore: '2026-11-20',
  notAfter: '2027-01-18',
  idTag: null,
  pinTag: null,
  reissueNo: 0,
};

describe('vouchers.issue', () => {
  const approved = sampleSlice({ state: 'approved', approvedAt: '2026-11-20T11:00:00.000Z' });
  const issue = (voucher: VoucherPayload, currency = 'KES'): PayloadOf<'vouchers.issue'> => ({
    sliceId: sampleId(15),
    officeId: sampleId(3),
    programId: sampleId(14),
    cycleId: sampleId(16),
    issuedAt: '2026-11-20T12:00:00.000Z',
    currency,
    lines: [
      { entitlementId: sampleId(17), registrantId: sampleId(8), signedBytes: signVoucher(voucher, issuer) },
    ],
  });

  it('reads each voucher from its signed bytes and leases it to the issuing device', () => {
    const payload = issue(paper);
    expect(projectAsCentre('vouchers.issue', payload, [{ table: 'cycleSlice', row: approved }])).toEqual({
      ok: true,
      value: [
        { table: 'cycleSlice', row: { ...approved, state: 'released' } },
        {
          table: 'voucher',
          row: sampleVoucher({
            signedBytes: bytesToHex(payload.lines[0]?.signedBytes ?? new Uint8Array()),
            shortCode: shortCodeOf(sampleId(22)),
            state: 'signed',
            copiesPrinted: 0,
          }),
        },
      ],
    });
  });

  it.each([
    ['another currency', issue(paper, 'ETB')],
    ['goods', issue({ ...paper, value: { kind: 'item', itemCode: 7, quantityThousandths: 1000 } })],
    [
      'cut bytes',
      { ...issue(paper), lines: [{ ...issue(paper).lines[0], signedBytes: new Uint8Array(133) }] },
    ],
  ])('is bad form with %s', (_, payload) => {
    const rows: readonly RowWrite[] = [{ table: 'cycleSlice', row: approved }];
    expect(projectAsCentre('vouchers.issue', payload as PayloadOf<'vouchers.issue'>, rows)).toEqual({
      ok: false,
      error: { code: 'sync/bad-form', field: 'lines.0.signedBytes' },
    });
  });
});

describe('vouchers.print', () => {
  it('counts copies and marks only a voucher not yet printed', () => {
    const signed = sampleVoucher({ state: 'signed', copiesPrinted: 0 });
    const used = sampleVoucher({ voucherId: sampleId(23), state: 'redeemed', copiesPrinted: 1 });
    const payload = {
      sliceId: sampleId(15),
      voucherIds: [{ voucherId: sampleId(22) }, { voucherId: sampleId(23) }],
      printedAt: '2026-11-20T12:30:00.000Z',
    };
    const images: readonly RowWrite[] = [signed, used].map((row) => ({ table: 'voucher', row }));
    expect(projectAsCentre('vouchers.print', payload, images)).toEqual({
      ok: true,
      value: [
        { table: 'voucher', row: { ...signed, state: 'printed', copiesPrinted: 1 } },
        { table: 'voucher', row: { ...used, copiesPrinted: 2 } },
      ],
    });
  });
});

describe('voucher.redeem', () => {
  const payload = (amountMinor: number): PayloadOf<'voucher.redeem'> => ({
    redemptionId: sampleId(24),
    voucherId: sampleId(22),
    providerId: sampleId(25),
    amountMinor,
    method: 'photo',
    redeemedOn: '2026-11-21',
    redeemedAt: '2026-11-21T08:00:00.000Z',
    receiptNo: 'R04-000001-7',
  });
  const redemption = (amountMinor: number): RowOf<'redemption'> => ({
    ...payload(amountMinor),
    method: 'photo',
    entitlementId: sampleId(17),
    programId: sampleId(14),
    cycleId: sampleId(16),
    officeId: sampleId(3),
    registrantId: sampleId(8),
    currency: 'KES',
    deviceNo: 9,
    userNo: 31,
    personId: sampleId(931),
    state: 'recorded',
  });
  const earlier = (state: RowOf<'redemption'>['state']): RowWrite => ({
    table: 'redemption',
    row: { ...redemption(200_000), redemptionId: sampleId(40), state },
  });
  const approved = sampleEntitlement({ state: 'approved' });
  const redeem = (amountMinor: number, voucher: RowOf<'voucher'>, others: readonly RowWrite[] = []) => {
    const result = projectAsCentre('voucher.redeem', payload(amountMinor), [
      { table: 'voucher', row: voucher },
      { table: 'entitlement', row: approved },
      ...others,
    ]);
    return result.ok ? result.value : result;
  };
  const outcome = (
    amountMinor: number,
    voucher: RowOf<'voucher'>['state'],
    entitlement: RowOf<'entitlement'>['state'],
  ) => [
    { table: 'redemption', row: redemption(amountMinor) },
    { table: 'voucher', row: sampleVoucher({ state: voucher }) },
    { table: 'entitlement', row: { ...approved, state: entitlement } },
    {
      table: 'ledgerEntry',
      row: {
        entryId: ledgerEntryId('voucher-redeemed', sampleId(24)),
        officeId: sampleId(3),
        programId: sampleId(14),
        cycleId: sampleId(16),
        kind: 'voucher-redeemed',
        refId: sampleId(24),
        currency: 'KES',
        postedOn: '2026-11-21',
        postedAt: '2026-11-21T08:00:00.000Z',
        lines: [
          { account: `receivable:${sampleId(25)}`, amountMinor },
          { account: `committed:${sampleId(3)}`, amountMinor: -amountMinor },
        ],
      },
    },
  ];

  it.each([
    ['all of it', 450_000, [], outcome(450_000, 'redeemed', 'rdpd2ben')],
    ['a part', 250_000, [], outcome(250_000, 'partly_redeemed', 'parrdpd2ben')],
    ['the rest', 250_000, [earlier('accepted')], outcome(250_000, 'redeemed', 'rdpd2ben')],
    [
      'a part after a reversal',
      250_000,
      [earlier('reversed')],
      outcome(250_000, 'partly_redeemed', 'parrdpd2ben'),
    ],
  ])('takes %s', (_, amountMinor, others, expected) => {
    expect(redeem(amountMinor, sampleVoucher(), others)).toEqual(expected);
  });

  it('records what was handed out on a revoked voucher and leaves the voucher revoked', () => {
    const revoked = sampleVoucher({ state: 'revoked' });
    expect(redeem(450_000, revoked)).toEqual([{ table: 'redemption', row: redemption(450_000) }]);
  });

  it.each([0, -1])('is bad form with %i minor units', (amountMinor) => {
    expect(redeem(amountMinor, sampleVoucher())).toEqual({
      ok: false,
      error: { code: 'sync/bad-form', field: 'amountMinor' },
    });
  });

  it('needs the voucher', () => {
    expect(projectAsCentre('voucher.redeem', payload(1), [])).toEqual({
      ok: false,
      error: { code: 'sync/missing-row', table: 'voucher', key: sampleId(22) },
    });
  });
});

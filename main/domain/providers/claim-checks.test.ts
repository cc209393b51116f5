import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ClaimContext,
  type ClaimedRedemption,
  type ClaimLineFacts,
  checkClaimLines,
} from './claim-checks.ts';

const context: ClaimContext = {
  provider: {
    providerId: 'shop',
    isActive: true,
    programIds: ['cash'],
    contractFrom: '2026-01-01',
    contractTo: '2026-12-31',
  },
  programId: 'cash',
  periodFrom: '2026-11-01',
  periodTo: '2026-11-30',
  today: '2026-11-20',
};
const redemption: ClaimedRedemption = {
  redemptionId: 'r',
  providerId: 'shop',
  programId: 'cash',
  amountMinor: 45_000,
  redeemedOn: '2026-11-10',
  redeemerPersonId: 'clerk',
  state: 'accepted',
};
const line: ClaimLineFacts = {
  lineId: 'l1',
  voucherId: 'v1',
  isSignatureVerified: true,
  isKnownHere: true,
  redemption,
  claimedInClaimNo: null,
  claimedMinor: 45_000,
  serviceDate: '2026-11-10',
  isDocumentMissing: false,
};

test('a redeemed voucher claimed once for its amount is fine', () => {
  expect(checkClaimLines([line], context)).toEqual([{ lineId: 'l1', verdict: 'fine', codes: [] }]);
});

describe('faults of a line', () => {
  test.each([
    [{ isSignatureVerified: false }, 'reject', ['claim/signature-wrong']],
    [{ redemption: null }, 'reject', ['claim/not-redeemed']],
    [{ redemption: null, isKnownHere: false }, 'look', ['claim/not-known-here']],
    [{ redemption: { ...redemption, state: 'reversed' } }, 'reject', ['claim/redemption-void']],
    [{ redemption: { ...redemption, state: 'duplicate' } }, 'reject', ['claim/redemption-void']],
    [{ redemption: { ...redemption, state: 'recorded' } }, 'fine', []],
    [{ redemption: { ...redemption, state: 'exception' } }, 'look', ['claim/redemption-doubted']],
    [{ redemption: { ...redemption, providerId: 'other' } }, 'reject', ['claim/other-provider']],
    [{ redemption: { ...redemption, programId: 'food' } }, 'reject', ['claim/other-program']],
    [{ claimedInClaimNo: 'C-7' }, 'reject', ['claim/claimed-before']],
    [{ claimedMinor: 45_001 }, 'reject', ['claim/above-redeemed']],
    [{ claimedMinor: 44_999 }, 'look', ['claim/below-redeemed']],
    [{ claimedMinor: 0 }, 'reject', ['claim/amount-unusable']],
    [{ claimedMinor: -5 }, 'reject', ['claim/amount-unusable']],
    [{ serviceDate: '2026-11-11' }, 'look', ['claim/other-service-date']],
    [{ isDocumentMissing: true }, 'look', ['claim/document-missing']],
    [
      { serviceDate: '2026-11-21', redemption: { ...redemption, redeemedOn: '2026-11-21' } },
      'reject',
      ['claim/service-in-future'],
    ],
    [
      { serviceDate: '2026-10-31', redemption: { ...redemption, redeemedOn: '2026-10-31' } },
      'look',
      ['claim/outside-period'],
    ],
    [
      { serviceDate: '2025-12-31', redemption: { ...redemption, redeemedOn: '2025-12-31' } },
      'reject',
      ['claim/outside-contract', 'claim/outside-period'],
    ],
  ] satisfies readonly (readonly [Partial<ClaimLineFacts>, string, readonly string[]])[])(
    '%o',
    (changes, verdict, codes) => {
      expect(checkClaimLines([{ ...line, ...changes }], context)).toEqual([{ lineId: 'l1', verdict, codes }]);
    },
  );

  test('a suspended provider or one without contract for the program is not paid', () => {
    const providers = [
      { ...context.provider, isActive: false },
      { ...context.provider, programIds: ['food'] },
    ];
    expect(providers.map((provider) => checkClaimLines([line], { ...context, provider })[0]?.codes)).toEqual([
      ['claim/provider-not-contracted'],
      ['claim/provider-not-contracted'],
    ]);
  });
});

test('of the same voucher only the first line can stand, wherever its repetitions are', () => {
  const voucherId = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(fc.array(voucherId, { maxLength: 10 }), (ids) => {
      const verdicts = checkClaimLines(
        ids.map((id, at) => ({ ...line, lineId: `l${at}`, voucherId: id })),
        context,
      );
      expect(verdicts.filter(({ verdict }) => verdict === 'fine').length).toBe(new Set(ids).size);
      expect(verdicts.filter(({ codes }) => codes.includes('claim/twice-in-claim')).length).toBe(
        ids.length - new Set(ids).size,
      );
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from '../invariant.ts';
import {
  decideRedemption,
  type EarlierRedemption,
  type RedemptionRequest,
  type VoucherStanding,
} from './redeem.ts';
import type { VoucherFlags, VoucherPayload } from './voucher-payload.ts';
import { VOUCHER_STATES } from './voucher-states.ts';

const flags: VoucherFlags = {
  pinRequired: false,
  idNumberCheck: false,
  photoCheck: false,
  proxyAllowed: false,
  partialAllowed: true,
  providerBound: false,
};
const voucher: VoucherPayload = {
  flags,
  kid: '21fe31df',
  voucherId: '0190f3c2-a5b4-7c1d-8e2f-3a4b5c6d7e8f',
  manifestRef: '37c44c788d9e4cf4',
  programNo: 12,
  cycleNo: 202611,
  officeNo: 44,
  providerNo: 0,
  value: { kind: 'cash', currencyNumeric: 230, amountMinor: 45_000 },
  notBefore: '2026-11-01',
  notAfter: '2026-12-31',
  idTag: null,
  pinTag: null,
  reissueNo: 1,
};
const standing: VoucherStanding = {
  state: 'printed',
  currentReissueNo: 1,
  revokedReason: '',
  isSliceApproved: true,
  heldByDevice: 7,
};
const earlier: EarlierRedemption = {
  at: '2026-11-03T08:15:00.000Z',
  officeName: 'Sabian',
  byName: 'Hirut',
  receiptNo: 'R-17',
  amountMinor: 45_000,
  isReversed: false,
};
const fine: RedemptionRequest = {
  voucher,
  standing,
  redemptionsHere: [],
  today: '2026-11-20',
  programNos: [12],
  office: { officeNo: 44 },
  device: { deviceNo: 7 },
  provider: { providerNo: 3, groupNos: [1000] },
  amountMinor: 45_000,
  policy: { partialAllowed: true },
  clock: { isBehind: false },
};

describe('honoured', () => {
  test('the whole amount, also when none is named', () => {
    const value = {
      kind: 'full',
      amountMinor: 45_000,
      balanceBeforeMinor: 45_000,
      balanceAfterMinor: 0,
      nextState: 'redeemed',
    };
    expect([decideRedemption(fine), decideRedemption({ ...fine, amountMinor: null })]).toEqual([
      { ok: true, value },
      { ok: true, value },
    ]);
  });

  test('a part, and then exactly the rest', () => {
    const part = decideRedemption({ ...fine, amountMinor: 20_000 });
    const rest = decideRedemption({
      ...fine,
      amountMinor: null,
      redemptionsHere: [{ ...earlier, amountMinor: 20_000 }],
    });
    expect([part, rest]).toEqual([
      {
        ok: true,
        value: {
          kind: 'partial',
          amountMinor: 20_000,
          balanceBeforeMinor: 45_000,
          balanceAfterMinor: 25_000,
          nextState: 'partly_redeemed',
        },
      },
      {
        ok: true,
        value: {
          kind: 'full',
          amountMinor: 25_000,
          balanceBeforeMinor: 25_000,
          balanceAfterMinor: 0,
          nextState: 'redeemed',
        },
      },
    ]);
  });

  test('again after a reversal, on both days of validity, at a bound provider or its group', () => {
    const bound = { ...voucher, providerNo: 3, flags: { ...flags, providerBound: true } };
    const honoured = [
      { ...fine, redemptionsHere: [{ ...earlier, isReversed: true }] },
      { ...fine, today: '2026-11-01' },
      { ...fine, today: '2026-12-31' },
      { ...fine, voucher: bound },
      { ...fine, voucher: { ...bound, providerNo: 1000 } },
    ];
    expect(honoured.map((request) => decideRedemption(request).ok)).toEqual([true, true, true, true, true]);
  });
});

describe('refused, each with its own words', () => {
  const bound = { ...voucher, providerNo: 4, flags: { ...flags, providerBound: true } };
  test.each([
    [{ clock: { isBehind: true } }, { code: 'voucher/clock-behind' }],
    [{ today: '2026-10-31' }, { code: 'voucher/not-yet-valid', notBefore: '2026-11-01' }],
    [{ today: '2027-01-01' }, { code: 'voucher/expired', notAfter: '2026-12-31' }],
    [{ programNos: [13] }, { code: 'voucher/wrong-program', programNo: 12 }],
    [{ office: { officeNo: 45 } }, { code: 'voucher/other-office', officeNo: 44 }],
    [{ voucher: { ...voucher, officeNo: 0 } }, { code: 'voucher/other-office', officeNo: 0 }],
    [{ standing: null }, { code: 'voucher/not-in-list' }],
    [
      { standing: { ...standing, state: 'revoked', revokedReason: 'lost' } },
      { code: 'voucher/revoked', reason: 'lost' },
    ],
    [
      { standing: { ...standing, state: 'replaced', currentReissueNo: 2 } },
      { code: 'voucher/replaced', reissueNo: 2 },
    ],
    [{ standing: { ...standing, currentReissueNo: 2 } }, { code: 'voucher/replaced', reissueNo: 2 }],
    [{ standing: { ...standing, state: 'expired' } }, { code: 'voucher/expired', notAfter: '2026-12-31' }],
    [{ standing: { ...standing, isSliceApproved: false } }, { code: 'voucher/not-approved' }],
    [
      { redemptionsHere: [earlier] },
      {
        code: 'voucher/already-used',
        at: earlier.at,
        officeName: 'Sabian',
        byName: 'Hirut',
        receiptNo: 'R-17',
      },
    ],
    [
      { standing: { ...standing, state: 'redeemed' } },
      { code: 'voucher/already-used', at: '', officeName: '', byName: '', receiptNo: '' },
    ],
    [{ standing: { ...standing, heldByDevice: 8 } }, { code: 'voucher/held-elsewhere', deviceNo: 8 }],
    [{ standing: { ...standing, heldByDevice: null } }, { code: 'voucher/held-elsewhere', deviceNo: null }],
    [{ voucher: bound }, { code: 'voucher/wrong-provider', providerNo: 4 }],
    [
      { voucher: bound, provider: null },
      { code: 'voucher/wrong-provider', providerNo: 4 },
    ],
    [{ amountMinor: 45_001 }, { code: 'voucher/amount-above-balance', balanceMinor: 45_000 }],
    [
      { amountMinor: 1, policy: { partialAllowed: false } },
      { code: 'voucher/partial-not-allowed', balanceMinor: 45_000 },
    ],
    [
      { amountMinor: 1, voucher: { ...voucher, flags: { ...flags, partialAllowed: false } } },
      { code: 'voucher/partial-not-allowed', balanceMinor: 45_000 },
    ],
  ] satisfies readonly (readonly [Partial<RedemptionRequest>, unknown])[])('%o', (changes, error) => {
    expect(decideRedemption({ ...fine, ...changes })).toEqual({ ok: false, error });
  });

  test('an amount of nothing is a bug', () => {
    expect(() => decideRedemption({ ...fine, amountMinor: 0 })).toThrow(InvariantError);
  });
});

describe('laws', () => {
  test('no sequence of requests takes more than the face value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 12 }), (amounts) => {
        const taken: EarlierRedemption[] = [];
        for (const amountMinor of amounts) {
          const decision = decideRedemption({ ...fine, amountMinor, redemptionsHere: taken });
          if (decision.ok) taken.push({ ...earlier, amountMinor: decision.value.amountMinor });
        }
        expect(taken.reduce((total, redemption) => total + redemption.amountMinor, 0)).toBeLessThanOrEqual(
          45_000,
        );
      }),
    );
  });

  test('nothing is paid outside validity, office, programme, lease, approval or usable state', () => {
    const request = fc.record({
      today: fc.constantFrom('2026-10-31', '2026-11-20', '2027-01-01'),
      officeNo: fc.constantFrom(44, 45),
      programNo: fc.constantFrom(12, 13),
      heldByDevice: fc.constantFrom(7, 8, null),
      isSliceApproved: fc.boolean(),
      state: fc.constantFrom(...VOUCHER_STATES),
      isBehind: fc.boolean(),
    });
    fc.assert(
      fc.property(
        request,
        ({ today, officeNo, programNo, heldByDevice, isSliceApproved, state, isBehind }) => {
          const decision = decideRedemption({
            ...fine,
            today,
            office: { officeNo },
            programNos: [programNo],
            standing: { ...standing, heldByDevice, isSliceApproved, state },
            clock: { isBehind },
          });
          const isUsable = ['signed', 'printed', 'handed_over', 'partly_redeemed'].includes(state);
          expect(decision.ok).toBe(
            today === '2026-11-20' &&
              officeNo === 44 &&
              programNo === 12 &&
              heldByDevice === 7 &&
              isSliceApproved &&
              isUsable &&
              !isBehind,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

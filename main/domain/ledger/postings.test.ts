import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { mayBeNegative } from './accounts.ts';
import {
  balancesOf,
  decidePosting,
  type LedgerEvent,
  type LedgerPosting,
  postingsFor,
  trialBalance,
} from './postings.ts';

const money = { refId: 'r', currency: 'ETB', amountMinor: 500 } as const;
const both = { ...money, officeId: 'o', providerId: 'p' } as const;

describe('entries', () => {
  test.each([
    [{ ...money, kind: 'fund-posted' }, 'source', 'fund'],
    [{ ...both, kind: 'reservation-granted' }, 'fund', 'reserved:o'],
    [{ ...both, kind: 'reservation-returned' }, 'reserved:o', 'fund'],
    [{ ...both, kind: 'slice-approved' }, 'reserved:o', 'committed:o'],
    [{ ...both, kind: 'voucher-redeemed' }, 'committed:o', 'receivable:p'],
    [{ ...both, kind: 'redemption-reversed' }, 'receivable:p', 'committed:o'],
    [{ ...both, kind: 'redemption-exception' }, 'loss', 'disputed:p'],
    [{ ...both, kind: 'voucher-expired' }, 'committed:o', 'reserved:o'],
    [{ ...both, kind: 'voucher-cancelled' }, 'committed:o', 'reserved:o'],
    [{ ...both, kind: 'claim-approved' }, 'receivable:p', 'payable:p'],
    [{ ...both, kind: 'claim-paid' }, 'payable:p', 'paid'],
  ] satisfies readonly (readonly [LedgerEvent, string, string])[])(
    '$kind moves from %s to %s',
    (event, from, to) => {
      expect(postingsFor(event)).toEqual({
        kind: event.kind,
        refId: 'r',
        currency: 'ETB',
        narrativeCode: `ledger/${event.kind}`,
        lines: [
          { account: to, amountMinor: 500 },
          { account: from, amountMinor: -500 },
        ],
      });
    },
  );

  test('moving nothing or a negative amount is a bug', () => {
    expect(() => postingsFor({ ...money, kind: 'fund-posted', amountMinor: 0 })).toThrow(InvariantError);
    expect(() => postingsFor({ ...money, kind: 'fund-posted', amountMinor: -1 })).toThrow(InvariantError);
  });
});

const owners = { officeId: fc.constantFrom('o1', 'o2'), providerId: fc.constantFrom('p1', 'p2') };
const anyEvent: fc.Arbitrary<LedgerEvent> = fc.record({
  ...owners,
  kind: fc.constantFrom(
    'fund-posted' as const,
    'reservation-granted' as const,
    'reservation-returned' as const,
    'slice-approved' as const,
    'voucher-redeemed' as const,
    'redemption-reversed' as const,
    'redemption-exception' as const,
    'voucher-expired' as const,
    'voucher-cancelled' as const,
    'claim-approved' as const,
    'claim-paid' as const,
  ),
  refId: fc.uuid(),
  currency: fc.constant('ETB'),
  amountMinor: fc.integer({ min: 1, max: 1000 }),
});

describe('laws', () => {
  test('any events, guarded or not, keep the trial balance at zero', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        expect(trialBalance(events.map(postingsFor))).toBe(0n);
      }),
    );
  });

  test('with the guard no pot of the programme goes below nothing, and no money appears', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 30, maxLength: 120 }), (events) => {
        const postings: LedgerPosting[] = [];
        for (const event of [{ ...money, kind: 'fund-posted' as const, amountMinor: 5000 }, ...events]) {
          const balances = balancesOf(postings);
          const decision = decidePosting(event, (account) => Number(balances.get(account) ?? 0n));
          if (decision.ok) postings.push(decision.value);
        }
        const balances = [...balancesOf(postings)];
        expect(balances.filter(([account, balance]) => balance < 0n && !mayBeNegative(account))).toEqual([]);
        const posted = postings
          .filter(({ kind }) => kind === 'fund-posted')
          .flatMap(({ lines }) => lines[0]?.amountMinor ?? 0);
        expect(balancesOf(postings).get('source')).toBe(
          BigInt(-posted.reduce((total, amount) => total + amount, 0)),
        );
      }),
    );
  });

  test('two offices cannot together approve more than was posted', () => {
    const posted = postingsFor({ ...money, kind: 'fund-posted', amountMinor: 1000 });
    const granted = postingsFor({ ...both, kind: 'reservation-granted', officeId: 'o1', amountMinor: 700 });
    const balances = balancesOf([posted, granted]);
    expect(
      decidePosting({ ...both, kind: 'reservation-granted', officeId: 'o2', amountMinor: 301 }, (account) =>
        Number(balances.get(account) ?? 0n),
      ),
    ).toEqual({
      ok: false,
      error: { code: 'ledger/funds-short', account: 'fund', balanceMinor: 300, wantedMinor: 301 },
    });
  });
});

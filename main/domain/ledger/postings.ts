import { assert } from '../invariant.ts';
import { type Minor, minor, sumBig } from '../money/minor.ts';
import { err, ok, type Result } from '../result.ts';
import { type Account, accountOf, mayBeNegative } from './accounts.ts';

type Money = { readonly refId: string; readonly currency: string; readonly amountMinor: Minor };
type OfOffice = Money & { readonly officeId: string };
type OfProvider = Money & { readonly providerId: string };

/** What moves money. `refId` is the thing it happened to; with the kind it names the entry once for ever. */
export type LedgerEvent =
  | (Money & { readonly kind: 'fund-posted' })
  | (OfOffice & { readonly kind: 'reservation-granted' })
  | (OfOffice & { readonly kind: 'reservation-returned' })
  | (OfOffice & { readonly kind: 'slice-approved' })
  | (OfOffice & OfProvider & { readonly kind: 'voucher-redeemed' })
  | (OfOffice & OfProvider & { readonly kind: 'redemption-reversed' })
  | (OfProvider & { readonly kind: 'redemption-exception' })
  | (OfOffice & { readonly kind: 'voucher-expired' })
  | (OfOffice & { readonly kind: 'voucher-cancelled' })
  | (OfProvider & { readonly kind: 'claim-approved' })
  | (OfProvider & { readonly kind: 'claim-paid' });

/** Debit positive, credit negative. */
export type LedgerLine = { readonly account: Account; readonly amountMinor: Minor };

/** A balanced entry. The narrative is a code; its text is the renderer's. */
export type LedgerPosting = {
  readonly kind: LedgerEvent['kind'];
  readonly refId: string;
  readonly currency: string;
  readonly narrativeCode: `ledger/${LedgerEvent['kind']}`;
  readonly lines: readonly LedgerLine[];
};

export type FundsShort = {
  readonly code: 'ledger/funds-short';
  readonly account: Account;
  readonly balanceMinor: Minor;
  readonly wantedMinor: Minor;
};

/**
 * The entry of an event: the amount leaves one pot and enters another, so it sums to zero by construction
 * (domain §14.3). An exception is money given out that the list did not owe (a second redemption): a fact, charged
 * to `loss` and held as disputed until the case is decided. Unused vouchers give back to the office's reservation.
 */
export function postingsFor(event: LedgerEvent): LedgerPosting {
  const { kind, refId, currency } = event;
  const amountMinor = minor(event.amountMinor);
  assert(amountMinor > 0, () => `${kind} of ${amountMinor} minor units moves nothing`);
  const { from, to } = movementOf(event);
  return {
    kind,
    refId,
    currency,
    narrativeCode: `ledger/${kind}`,
    lines: [
      { account: to, amountMinor },
      { account: from, amountMinor: -amountMinor },
    ],
  };
}

function movementOf(event: LedgerEvent): { readonly from: Account; readonly to: Account } {
  switch (event.kind) {
    case 'fund-posted':
      return { from: 'source', to: 'fund' };
    case 'reservation-granted':
      return { from: 'fund', to: accountOf('reserved', event.officeId) };
    case 'reservation-returned':
      return { from: accountOf('reserved', event.officeId), to: 'fund' };
    case 'slice-approved':
      return { from: accountOf('reserved', event.officeId), to: accountOf('committed', event.officeId) };
    case 'voucher-redeemed':
      return { from: accountOf('committed', event.officeId), to: accountOf('receivable', event.providerId) };
    case 'redemption-reversed':
      return { from: accountOf('receivable', event.providerId), to: accountOf('committed', event.officeId) };
    case 'redemption-exception':
      return { from: 'loss', to: accountOf('disputed', event.providerId) };
    case 'voucher-expired':
    case 'voucher-cancelled':
      return { from: accountOf('committed', event.officeId), to: accountOf('reserved', event.officeId) };
    case 'claim-approved':
      return { from: accountOf('receivable', event.providerId), to: accountOf('payable', event.providerId) };
    case 'claim-paid':
      return { from: accountOf('payable', event.providerId), to: 'paid' };
  }
}

/** Balance of every pot after some entries, in minor units without upper limit; pots at zero are kept. */
export function balancesOf(postings: Iterable<LedgerPosting>): ReadonlyMap<Account, bigint> {
  const balances = new Map<Account, bigint>();
  for (const { lines } of postings) {
    for (const { account, amountMinor } of lines) {
      balances.set(account, (balances.get(account) ?? 0n) + BigInt(amountMinor));
    }
  }
  return balances;
}

/** Sum over all pots. Anything but 0 means that an entry was lost or altered. */
export function trialBalance(postings: Iterable<LedgerPosting>): bigint {
  return sumBig([...postings].flatMap(({ lines }) => lines.map((line) => line.amountMinor)));
}

/**
 * The entry of an event if the pot it takes from holds enough, else `ledger/funds-short` (domain §14.2). Office
 * and centre ask it before they post, the centre under a row lock. Facts are posted by {@link postingsFor} alone.
 */
export function decidePosting(
  event: LedgerEvent,
  balanceOf: (account: Account) => Minor,
): Result<LedgerPosting, FundsShort> {
  const posting = postingsFor(event);
  for (const { account, amountMinor } of posting.lines) {
    const balanceMinor = balanceOf(account);
    if (amountMinor < 0 && !mayBeNegative(account) && balanceMinor < -amountMinor) {
      return err({ code: 'ledger/funds-short', account, balanceMinor, wantedMinor: -amountMinor });
    }
  }
  return ok(posting);
}

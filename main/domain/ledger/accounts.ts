import { assert } from '../invariant.ts';

/**
 * The chart of accounts (domain §14.3). Accounts are pots that the program's money stands in; a posting moves an
 * amount from one to another, so that a pot's balance is the sum of its lines and all pots of a program sum to
 * zero. `source` is the outside world the money came from, the only pot that is meant to be negative; `loss`
 * is negative by what was paid twice and has not been covered.
 *
 * - `fund`: posted and not given to an office · `reserved:<office>`: an office may approve up to it ·
 *   `committed:<office>`: approved, owed to people · `receivable:<provider>`: handed out by the provider, not
 *   claimed · `payable:<provider>`: claim approved, to be paid · `in_transit:<payer>`: on its way through a bank ·
 *   `paid`, `fees`: gone for good · `returned`: came back from a payer · `disputed:<provider>`: held in a case.
 */
export const PLAIN_ACCOUNTS = ['source', 'fund', 'paid', 'fees', 'returned', 'loss'] as const;
export const OWNED_ACCOUNTS = [
  'reserved',
  'committed',
  'receivable',
  'payable',
  'in_transit',
  'disputed',
] as const;
export type PlainAccount = (typeof PLAIN_ACCOUNTS)[number];
export type OwnedAccount = (typeof OWNED_ACCOUNTS)[number];
export type Account = PlainAccount | `${OwnedAccount}:${string}`;

/** The pot of an office, provider or payer, named by its id. */
export function accountOf(kind: OwnedAccount, ownerId: string): Account {
  assert(ownerId !== '' && !ownerId.includes(':'), () => `not an owner of an account: ${ownerId}`);
  return `${kind}:${ownerId}`;
}

/** The kind of pot and whose it is; null for a text that is no account of the chart. */
export function parseAccount(
  text: string,
): { readonly kind: PlainAccount | OwnedAccount; readonly ownerId: string | null } | null {
  const plain = PLAIN_ACCOUNTS.find((kind) => kind === text);
  if (plain !== undefined) return { kind: plain, ownerId: null };
  const [kindText = '', ownerId = '', ...more] = text.split(':');
  const owned = OWNED_ACCOUNTS.find((kind) => kind === kindText);
  return owned === undefined || ownerId === '' || more.length > 0 ? null : { kind: owned, ownerId };
}

/** Whether a pot may go below nothing. Every other pot is guarded before a posting. */
export function mayBeNegative(account: Account): boolean {
  return account === 'source' || account === 'loss';
}

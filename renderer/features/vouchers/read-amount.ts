import type { TFunction } from 'i18next';
import { currencyByCode } from '#domain/money/currencies';
import { type AmountProblem, parseAmountText } from '#domain/money/minor';
import { moneyText } from '../../i18n/money-text.ts';

const problemTexts: Readonly<Record<AmountProblem['code'], string>> = {
  'money/ambiguous-separator': 'vouchers:amount-ambiguous',
  'money/not-an-amount': 'vouchers:amount-unclear',
  'money/too-large': 'vouchers:amount-unclear',
  'money/too-many-decimals': 'vouchers:amount-decimals',
};

/** Minor units, or what is wrong with the typing, in words. */
type ReadAmount =
  | { readonly amountMinor: number; readonly problem: null }
  | { readonly amountMinor: null; readonly problem: string };
const wrong = (problem: string): ReadAmount => ({ amountMinor: null, problem });

/** A typed part of a voucher in minor units, above nothing and at most what is left. */
export function readAmount(t: TFunction, typed: string, balanceMinor: number, currency: string): ReadAmount {
  const read = parseAmountText(typed, currencyByCode(currency)?.exponent ?? 2);
  if (!read.ok) return wrong(t(problemTexts[read.error.code]));
  if (read.value < 1) return wrong(t('vouchers:amount-unclear'));
  return read.value > balanceMinor
    ? wrong(t('vouchers:amount-most', { amount: moneyText(balanceMinor, currency) }))
    : { amountMinor: read.value, problem: null };
}

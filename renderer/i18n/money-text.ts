import { formatAmount } from './format.ts';

/**
 * "ETB 5,000.00" as plain text, for buttons and sentences. In a sentence that runs from right to left it is kept
 * together by isolating marks, which nobody sees.
 */
export function moneyText(amountMinor: number, currency: string): string {
  const text = `${currency}\u00a0${formatAmount(amountMinor, currency)}`;
  return document.documentElement.dir === 'rtl' ? `\u2066${text}\u2069` : text;
}

import type { TFunction } from 'i18next';
import { formatDate, formatEthiopicDate, formatInstant } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';

type Data = Readonly<Record<string, unknown>>;
type Fact = { readonly label: string; readonly value: string };

const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const twoCalendars = (date: string): string => `${formatDate(date)} · ${formatEthiopicDate(date)}`;

/** A letter code for machines (`base32`, `length`) is no reason for people. */
const reasonOf = (data: Data): string | null => {
  const reason = asText(data['reason']);
  return reason !== null && /^[a-z0-9-]+$/.test(reason) ? null : reason;
};

/**
 * What may be said about a refused voucher, from the refusal's own data: only what the core chose to tell, in a fixed
 * order. A forged paper brings no name and no amount.
 */
export function refusalFacts(t: TFunction, data: Data): readonly Fact[] {
  const fact = (label: string, value: string | null): readonly Fact[] =>
    value === null ? [] : [{ label, value }];
  const [at, from, until] = [
    asText(data['at']) ?? asText(data['redeemedAt']),
    asText(data['notBefore']) ?? asText(data['validFrom']),
    asText(data['notAfter']) ?? asText(data['validUntil']),
  ];
  return [
    ...fact(t('vouchers:person'), asText(data['name'])),
    ...fact(t('vouchers:used-at'), at === null ? null : formatInstant(at)),
    ...fact(t('vouchers:used-by'), asText(data['byName'])),
    ...fact(t('vouchers:office'), asText(data['officeName'])),
    ...fact(t('vouchers:provider'), asText(data['providerName'])),
    ...fact(t('vouchers:amount'), amountOf(data)),
    ...fact(t('vouchers:receipt-no'), asText(data['receiptNo'])),
    ...fact(t('vouchers:programme'), asText(data['programName'])),
    ...fact(t('vouchers:valid-from'), from === null ? null : twoCalendars(from)),
    ...fact(t('vouchers:valid-until'), until === null ? null : twoCalendars(until)),
    ...fact(t('vouchers:reason'), reasonOf(data)),
    ...fact(t('vouchers:key-named'), asText(data['kid'])),
  ];
}

function amountOf(data: Data): string | null {
  const { amountMinor, currency } = data;
  return typeof amountMinor === 'number' && typeof currency === 'string'
    ? moneyText(amountMinor, currency)
    : null;
}

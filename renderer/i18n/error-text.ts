import type { TFunction } from 'i18next';
import type { Failure } from '#contract/contract';
import { formatAmount, formatDate, formatInstant, formatNumber, formatTime } from './format.ts';

/**
 * Data of a refusal or an issue made readable: amounts with currency, sizes in megabytes, instants, dates and times in
 * the user's language. What is not there is a dash, so that no sentence has a hole.
 */
export function readable(data: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const currency = typeof data['currency'] === 'string' ? data['currency'] : '';
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, readableValue(name, value, currency)]),
  );
}

function readableValue(name: string, value: unknown, currency: string): string | number {
  if (typeof value === 'number') return readableNumber(name, value, currency);
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(', ');
  if (typeof value !== 'string') return '–';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? formatInstant(value) : value;
}

function readableNumber(name: string, value: number, currency: string): string | number {
  if (name.endsWith('Minor') && currency !== '') return `${currency} ${formatAmount(value, currency)}`;
  if (name.endsWith('Bytes')) return `${formatNumber(Math.ceil(value / 1_000_000))} MB`;
  return name === 'untilMs' ? formatTime(new Date(value).toISOString()) : value;
}

/** The words for a refusal: what is so and what to do. An unknown fault shows its reference for the phone. */
export function errorText(t: TFunction, failure: Failure): string {
  return t(`errors:${failure.code}`, { ...readable(failure.data ?? {}), ref: failure.ref ?? '' });
}

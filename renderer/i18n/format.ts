import { currencyByCode } from '#domain/money/currencies';
import { i18n } from './i18n.ts';

/**
 * Latin digits by default in every language: amounts and dates read the same on paper and screen. English puts the day
 * first, as the offices write it.
 */
const locale = (): string => {
  const language = i18n.language || 'en';
  return `${language === 'en' ? 'en-GB' : language}-u-nu-latn`;
};

/** Tenant's time zone, set once at sign-in; instants are shown in it, never in the PC's own. */
let timeZone = 'UTC';
export function setTimeZone(zone: string): void {
  timeZone = zone;
}

/** `2026-11-20` as "20 Nov 2026": month in words, so that no one reads 03/04 two ways. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return date;
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
    calendar: 'gregory',
  }).format(Date.UTC(year, month - 1, day));
}

/** The second calendar of the same day, for languages and countries that keep one; empty when it would repeat the first. */
export function formatEthiopicDate(date: string): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return '';
  const parts = new Intl.DateTimeFormat('en-u-ca-ethiopic', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('day')} ${part('month')} ${part('year')}`;
}

export const formatInstant = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    calendar: 'gregory',
  }).format(Date.parse(instant));
export const formatTime = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(Date.parse(instant));
export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value);

/** "5,000.00": figures only; the currency stands beside it in its own element. */
export function formatAmount(amountMinor: number, currency: string): string {
  const exponent = currencyByCode(currency)?.exponent ?? 2;
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(amountMinor / 10 ** exponent);
}

/** How long ago, in the largest fitting unit: "3 hours ago". */
export function formatAgo(instant: string, nowMs: number): string {
  const minutes = Math.round((Date.parse(instant) - nowMs) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 36) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1440), 'day');
}

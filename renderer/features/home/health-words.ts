import type { TFunction } from 'i18next';
import { readable } from '../../i18n/error-text.ts';

const names: ReadonlyMap<string, string> = new Map([
  ['centre', 'home:health-centre'],
  ['clock', 'home:health-clock'],
  ['database', 'home:health-database'],
  ['disk', 'home:health-disk'],
  ['key-store', 'home:health-key-store'],
  ['numbers', 'home:health-numbers'],
  ['refused', 'home:health-refused-name'],
]);
const codes: ReadonlyMap<string, string> = new Map([
  ['health/centre-none', 'home:health-centre-none'],
  ['health/centre-reachable', 'home:health-centre-reachable'],
  ['health/centre-refused', 'home:health-centre-refused'],
  ['health/centre-unknown', 'home:health-centre-unknown'],
  ['health/clock-behind', 'home:health-clock-behind'],
  ['health/clock-off', 'home:health-clock-off'],
  ['health/clock-right', 'home:health-clock-right'],
  ['health/database', 'home:health-database-size'],
  ['health/disk-enough', 'home:health-disk-enough'],
  ['health/disk-low', 'home:health-disk-low'],
  ['health/key-store', 'home:health-key-store-good'],
  ['health/key-store-passphrase', 'home:health-key-store-passphrase'],
  ['health/nothing-refused', 'home:health-nothing-refused'],
  ['health/numbers-enough', 'home:health-numbers-enough'],
  ['health/numbers-low', 'home:health-numbers-low'],
  ['health/refused', 'home:health-refused'],
]);

/** What was looked at; a probe of a newer core by its own name. */
export function healthName(t: TFunction, name: string): string {
  const key = names.get(name);
  return key === undefined ? name : t(key);
}
/** What was found. */
export function healthText(
  t: TFunction,
  code: string,
  data: Readonly<Record<string, unknown>> | undefined,
): string {
  const key = codes.get(code);
  return key === undefined ? code : t(key, readable(seconds(data ?? {})));
}

/** A clock's offset is told in seconds; a person cannot read milliseconds. */
function seconds(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { offsetMs } = data;
  return typeof offsetMs === 'number' ? { ...data, seconds: Math.round(Math.abs(offsetMs) / 1000) } : data;
}

import { ageOn, type PlainDate } from '../time/plain-date.ts';

const HIDDEN = '••••';

/**
 * Masked forms leave the core in place of the value itself (security SEC-12). Each keeps just enough for a person
 * at the counter to tell two records apart.
 */

/** `447190234821` → `••••4821`. A value of six characters or fewer shows nothing: four would be most of it. */
export function maskIdentifier(value: string): string {
  return HIDDEN + lastCharacters(value, 4);
}

/** Account numbers are masked as identifiers are. */
export function maskAccount(accountNumber: string): string {
  return maskIdentifier(accountNumber);
}

/** `+251911552012` → `•••12`; empty stays empty. */
export function maskPhone(phone: string): string {
  return phone === '' ? '' : `•••${lastCharacters(phone, 2)}`;
}

/** `maria@myland.com` → `m•••@•••.com`: neither the person nor a small employer's domain can be read. */
export function maskEmail(email: string): string {
  if (email === '') return '';
  const [local = '', domain = ''] = email.split('@');
  const [initial = ''] = local;
  const ending = domain.includes('.') ? domain.slice(domain.lastIndexOf('.')) : '';
  return `${initial}•••@•••${ending}`;
}

/** A birth date is shown as the age in whole years; unknown stays unknown. */
export function maskBirthDate(birthDate: PlainDate | null, today: PlainDate): number | null {
  return birthDate === null ? null : ageOn(birthDate, today);
}

function lastCharacters(value: string, count: number): string {
  const characters = [...value.replace(/[\s-]/gu, '')];
  return characters.length > count + 2 ? characters.slice(-count).join('') : '';
}

import { identifierKey } from '#domain/registry/identifier';
import { displayName, nameTokens } from '#domain/registry/names';
import { phoneticKeys } from '#domain/registry/phonetic';
import { foldDigits } from '#domain/time/digits';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';

/**
 * What a person can be found by. `name`: folded words of all names; `sound`: their sound keys; `id`: identifier without
 * separators; `phone`: all digits, and the last eight, which people say without country and trunk; `number`:
 * registration number without separators.
 */
export type PersonKeyKind = 'name' | 'sound' | 'id' | 'phone' | 'number';
export type PersonKey = { readonly kind: PersonKeyKind; readonly key: string };

/** Grows when the rules below, or the folding and sound rules they use, give other keys: all are then made anew. */
export const PERSON_KEYS_VERSION = 1;

const SPOKEN_PHONE_DIGITS = 8;

/** Every key of a person, each once. Queries fold what was typed by the same functions. */
export function personKeys(
  registrant: RowOf<'registrant'>,
  identifiers: readonly RowOf<'identifier'>[],
): readonly PersonKey[] {
  const ids = new Set(identifiers.map(({ value }) => identifierKey(value)));
  ids.delete('');
  return [...registrantKeys(registrant), ...keysOf('id', ids)];
}

/** Those of the registrant's own row. */
export function registrantKeys(registrant: RowOf<'registrant'>): readonly PersonKey[] {
  // A group is found by its display name, which is its head's.
  const name = displayName(registrant) || registrant.name;
  const words = [name, registrant.localName];
  return [
    ...keysOf('name', new Set(words.flatMap(nameTokens))),
    ...keysOf('sound', new Set(words.flatMap(phoneticKeys))),
    ...keysOf('phone', new Set(phoneKeys(registrant.phone ?? ''))),
    ...keysOf('number', new Set(numberKeys(registrant.registrationNo ?? ''))),
  ];
}

/** Phone as search keys: `+251 911 234 567` -> `251911234567`, `11234567`. */
export function phoneKeys(phone: string): readonly string[] {
  const digits = foldDigits(phone).replace(/[^0-9]/g, '');
  return digits === '' ? [] : [digits, digits.slice(-SPOKEN_PHONE_DIGITS)];
}

/** Registration number as search key: `DD04-000123-7` -> `DD040001237`. */
export function numberKeys(registrationNo: string): readonly string[] {
  const key = identifierKey(registrationNo);
  return key === '' ? [] : [key];
}

function keysOf(kind: PersonKeyKind, keys: ReadonlySet<string>): readonly PersonKey[] {
  return Array.from(keys, (key) => ({ kind, key }));
}

import { identifierKey } from '#domain/registry/identifier';
import { foldName, nameTokens } from '#domain/registry/names';
import { nameUnits, phoneticKey } from '#domain/registry/phonetic';
import { romanise } from '#domain/registry/romanise';
import { foldDigits } from '#domain/time/digits';
import { type PersonKey, phoneKeys } from '../person-keys.ts';

/** What one part of the typed text may mean; any of it is a match. */
export type Reading = {
  readonly whole: readonly PersonKey[];
  readonly beginnings: readonly PersonKey[];
  readonly sounds: readonly string[];
};
/** Ways to read the text as a whole; in each, every part must match. */
export type SearchReadings = { readonly alternatives: readonly (readonly Reading[])[] };

const MOST_WORDS = 8;
/** Fewer letters have no sound of their own: `al`, `a`. */
const FEWEST_SOUNDED = 3;
/** Fewer digits are in every second phone. */
const FEWEST_OF_CODE = 3;

/** Reads what was typed into the search box by the rules that made the search keys. */
export function readSearch(text: string, callingCode: string): SearchReadings {
  const words = nameTokens(text).slice(0, MOST_WORDS);
  if (words.length === 0) return { alternatives: [] };
  const byWord = words.map((word, at) => readWord(word, at === words.length - 1, callingCode));
  const alternatives = [byWord];
  // "Abdul Karim", "Hassan bin Ali": sounds are kept for names as they are spoken, joined and without particles.
  const units = nameUnits(text).slice(0, MOST_WORDS);
  if (units.join(' ') !== words.join(' ') && units.every(hasSound)) {
    alternatives.push(units.map((unit) => ({ whole: [], beginnings: [], sounds: [phoneticKey(unit)] })));
  }
  // An identifier, a phone or a registration number written with blanks or hyphens is one thing.
  const code = words.length > 1 ? readCode(text, callingCode) : undefined;
  if (code !== undefined) alternatives.push([code]);
  return { alternatives };
}

function readWord(word: string, isLast: boolean, callingCode: string): Reading {
  const name: PersonKey = { kind: 'name', key: word };
  const code = readCode(word, callingCode);
  return {
    whole: [name, ...(code?.whole ?? [])],
    beginnings: isLast ? [name, ...(code?.beginnings ?? [])] : [],
    sounds: hasSound(word) ? [phoneticKey(word)] : [],
  };
}

function hasSound(word: string): boolean {
  const latin = foldName(romanise(word)).replace(/[^a-z]/g, '');
  return latin.length >= FEWEST_SOUNDED && phoneticKey(word) !== '';
}

function readCode(text: string, callingCode: string): Reading | undefined {
  const key = identifierKey(text);
  if (key.length < FEWEST_OF_CODE || !/[0-9]/.test(key)) return undefined;
  const phones = /^[0-9]+$/.test(key) ? phonesOf(text, callingCode) : [];
  const codes = [
    { kind: 'id', key },
    { kind: 'number', key },
  ] as const;
  const phone = (digits: string): PersonKey => ({ kind: 'phone', key: digits });
  return {
    whole: [...codes, ...[...new Set(phones.flatMap(phoneKeys))].map(phone)],
    beginnings: [...codes, ...phones.map(phone)],
    sounds: [],
  };
}

/** `0911…`, `00251911…` and `911…` as stored: with the calling code and nothing before it. */
function phonesOf(text: string, callingCode: string): readonly string[] {
  const digits = foldDigits(text).replace(/[^0-9]/g, '');
  const international = digits.replace(/^00/, '');
  const national = digits.replace(/^0/, '');
  return [
    ...new Set([digits, international, ...(callingCode === '' ? [] : [callingCode + national])]),
  ].filter((phone) => phone !== '');
}

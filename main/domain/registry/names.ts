import { dropInvisible } from '../time/digits.ts';

/** A person's name as registered. Empty strings mean "none"; single-name people have only a given name. */
export type PersonName = {
  readonly givenName: string;
  readonly additionalName: string;
  readonly familyName: string;
};

/** Latin, Greek and Arabic marks, the Devanagari nukta, and the Arabic stretching stroke (tatweel). */
const FOLDED_MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u0640]/gu;

/** Signs inside a word that people write or leave out: apostrophes, ʿayn and hamza letters, the middle dot. */
const WORD_SIGNS = /['’‘`´ʻʼʽʾʿˈ·\u0621]/gu;

/** Letters that NFKD does not take apart, and Arabic letters that are written for one another. */
const LETTER_FOLDS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ı', 'i'],
  ['ɓ', 'b'],
  ['ɗ', 'd'],
  ['ƙ', 'k'],
  ['ƴ', 'y'],
  ['ŋ', 'ng'],
  ['ɲ', 'ny'],
  ['ə', 'e'],
  ['ɛ', 'e'],
  ['ɔ', 'o'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ې', 'ي'],
  ['ک', 'ك'],
  ['ة', 'ه'],
  ['ۀ', 'ه'],
  ['ە', 'ه'],
  ['ھ', 'ه'],
  ['ہ', 'ه'],
  ['ٱ', 'ا'],
]);
const FOLDED_LETTER = new RegExp(`[${[...LETTER_FOLDS.keys()].join('')}]`, 'gu');

/**
 * Folds a name for searching and comparing: compatibility forms, accents, case, Arabic vowel signs, tatweel and
 * look-alike letters (alef forms, ya, ta marbuta, kaf) become one. Ethiopic and Devanagari letters stay as they
 * are. Words are separated by single spaces; punctuation other than inside a word separates. Idempotent.
 */
export function foldName(text: string): string {
  return dropInvisible(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(FOLDED_MARKS, '')
    .replace(WORD_SIGNS, '')
    .replace(FOLDED_LETTER, (letter) => LETTER_FOLDS.get(letter) ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** The folded words of a name in their order, repetitions kept. */
export function nameTokens(text: string): readonly string[] {
  const folded = foldName(text);
  return folded === '' ? [] : folded.split(' ');
}

/** Every different folded word of a person's names, all scripts together: what the search index holds. */
export function searchTokens(name: PersonName & { readonly localName: string }): readonly string[] {
  return [...new Set(nameTokens(`${displayName(name)} ${name.localName}`))];
}

/**
 * The name as people say it: given, additional, family. OpenG2P shows "FAMILY, GIVEN" in capitals, which breaks
 * Ethiopian three-name and single-name people (domain §1.1).
 */
export function displayName(name: PersonName): string {
  return [name.givenName, name.additionalName, name.familyName].map(tidyName).filter(Boolean).join(' ');
}

/** Removes invisible marks and outer blanks and makes runs of blanks one space. Case and script stay. */
export function tidyName(text: string): string {
  return dropInvisible(text).normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Splits a full name as OpenG2P's import does: first word given, last word family, the middle additional. */
export function splitFullName(fullName: string): PersonName {
  const words = tidyName(fullName).split(' ');
  return {
    givenName: words[0] ?? '',
    additionalName: words.slice(1, -1).join(' '),
    familyName: words.length > 1 ? (words.at(-1) ?? '') : '',
  };
}

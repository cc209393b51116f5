/**
 * First code point of every decimal-digit run the rules read: Latin, Arabic-Indic, Eastern Arabic-Indic, N'Ko,
 * Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Tibetan, Burmese,
 * Khmer, fullwidth. Unicode keeps each run at ten consecutive code points from zero to nine.
 */
const ZEROS = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0xff10,
] as const;

const ASCII_BY_DIGIT: ReadonlyMap<string, string> = new Map(
  ZEROS.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit): [string, string] => [
      String.fromCodePoint(zero + digit),
      String(digit),
    ]),
  ),
);

/** Direction marks, joiners, soft hyphen and the byte order mark: typed or pasted unseen, never meant. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Removes characters that nobody sees (direction marks, zero-width joiners, byte order mark). */
export function dropInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * Turns the decimal digits of any script into 0–9 and drops invisible marks; everything else stays. Ethiopic
 * numerals are not positional and therefore stay too.
 */
export function foldDigits(text: string): string {
  return dropInvisible(text).replace(/\p{Nd}/gu, (digit) => ASCII_BY_DIGIT.get(digit) ?? digit);
}

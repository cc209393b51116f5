/**
 * Rough Latin spelling of Arabic, Ethiopic and Devanagari words so that one name in two scripts can meet. For
 * matching only, never shown: vowels are approximate because the phonetic key ignores them anyway.
 */
export function romanise(word: string): string {
  const letters = [...word.normalize('NFKD').toLowerCase()];
  if (letters.some(isEthiopic)) return romaniseEthiopic(letters);
  if (letters.some((letter) => letter >= '\u0900' && letter <= '\u097f')) return romaniseDevanagari(letters);
  if (letters.some((letter) => letter >= '\u0600' && letter <= '\u06ff')) return romaniseArabic(letters);
  return letters.join('');
}

/** One Latin spelling per Arabic letter. Vowel signs and hamza are marks by now and fall away. */
const ARABIC: ReadonlyMap<string, string> = new Map(
  (
    'ا:a ب:b پ:p ت:t ث:th ج:j چ:ch ح:h خ:kh د:d ذ:dh ر:r ز:z ژ:zh س:s ش:sh ص:s ض:d ط:t ظ:z ع:a غ:gh ف:f ڤ:v ق:q ' +
    'ڨ:g ك:k ک:k گ:g ل:l م:m ن:n ں:n و:u ي:i ی:i ى:i ه:h ہ:h ھ:h ة:a ٱ:a ٹ:t ڈ:d ڑ:r ے:i'
  )
    .split(' ')
    .map((pair): [string, string] => {
      const [letter = '', latin = ''] = pair.split(':');
      return [letter, latin];
    }),
);

function romaniseArabic(letters: readonly string[]): string {
  const known = letters.filter((letter) => ARABIC.has(letter));
  return known
    .map((letter, at) => {
      if (at === 0 && letter === 'و') return 'w';
      if (at === 0 && (letter === 'ي' || letter === 'ی')) return 'y';
      if (at === known.length - 1 && letter === 'ه') return '';
      return ARABIC.get(letter) ?? '';
    })
    .join('');
}

/** Consonant of each Ethiopic row of eight syllables, from U+1200 in steps of eight. */
const ETHIOPIC_ROWS =
  'h l h m s r s sh q qw q qw b v t ch h hw n ny * k kw h hw w * z zh y d d j g gw g t ch p ts ts f p'.split(
    ' ',
  );
/** Vowel of each of the eight orders; the sixth is silent at the end of a word. */
const ETHIOPIC_VOWELS = ['e', 'u', 'i', 'a', 'e', 'i', 'o', 'wa'] as const;
const SILENT_ORDER = 5;

function isEthiopic(letter: string): boolean {
  return letter >= '\u1200' && letter <= '\u135a';
}

function romaniseEthiopic(letters: readonly string[]): string {
  return letters
    .map((letter, at) => {
      if (!isEthiopic(letter)) return '';
      const offset = (letter.codePointAt(0) ?? 0) - 0x1200;
      const consonant = ETHIOPIC_ROWS[offset >> 3] ?? '';
      const order = offset & 7;
      if (consonant === '*') return order === 0 ? 'a' : (ETHIOPIC_VOWELS[order] ?? '');
      if (order === SILENT_ORDER && at === letters.length - 1) return consonant;
      return consonant + (ETHIOPIC_VOWELS[order] ?? '');
    })
    .join('');
}

const DEVANAGARI_CONSONANTS: ReadonlyMap<string, string> = new Map(
  [...'कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ'].map((letter, at): [string, string] => [
    letter,
    'k kh g gh n ch ch j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l'.split(' ')[at] ?? '',
  ]),
);
const DEVANAGARI_NUKTA: ReadonlyMap<string, string> = new Map([
  ['क', 'q'],
  ['ख', 'kh'],
  ['ग', 'gh'],
  ['ज', 'z'],
  ['ड', 'r'],
  ['ढ', 'r'],
  ['फ', 'f'],
]);
const DEVANAGARI_VOWELS: ReadonlyMap<string, string> = new Map(
  ('अ:a आ:a इ:i ई:i उ:u ऊ:u ऋ:ri ए:e ऐ:ai ओ:o औ:au ॠ:ri ' + 'ा:a ि:i ी:i ु:u ू:u ृ:ri े:e ै:ai ो:o ौ:au ं:n ँ:n')
    .split(' ')
    .map((pair): [string, string] => {
      const [sign = '', latin = ''] = pair.split(':');
      return [sign, latin];
    }),
);
const NUKTA = '\u093c';
const VIRAMA = '\u094d';

function romaniseDevanagari(letters: readonly string[]): string {
  let latin = '';
  letters.forEach((letter, at) => {
    const vowel = DEVANAGARI_VOWELS.get(letter);
    if (vowel !== undefined) latin += vowel;
    const consonant = DEVANAGARI_CONSONANTS.get(letter);
    if (consonant === undefined) return;
    const hasNukta = letters[at + 1] === NUKTA;
    const afterVirama = letters[at - 1] === VIRAMA;
    const sound = letter === 'व' && afterVirama ? 'w' : consonant;
    latin += hasNukta ? (DEVANAGARI_NUKTA.get(letter) ?? consonant) : sound;
    latin += inherentVowel(letters[at + (hasNukta ? 2 : 1)]);
  });
  return latin;
}

/** A consonant without vowel sign or virama carries an "a", silent at the end of a word. */
function inherentVowel(next: string | undefined): string {
  if (next === undefined || next === VIRAMA) return '';
  const nextIsVowelSign = next >= '\u093e' && next <= '\u094c';
  return nextIsVowelSign ? '' : 'a';
}

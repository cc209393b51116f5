import { foldName } from './names.ts';
import { romanise } from './romanise.ts';

/** Spelling habits undone before the letters are read; the order matters. */
const REWRITES: readonly (readonly [RegExp, string])[] = [
  // Abdul-, Abdel-, Abdi-, Abdou-, Abdur- before a consonant are one prefix.
  [/^abd[aeiou]+l?(?=[^aeiou])/, 'abd'],
  [/^alex/, 'aleks'],
  [/^la(?:x|ksh)m/, 'laksm'],
  [/x$/, 'ks'],
  // French "ou" before a vowel is a w: Ouedraogo, Ouattara.
  [/^ou(?=[aeiou])/, 'w'],
  [/tch|sch|sh|chh|ch(?![rl])/g, 'X'],
  [/ch/g, 'k'],
  [/ck|kh|q/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/ph/g, 'f'],
  [/dj/g, 'j'],
  [/ts|tz|zs/g, 's'],
  [/zh/g, 'z'],
  [/([gtdbj])h/g, '$1'],
  // Somali writes ḥ as x (Xasan, Axmed); v and b are one letter to many Nepali and Indian writers.
  [/x/g, 'h'],
  [/v/g, 'b'],
];

/**
 * Sound key of one word: words of one name in different spellings or scripts share it (Fatuma, Fatima, Fatimah,
 * ፋጡማ, فاطمة → `FTM`). Own rule for transliterated African, Arabic and South Asian names: vowels, y and w count
 * only at the beginning, doubles once, a final h not at all, and a final d sounds as t. Two different names may
 * share a key; it finds candidates and proves nothing. A word without Latin sound is its own key.
 */
export function phoneticKey(word: string): string {
  const latin = foldName(romanise(word)).replace(/[^a-z]/g, '');
  if (latin === '') return foldName(word);
  const sounds = REWRITES.reduce((text, [pattern, by]) => text.replace(pattern, by), latin).replace(
    /h+$/,
    '',
  );
  const first = /^[aeiou]/.test(sounds) ? 'A' : sounds.slice(0, 1).toUpperCase();
  const rest = sounds
    .slice(1)
    .replace(/[aeiouyw]+/g, '-')
    .toUpperCase();
  const skeleton = `${first}${rest}`
    .replace(/([A-Z])\1+/g, '$1')
    .replace(/-/g, '')
    .replace(/D$/, 'T');
  return skeleton === '' ? latin.toUpperCase() : skeleton;
}

/** Articles and "son of / daughter of" words that people write or leave out. */
const PARTICLES: ReadonlySet<string> = new Set([
  'al',
  'el',
  'bin',
  'ben',
  'ibn',
  'bint',
  'binti',
  'wa',
  'ould',
  'ال',
  'بن',
  'ابن',
  'بنت',
]);
/** "Servant of": belongs to the word after it, whether written apart or not. */
const SERVANT = /^(?:abd|abd[aeiou]+[lr]?|عبد)$/u;

/**
 * Sound keys of all words of a name, each once, in their order. Particles are left out and a separate Abd/Abdul
 * is joined to the next word. This is what the search index holds for "sounds alike".
 */
export function phoneticKeys(name: string): readonly string[] {
  return [...new Set(nameUnits(name).map(phoneticKey).filter(Boolean))];
}

/** The words of a name that carry meaning, romanised nowhere yet, with Abd and its next word made one. */
export function nameUnits(name: string): readonly string[] {
  const words = foldName(name).split(' ').filter(Boolean).map(withoutArabicArticle);
  const kept = words.filter((word) => !PARTICLES.has(word));
  const units: string[] = [];
  let servant = '';
  for (const word of kept.length > 0 ? kept : words) {
    if (servant === '' && SERVANT.test(word)) {
      servant = word;
      continue;
    }
    units.push(servant === '' ? word : joinServant(word));
    servant = '';
  }
  if (servant !== '') units.push(servant);
  return units;
}

/** "abd" + "el" + "rahman": the romanised prefix is uniform so that both scripts and all spellings meet. */
function joinServant(word: string): string {
  return `abdu${romanise(word)}`;
}

function withoutArabicArticle(word: string): string {
  return word.startsWith('ال') && word.length > 4 ? word.slice(2) : word;
}

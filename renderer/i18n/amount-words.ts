import { currencyByCode } from '#domain/money/currencies';
import { arabicNumber } from './number-words-ar.ts';
import { englishNumber } from './number-words-en.ts';
import { frenchNumber } from './number-words-fr.ts';

/** Languages that amounts can be written out in; others fall back to English. */
type WordsLanguage = 'en' | 'fr' | 'ar';
const languages: readonly WordsLanguage[] = ['en', 'fr', 'ar'];

const wordsLanguageOf = (code: string): WordsLanguage =>
  languages.find((language) => language === code.slice(0, 2)) ?? 'en';

/**
 * An amount of minor units written out, as on a cheque: "five thousand Ethiopian birrs", cents as a fraction
 * ("and 50/100") because their names differ from land to land. The currency's name comes from the engine's own
 * tables (CLDR), in the number that the language wants.
 */
export function amountInWords(amountMinor: number, currency: string, language: string): string {
  const exponent = currencyByCode(currency)?.exponent ?? 2;
  const unit = 10 ** exponent;
  const whole = Math.floor(amountMinor / unit);
  const fraction = amountMinor % unit;
  const spoken = wordsLanguageOf(language);
  const words = withNoun[spoken](whole, nounOf(whole, currency, spoken));
  if (fraction === 0) return words;
  return `${words} ${and[spoken]}${String(fraction).padStart(exponent, '0')}/${unit}`;
}

const and: Readonly<Record<WordsLanguage, string>> = { en: 'and ', fr: 'et ', ar: 'و' };

const withNoun: Readonly<Record<WordsLanguage, (whole: number, noun: string) => string>> = {
  en: (whole, noun) => `${englishNumber(whole)} ${noun}`,
  fr: (whole, noun) => {
    const words = frenchNumber(whole, /^(?:livre|roupie|couronne)/i.test(noun));
    // "deux millions de birrs", but "deux millions cent birrs".
    const linked = whole > 0 && whole % 1_000_000 === 0;
    return `${words} ${linked ? (/^[aeiouyéè]/i.test(noun) ? "d'" : 'de ') : ''}${noun}`;
  },
  ar: (whole, noun) => {
    const words = arabicNumber(whole, /^(?:روبية|ليرة|أوقية)/u.test(noun));
    return whole === 1 || whole === 2 ? `${noun} ${words}` : `${words} ${noun}`;
  },
};

/** "Ethiopian birrs" for 5,000; what CLDR adds in brackets is left out. */
function nounOf(whole: number, currency: string, language: WordsLanguage): string {
  const parts = new Intl.NumberFormat(`${language}-u-nu-latn`, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    minimumFractionDigits: 0,
    maximumFractionDigits: 0,
  }).formatToParts(whole);
  const name = parts.find((part) => part.type === 'currency')?.value ?? currency;
  return name.replace(/\s*\([^)]*\)/g, '');
}

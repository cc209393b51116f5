const UNITS = [
  'zéro',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
  'treize',
  'quatorze',
  'quinze',
  'seize',
  'dix-sept',
  'dix-huit',
  'dix-neuf',
] as const;
const TENS = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante'] as const;
const SCALES = ['million', 'milliard', 'billion', 'billiard'] as const;

/**
 * A whole number in French words, traditional spelling: `quatre-vingts`, `deux cents`, `deux cent un`, `mille`
 * never in the plural. `feminine` is the gender of what is counted: `vingt et une livres`. 0 ≤ value ≤ 2^53 − 1.
 */
export function frenchNumber(value: number, feminine = false): string {
  if (value === 0) return UNITS[0];
  const words: string[] = [];
  let rest = Math.floor(value / 1_000_000);
  for (const scale of SCALES) {
    const group = rest % 1000;
    rest = Math.floor(rest / 1000);
    if (group > 0) words.unshift(`${below1000(group, true, false)} ${scale}${group > 1 ? 's' : ''}`);
  }
  const thousands = Math.floor(value / 1000) % 1000;
  if (thousands === 1) words.push('mille');
  // Before `mille` neither `cent` nor `vingt` takes its s.
  if (thousands > 1) words.push(`${below1000(thousands, false, false)} mille`);
  const last = value % 1000;
  if (last > 0) words.push(below1000(last, true, feminine));
  return words.join(' ');
}

/** `ends` is true when nothing numeral follows: only then do `cents` and `vingts` carry their s. */
function below1000(value: number, ends: boolean, feminine: boolean): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const cents = hundreds > 1 && rest === 0 && ends ? 'cents' : 'cent';
  const words = hundreds === 0 ? [] : hundreds === 1 ? [cents] : [UNITS[hundreds] ?? '', cents];
  return [...words, ...(rest > 0 ? [below100(rest, ends, feminine)] : [])].join(' ');
}

function below100(value: number, ends: boolean, feminine: boolean): string {
  const unit = (n: number): string => (n === 1 && feminine ? 'une' : (UNITS[n] ?? ''));
  if (value < 20) return unit(value);
  if (value >= 80) {
    if (value === 80) return ends ? 'quatre-vingts' : 'quatre-vingt';
    return `quatre-vingt-${unit(value - 80)}`;
  }
  const ten = value >= 70 ? 70 : Math.floor(value / 10) * 10;
  const tens = TENS[ten / 10] ?? '';
  const rest = ten === 70 ? value - 60 : value - ten;
  if (rest === 0) return tens;
  return rest === 1 || rest === 11 ? `${tens} et ${unit(rest)}` : `${tens}-${unit(rest)}`;
}

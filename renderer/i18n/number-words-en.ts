const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'] as const;

/** A whole number in English words, without "and": `six million twenty thousand`. 0 ≤ value ≤ 2^53 − 1. */
export function englishNumber(value: number): string {
  if (value === 0) return UNITS[0];
  const words: string[] = [];
  let rest = value;
  for (const scale of SCALES) {
    const group = rest % 1000;
    rest = Math.floor(rest / 1000);
    if (group > 0) words.unshift(scale === '' ? below1000(group) : `${below1000(group)} ${scale}`);
  }
  return words.join(' ');
}

function below1000(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  return [
    ...(hundreds > 0 ? [`${UNITS[hundreds]} hundred`] : []),
    ...(rest > 0 ? [below100(rest)] : []),
  ].join(' ');
}

function below100(value: number): string {
  if (value < 20) return UNITS[value] ?? '';
  const tens = TENS[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? tens : `${tens}-${UNITS[value % 10]}`;
}

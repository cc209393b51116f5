/** Forms that count masculine nouns; from three to ten they look feminine, as Arabic grammar wants. */
const UNITS = [
  'صفر',
  'واحد',
  'اثنان',
  'ثلاثة',
  'أربعة',
  'خمسة',
  'ستة',
  'سبعة',
  'ثمانية',
  'تسعة',
  'عشرة',
] as const;
const FEMININE_UNITS = [
  'صفر',
  'واحدة',
  'اثنتان',
  'ثلاث',
  'أربع',
  'خمس',
  'ست',
  'سبع',
  'ثماني',
  'تسع',
  'عشر',
] as const;
const TENS = ['', '', 'عشرون', 'ثلاثون', 'أربعون', 'خمسون', 'ستون', 'سبعون', 'ثمانون', 'تسعون'] as const;
const HUNDREDS = [
  '',
  'مائة',
  'مائتان',
  'ثلاثمائة',
  'أربعمائة',
  'خمسمائة',
  'ستمائة',
  'سبعمائة',
  'ثمانمائة',
  'تسعمائة',
] as const;
/** One, two, three to ten, eleven to ninety-nine of each scale. */
const SCALES = [
  ['ألف', 'ألفان', 'آلاف', 'ألفًا'],
  ['مليون', 'مليونان', 'ملايين', 'مليونًا'],
  ['مليار', 'ملياران', 'مليارات', 'مليارًا'],
  ['تريليون', 'تريليونان', 'تريليونات', 'تريليونًا'],
  ['كوادريليون', 'كوادريليونان', 'كوادريليونات', 'كوادريليونًا'],
] as const;

/**
 * A whole number in Arabic words that agrees with a noun of the given gender, to be put before it: a dual at the end
 * loses its nun (`ألفا`, `مائتا`). 0 ≤ value ≤ 2^53 − 1; the caller puts one and two after the noun.
 */
export function arabicNumber(value: number, feminine = false): string {
  if (value === 0) return UNITS[0];
  const words: string[] = [];
  const last = value % 1000;
  if (last > 0) words.unshift(below1000(last, feminine));
  let rest = Math.floor(value / 1000);
  for (const scale of SCALES) {
    const group = rest % 1000;
    rest = Math.floor(rest / 1000);
    if (group > 0) words.unshift(scaled(group, scale));
  }
  return words.join(' و').replace(/(مائت|ألف|مليون|مليار|تريليون|كوادريليون)ان$/u, '$1ا');
}

function scaled(group: number, [one, two, few, many]: (typeof SCALES)[number]): string {
  if (group === 1) return one;
  if (group === 2) return two;
  const end = group % 100;
  const noun = end >= 3 && end <= 10 ? few : end >= 11 ? many : one;
  return `${below1000(group, false).replace(/ان$/u, end === 0 ? 'ا' : 'ان')} ${noun}`;
}

function below1000(value: number, feminine: boolean): string {
  const hundreds = HUNDREDS[Math.floor(value / 100)] ?? '';
  const rest = value % 100;
  return [hundreds, rest > 0 ? below100(rest, feminine) : ''].filter((word) => word !== '').join(' و');
}

function below100(value: number, feminine: boolean): string {
  const units = feminine ? FEMININE_UNITS : UNITS;
  if (value <= 10) return units[value] ?? '';
  if (value === 11) return feminine ? 'إحدى عشرة' : 'أحد عشر';
  if (value === 12) return feminine ? 'اثنتا عشرة' : 'اثنا عشر';
  if (value < 20) return `${units[value - 10]} ${feminine ? 'عشرة' : 'عشر'}`;
  const tens = TENS[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? tens : `${units[value % 10]} و${tens}`;
}

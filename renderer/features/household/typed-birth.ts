import { foldDigits } from '#domain/time/digits';
import { isPlainDate, type PlainDate } from '#domain/time/plain-date';

/** What a person typed for a birth: a whole day, a year alone, nothing, or something that is neither. */
export type TypedBirth =
  | { readonly kind: 'empty' }
  | { readonly kind: 'day'; readonly date: PlainDate }
  | { readonly kind: 'year'; readonly date: PlainDate }
  | { readonly kind: 'wrong' };

/**
 * Reads a birth typed from paper, day first: `23102005`, `23/10/2005`, `23 10 2005`, digits of any script; four digits
 * alone are a year, kept as its 1 January. A day that does not exist is `wrong`; nothing is guessed.
 */
export function readTypedBirth(text: string): TypedBirth {
  const plain = foldDigits(text).trim();
  const digits = plain.replace(/\D/g, '');
  if (digits === '') return plain === '' ? { kind: 'empty' } : { kind: 'wrong' };
  const groups = plain.split(/\D+/).filter((group) => group !== '');
  if (groups.length === 3) return dayOf(groups[0] ?? '', groups[1] ?? '', groups[2] ?? '');
  if (digits.length === 8) return dayOf(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4));
  if (digits.length === 4 && isPlainDate(`${digits}-01-01`)) return { kind: 'year', date: `${digits}-01-01` };
  return { kind: 'wrong' };
}

/** Whether the text holds all eight digits of a day, so that the next field may take over. */
export function isWholeDay(text: string): boolean {
  return foldDigits(text).replace(/\D/g, '').length === 8 && readTypedBirth(text).kind === 'day';
}

function dayOf(day: string, month: string, year: string): TypedBirth {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return year.length === 4 && isPlainDate(date) ? { kind: 'day', date } : { kind: 'wrong' };
}

/** A stored birth as it stands in the narrow column: `23 – 10 – 2005`, or the year alone. */
export function birthColumn(date: PlainDate | null, exact: boolean): string {
  if (date === null) return '';
  const [year = '', month = '', day = ''] = date.split('-');
  return exact ? `${Number(day)} – ${Number(month)} – ${year}` : year;
}

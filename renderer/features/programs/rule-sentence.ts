import type { FieldOperator } from '#domain/eligibility/expression';
import type { RuleWords } from './use-rule-words.ts';

/** Plain data of a rule or of a reason; both sides of the screen speak with the same sentences. */
export type RuleData = Readonly<Record<string, string | number | boolean | null>>;

/** The subject stands before a colon, so that no language has to bend it. */
const comparisons: Readonly<Record<FieldOperator, string>> = {
  '!=': 'programs:is-not',
  '<': 'programs:is-below',
  '<=': 'programs:is-at-most',
  '=': 'programs:is',
  '>': 'programs:is-above',
  '>=': 'programs:is-at-least',
  in: 'programs:is-one-of',
  'not-in': 'programs:is-none-of',
};
const comparisonByOperator: ReadonlyMap<string, string> = new Map(Object.entries(comparisons));

/**
 * One rule in words. Codes are the criteria of `#domain/eligibility/eligibility-trace` and the groups `all`, `any`,
 * `not`; a rule of a newer programme is shown by its code and data, so that it can still be read out.
 */
export function ruleSentence(words: RuleWords, code: string, data: RuleData): string {
  const { t } = words;
  const text = (name: string): string => String(data[name] ?? '');
  switch (code) {
    case 'all':
      return t('programs:rule-all');
    case 'any':
      return t('programs:rule-any');
    case 'not':
      return t('programs:rule-not');
    case 'cmp':
      return compared(words, words.field(text('field')), data);
    case 'exists':
      return t('programs:rule-exists', { field: words.field(text('field')) });
    case 'count':
      return compared(words, t('programs:subject-count'), data);
    case 'sum':
      return compared(words, t('programs:subject-sum', { field: words.field(text('field')) }), data);
    case 'min':
      return compared(words, t('programs:subject-min', { field: words.field(text('field')) }), data);
    case 'max':
      return compared(words, t('programs:subject-max', { field: words.field(text('field')) }), data);
    case 'age-between':
      return ageSentence(words, data);
    case 'in-area':
      return t('programs:rule-in-area', { areas: words.areas(text('areas')) });
    case 'has-id-type':
      return t('programs:rule-has-id-type', { types: words.idTypes(text('types')) });
    case 'pmt-below':
      return t('programs:rule-pmt-below', { value: words.value(data['value'] ?? null) });
    case 'in-program':
      return t('programs:rule-in-program', { program: words.program(text('program') || text('programId')) });
    case 'unreadable':
      return t('programs:rule-unreadable');
    default:
      return t('programs:rule-unknown', { code, details: Object.values(data).join(' · ') });
  }
}

/** "Number of children: at least 2". */
function compared(words: RuleWords, subject: string, data: RuleData): string {
  const field = typeof data['field'] === 'string' ? data['field'] : undefined;
  const value = words.value(data['value'] ?? null, field);
  const key = comparisonByOperator.get(String(data['op']));
  return key === undefined
    ? words.t('programs:rule-unknown', { code: subject, details: value })
    : words.t(key, { subject, value });
}

function ageSentence({ t, field }: RuleWords, data: RuleData): string {
  const own = typeof data['field'] === 'string' && data['field'] !== '' ? data['field'] : null;
  const subject =
    own === null ? t('programs:subject-age') : t('programs:subject-years-since', { field: field(own) });
  const [min, max] = [data['min'] ?? null, data['max'] ?? null];
  if (max === null) return t('programs:is-at-least', { subject, value: min ?? 0 });
  if (min === null || min === 0) return t('programs:is-at-most', { subject, value: max });
  return t('programs:is-between', { subject, min, max });
}

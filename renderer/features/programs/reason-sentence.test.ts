import { describe, expect, it } from 'vitest';
import { compileExpression } from '#domain/eligibility/compile-expression';
import type { EligibilitySubject } from '#domain/eligibility/eligibility-subject';
import type { Expression } from '#domain/eligibility/expression';
import { reasonSentence, type TraceLine } from './reason-sentence.ts';
import type { RuleWords } from './use-rule-words.ts';

/** Says keys and holes instead of words, so that the test is about meaning and not about English. */
const words: RuleWords = {
  t: (key, holes = {}) =>
    [key.slice(key.indexOf(':') + 1), ...Object.values(holes).map((hole) => `[${hole}]`)].join(' '),
  field: (field) => field,
  value: (value) => String(value),
  areas: (ids) => ids,
  idTypes: (types) => types,
  program: (id) => id,
};
const nobody: EligibilitySubject = {
  facts: {},
  birthDate: null,
  areaIds: [],
  idTypes: [],
  programs: [],
  pmtScoreMicro: null,
  members: [],
};

function firstReason(expression: Expression, subject: Partial<EligibilitySubject>): string {
  const { trace } = compileExpression(expression).evaluate(
    { ...nobody, ...subject },
    { today: '2026-11-20' },
  );
  const [entry] = trace;
  if (entry === undefined) return '';
  const { missingField, ...line } = entry;
  const said: TraceLine = missingField === undefined ? line : { ...line, field: missingField };
  return reasonSentence(words, said);
}

describe('a reason in words', () => {
  it.each<[string, Expression, Partial<EligibilitySubject>, string]>([
    [
      'a comparison',
      { cmp: { field: 'income', op: '<=', value: 500 } },
      { facts: { income: 700 } },
      'reason-seen [is-at-most [income] [500]] [700]',
    ],
    [
      'one of several',
      { cmp: { field: 'work', op: 'in', value: ['none', 'part'] } },
      { facts: { work: 'full' } },
      'reason-seen [is-one-of [work] [none, part]] [full]',
    ],
    ['a missing answer', { cmp: { field: 'income', op: '<', value: 5 } }, {}, 'reason-missing [income]'],
    [
      'an age without upper end',
      { ageBetween: { min: 60 } },
      { birthDate: '1968-03-04' },
      'reason-seen [is-at-least [subject-age] [60]] [58]',
    ],
    [
      'an age between two',
      { ageBetween: { min: 18, max: 64 } },
      { birthDate: '1950-01-01' },
      'reason-seen [is-between [subject-age] [18] [64]] [76]',
    ],
    ['an unknown birth date', { ageBetween: { min: 60 } }, {}, 'reason-missing [birthDate]'],
    [
      'a count',
      { count: { op: '>=', value: 2 } },
      { members: [nobody] },
      'reason-seen [is-at-least [subject-count] [2]] [1]',
    ],
    [
      'a sum',
      { sum: { field: 'income', op: '<', value: 9 } },
      { members: [{ ...nobody, facts: { income: 10 } }] },
      'reason-seen [is-below [subject-sum [income]] [9]] [10]',
    ],
    [
      'a score',
      { pmtBelow: { value: 40 } },
      { pmtScoreMicro: 41_500_000 },
      'reason-seen [rule-pmt-below [40]] [41.5]',
    ],
    [
      'a programme one must not be in',
      { not: { inProgram: { programId: 'p1' } } },
      { programs: [{ programId: 'p1', state: 'enrolled' }] },
      'reason-seen [not-so [rule-in-program [p1]]] [enrolled]',
    ],
    ['an area', { inArea: ['a1', 'a2'] }, { areaIds: ['a9'] }, 'reason-seen [rule-in-area [a1, a2]] [a9]'],
    ['a document nobody has', { hasIdType: ['NID'] }, {}, 'reason-seen [rule-has-id-type [NID]] [seen-none]'],
  ])('names %s', (_, expression, subject, sentence) => {
    expect(firstReason(expression, subject)).toBe(sentence);
  });
});

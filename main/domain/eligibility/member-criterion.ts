import { type Criterion, compare, type Finding, factOf, found, missing, oppositeOf } from './criterion.ts';
import type { EligibilityContext, EligibilitySubject } from './eligibility-subject.ts';
import type { Answer } from './eligibility-trace.ts';
import type { AggregateRule, CompareOperator, CountRule } from './expression.ts';

/** Whether a member meets `where`, and the first thing missing to tell. */
export type MemberTest = (
  member: EligibilitySubject,
  context: EligibilityContext,
) => { readonly answer: Answer; readonly missingField?: string };

/**
 * "How many members meet …, compared with a number". Members of whom it is unknown make the count a range; the
 * answer is known as soon as the whole range agrees (at least two small children, one unknown, wanted ≥ 2: pass).
 */
export function compileCount(rule: CountRule, isNegated: boolean, test: MemberTest): Criterion {
  const op = isNegated ? oppositeOf(rule.op) : rule.op;
  return {
    code: 'count',
    wanted: `${op} ${rule.value}`,
    find: ({ members }, context) => {
      let sure = 0;
      let doubtful = 0;
      let missingField = '';
      for (const member of members) {
        const { answer, missingField: field = '' } = test(member, context);
        if (answer === 'pass') sure += 1;
        if (answer !== 'unknown') continue;
        doubtful += 1;
        missingField ||= field;
      }
      return rangeFinding(op, sure, sure + doubtful, rule.value, missingField);
    },
  };
}

function rangeFinding(op: CompareOperator, low: number, high: number, value: number, field: string): Finding {
  if (low === high) return found(compare(op, low, value), low);
  const seen = `${low}–${high}`;
  const isOutside = value < low || value > high;
  const answers = [compare(op, low, value), compare(op, high, value)];
  const isKnown = op === '=' || op === '!=' ? isOutside : answers[0] === answers[1];
  return isKnown ? found(answers[0] === true, seen) : { answer: 'unknown', seen, missingField: field };
}

/**
 * "The sum, least or greatest value of a number over the members who meet …, compared with a number". One unknown
 * member or value makes it unknown. A sum over nobody is 0; a least or greatest value over nobody meets no comparison
 * (and therefore meets every negated one).
 */
export function compileAggregate(
  code: 'sum' | 'min' | 'max',
  rule: AggregateRule,
  isNegated: boolean,
  test: MemberTest,
): Criterion {
  const op = isNegated ? oppositeOf(rule.op) : rule.op;
  return {
    code,
    wanted: `${code} ${rule.field} ${op} ${rule.value}`,
    find: ({ members }, context) => {
      const values: number[] = [];
      for (const member of members) {
        const { answer, missingField } = test(member, context);
        if (answer === 'unknown') return missing(missingField ?? rule.field);
        if (answer === 'fail') continue;
        const value = factOf(member, rule.field);
        if (typeof value !== 'number') return missing(rule.field);
        values.push(value);
      }
      const total = combine(code, values);
      return total === null ? found(isNegated, null) : found(compare(op, total, rule.value), total);
    },
  };
}

function combine(code: 'sum' | 'min' | 'max', values: readonly number[]): number | null {
  if (code === 'sum') return values.reduce((total, value) => total + value, 0);
  if (values.length === 0) return null;
  return code === 'min' ? Math.min(...values) : Math.max(...values);
}

import { InvariantError } from '../invariant.ts';
import { ageOn, isPlainDate } from '../time/plain-date.ts';
import type { EligibilityContext, EligibilitySubject } from './eligibility-subject.ts';
import type { Answer, CriterionCode } from './eligibility-trace.ts';
import type { CompareOperator, Expression, FieldOperator, Scalar } from './expression.ts';
import { MICRO } from './pmt-model.ts';

/** What one criterion found out about one subject. */
export type Finding = {
  readonly answer: Answer;
  readonly seen: Scalar | null;
  readonly missingField?: string;
};

/** A criterion ready to run. `wanted` is its plain text for reasons, e.g. `income <= 500`. */
export type Criterion = {
  readonly code: CriterionCode;
  readonly wanted: string;
  readonly find: (subject: EligibilitySubject, context: EligibilityContext) => Finding;
};

/** Opposites under three-valued logic: an unknown stays unknown. */
const OPPOSITE = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  in: 'not-in',
  'not-in': 'in',
} as const;

/** The opposite of a comparison. */
export function oppositeOf<Operator extends FieldOperator>(op: Operator): (typeof OPPOSITE)[Operator] {
  return OPPOSITE[op];
}

export function missing(field: string): Finding {
  return { answer: 'unknown', seen: null, missingField: field };
}

export function found(isMet: boolean, seen: Scalar | null): Finding {
  return { answer: isMet ? 'pass' : 'fail', seen };
}

/** Holds the order operators of numbers and of texts (dates compare as texts). */
export function compare<Value extends number | string>(
  op: CompareOperator,
  left: Value,
  right: Value,
): boolean {
  switch (op) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** A subject's own fact; null when nobody answered. Inherited names such as `constructor` are no facts. */
export function factOf(subject: EligibilitySubject, field: string): Scalar | null {
  const value = Object.hasOwn(subject.facts, field) ? subject.facts[field] : null;
  return value === undefined || value === '' ? null : value;
}

type Leaf = Exclude<
  Expression,
  | { all: unknown }
  | { any: unknown }
  | { not: unknown }
  | { count: unknown }
  | { sum: unknown }
  | { min: unknown }
  | { max: unknown }
>;

/** Makes the criterion of a leaf that looks at the subject itself; `isNegated` asks for its opposite. */
export function compileLeaf(leaf: Leaf, isNegated: boolean): Criterion {
  if ('cmp' in leaf) return compileComparison(leaf.cmp, isNegated);
  if ('exists' in leaf) {
    const { field } = leaf.exists;
    return simple('exists', field, isNegated, (subject) => found(factOf(subject, field) !== null, null));
  }
  if ('ageBetween' in leaf) return compileAge(leaf.ageBetween, isNegated);
  if ('inArea' in leaf) {
    const areas = new Set(leaf.inArea);
    return simple('in-area', leaf.inArea.join(', '), isNegated, ({ areaIds }) => {
      if (areaIds.length === 0) return missing('area');
      const area = areaIds.find((id) => areas.has(id));
      return found(area !== undefined, area ?? areaIds.at(-1) ?? null);
    });
  }
  if ('hasIdType' in leaf) {
    const types = new Set(leaf.hasIdType);
    return simple('has-id-type', leaf.hasIdType.join(', '), isNegated, ({ idTypes }) => {
      const idType = idTypes.find((held) => types.has(held));
      return found(idType !== undefined, idType ?? null);
    });
  }
  if ('pmtBelow' in leaf) {
    const limitMicro = Math.round(leaf.pmtBelow.value * MICRO);
    return simple('pmt-below', String(leaf.pmtBelow.value), isNegated, ({ pmtScoreMicro }) =>
      pmtScoreMicro === null ? missing('pmt') : found(pmtScoreMicro < limitMicro, pmtScoreMicro / MICRO),
    );
  }
  const { programId, states = ['enrolled'] } = leaf.inProgram;
  return simple('in-program', `${programId}: ${states.join(', ')}`, isNegated, ({ programs }) => {
    const membership = programs.find((program) => program.programId === programId);
    return found(membership !== undefined && states.includes(membership.state), membership?.state ?? null);
  });
}

function simple(code: CriterionCode, text: string, isNegated: boolean, find: Criterion['find']): Criterion {
  return isNegated
    ? { code, wanted: `not ${text}`, find: (subject, context) => negate(find(subject, context)) }
    : { code, wanted: text, find };
}

function negate(finding: Finding): Finding {
  if (finding.answer === 'unknown') return finding;
  return { ...finding, answer: finding.answer === 'pass' ? 'fail' : 'pass' };
}

type Comparison = Extract<Expression, { cmp: unknown }>['cmp'];

/** Values of another type than the rule's cannot be compared: the answer is unknown, never a silent fail. */
function compileComparison({ field, op: written, value }: Comparison, isNegated: boolean): Criterion {
  const op = isNegated ? oppositeOf(written) : written;
  const wanted = `${field} ${op} ${Array.isArray(value) ? value.join(', ') : String(value)}`;
  const holds = compileTest(op, value);
  const type = typeof (Array.isArray(value) ? value[0] : value);
  return {
    code: 'cmp',
    wanted,
    find: (subject) => {
      const seen = factOf(subject, field);
      return seen === null || typeof seen !== type ? missing(field) : found(holds(seen), seen);
    },
  };
}

function compileTest(op: FieldOperator, value: Scalar | readonly Scalar[]): (seen: Scalar) => boolean {
  if (op === 'in' || op === 'not-in') {
    const values = new Set(Array.isArray(value) ? value : [value]);
    return (seen) => values.has(seen) === (op === 'in');
  }
  if (op === '=') return (seen) => seen === value;
  if (op === '!=') return (seen) => seen !== value;
  if (typeof value === 'number') return (seen) => typeof seen === 'number' && compare(op, seen, value);
  if (typeof value === 'string') return (seen) => typeof seen === 'string' && compare(op, seen, value);
  throw new InvariantError(`an order comparison with ${typeof value} passed the parser`);
}

type AgeRule = Extract<Expression, { ageBetween: unknown }>['ageBetween'];

function compileAge({ field, min = 0, max }: AgeRule, isNegated: boolean): Criterion {
  const limit = max ?? Number.POSITIVE_INFINITY;
  const range = max === undefined ? `>= ${min}` : `${min}–${max}`;
  return simple(
    'age-between',
    field === undefined ? range : `${field} ${range}`,
    isNegated,
    (subject, { today }) => {
      const date = field === undefined ? subject.birthDate : factOf(subject, field);
      if (typeof date !== 'string' || !isPlainDate(date)) return missing(field ?? 'birthDate');
      const age = ageOn(date, today);
      return found(age >= min && age <= limit, age);
    },
  );
}

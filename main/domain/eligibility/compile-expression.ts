import { type Criterion, compileLeaf, type Finding } from './criterion.ts';
import type { EligibilityContext, EligibilitySubject } from './eligibility-subject.ts';
import type { Answer, Criteria, TraceEntry } from './eligibility-trace.ts';
import type { Expression } from './expression.ts';
import { compileAggregate, compileCount, type MemberTest } from './member-criterion.ts';

/** The answer for one subject with the reasons. */
export type EligibilityResult = { readonly answer: Answer; readonly trace: readonly TraceEntry[] };

/** An expression ready to run over many subjects. `criteria` completes stored traces (see expandTrace). */
export type CompiledExpression = {
  readonly criteria: Criteria;
  readonly evaluate: (subject: EligibilitySubject, context: EligibilityContext) => EligibilityResult;
};

type Evaluate = CompiledExpression['evaluate'];

/**
 * Turns a parsed expression into a function. Negation is pushed down to the criteria (De Morgan holds for Kleene's
 * three values), so every reason reads positively. The trace of `all` lists its criteria; that of `any` the first
 * that passed, else what is unknown, else everything that failed.
 */
export function compileExpression(expression: Expression): CompiledExpression {
  const criteria = new Map<string, Pick<TraceEntry, 'code' | 'wanted'>>();
  return { criteria, evaluate: compileNode(expression, [], false, criteria) };
}

/** Compiles and runs once. For many subjects compile first. */
export function evaluateExpression(
  expression: Expression,
  subject: EligibilitySubject,
  context: EligibilityContext,
): EligibilityResult {
  return compileExpression(expression).evaluate(subject, context);
}

function compileNode(
  node: Expression,
  path: readonly number[],
  isNegated: boolean,
  criteria: Map<string, Pick<TraceEntry, 'code' | 'wanted'>>,
): Evaluate {
  if ('not' in node) return compileNode(node.not, path, !isNegated, criteria);
  if ('all' in node || 'any' in node) {
    const list = 'all' in node ? node.all : node.any;
    const parts = list.map((part, at) => compileNode(part, [...path, at], isNegated, criteria));
    return 'all' in node === isNegated ? anyOf(parts) : allOf(parts);
  }
  const criterion = compileCriterion(node, isNegated);
  const rule = uniqueName(node.id ?? (path.join('.') || '0'), criteria);
  criteria.set(rule, { code: criterion.code, wanted: criterion.wanted });
  return (subject, context) => {
    const finding = criterion.find(subject, context);
    return { answer: finding.answer, trace: [entryOf(rule, criterion, finding)] };
  };
}

type Leaf = Exclude<Expression, { all: unknown } | { any: unknown } | { not: unknown }>;

function compileCriterion(node: Leaf, isNegated: boolean): Criterion {
  if ('count' in node) return compileCount(node.count, isNegated, memberTest(node.count.where));
  if ('sum' in node) return compileAggregate('sum', node.sum, isNegated, memberTest(node.sum.where));
  if ('min' in node) return compileAggregate('min', node.min, isNegated, memberTest(node.min.where));
  if ('max' in node) return compileAggregate('max', node.max, isNegated, memberTest(node.max.where));
  return compileLeaf(node, isNegated);
}

function memberTest(where: Expression | undefined): MemberTest {
  if (where === undefined) return () => ({ answer: 'pass' });
  const evaluate = compileNode(where, [], false, new Map());
  return (member, context) => {
    const { answer, trace } = evaluate(member, context);
    const missingField = answer === 'unknown' ? trace.find(isUnknown)?.missingField : undefined;
    return missingField === undefined ? { answer } : { answer, missingField };
  };
}

/** Fails as soon as one part fails, passes when all pass, else unknown. Every part is listed. */
function allOf(parts: readonly Evaluate[]): Evaluate {
  return (subject, context) => {
    let answer: Answer = 'pass';
    const trace: TraceEntry[] = [];
    for (const part of parts) {
      const result = part(subject, context);
      if (result.answer === 'fail' || (result.answer === 'unknown' && answer === 'pass'))
        answer = result.answer;
      trace.push(...result.trace);
    }
    return { answer, trace };
  };
}

/** Passes as soon as one part passes, fails when all fail, else unknown. */
function anyOf(parts: readonly Evaluate[]): Evaluate {
  return (subject, context) => {
    const failed: TraceEntry[] = [];
    const unknown: TraceEntry[] = [];
    let isOpen = false;
    for (const part of parts) {
      const result = part(subject, context);
      if (result.answer === 'pass') return result;
      if (result.answer === 'fail') failed.push(...result.trace);
      if (result.answer === 'unknown') unknown.push(...result.trace.filter(isUnknown));
      isOpen ||= result.answer === 'unknown';
    }
    return isOpen ? { answer: 'unknown', trace: unknown } : { answer: 'fail', trace: failed };
  };
}

function isUnknown(entry: TraceEntry): boolean {
  return entry.answer === 'unknown';
}

function entryOf(rule: string, { code, wanted }: Criterion, finding: Finding): TraceEntry {
  const { answer, seen, missingField } = finding;
  const entry = { rule, code, answer, seen, wanted };
  return missingField === undefined ? entry : { ...entry, missingField };
}

/** Two criteria with one name would make reasons ambiguous; the later one gets its place added. */
function uniqueName(name: string, criteria: ReadonlyMap<string, unknown>): string {
  return criteria.has(name) ? `${name}~${criteria.size}` : name;
}

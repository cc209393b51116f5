import type { OutputOf } from '#contract/contract';
import type { CountRule, Expression, Scalar } from '#domain/eligibility/expression';

/** One rule as a line: how deep it stands, what it is, and the values its sentence needs. */
export type RuleLine = OutputOf<'programs.get'>['rules'][number];
/** Names of what rules point at. */
export type RuleNames = {
  readonly areaName: (areaId: string) => string;
  readonly idTypeName: (code: string) => string;
  readonly programName: (programId: string) => string;
};

type Data = RuleLine['data'];

/** The rules of a programme as lines for the screen to put into words; the expression itself stays in the core. */
export function explainRules(expression: Expression, names: RuleNames): RuleLine[] {
  return linesOf(expression, 0, names);
}

function linesOf(node: Expression, depth: number, names: RuleNames): RuleLine[] {
  const line = (code: string, data: Data = {}): RuleLine => ({
    depth,
    code,
    data: node.id === undefined ? data : { ...data, rule: node.id },
  });
  const below = (nodes: readonly Expression[]) => nodes.flatMap((part) => linesOf(part, depth + 1, names));
  if ('all' in node) return [line('all'), ...below(node.all)];
  if ('any' in node) return [line('any'), ...below(node.any)];
  if ('not' in node) return [line('not'), ...below([node.not])];
  if ('count' in node) return [line('count', comparison(node.count)), ...below(whereOf(node.count))];
  if ('sum' in node)
    return [line('sum', { field: node.sum.field, ...comparison(node.sum) }), ...below(whereOf(node.sum))];
  if ('min' in node)
    return [line('min', { field: node.min.field, ...comparison(node.min) }), ...below(whereOf(node.min))];
  if ('max' in node)
    return [line('max', { field: node.max.field, ...comparison(node.max) }), ...below(whereOf(node.max))];
  return [explainLeaf(node, line, names)];
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

function explainLeaf(leaf: Leaf, line: (code: string, data?: Data) => RuleLine, names: RuleNames): RuleLine {
  if ('cmp' in leaf)
    return line('cmp', { field: leaf.cmp.field, op: leaf.cmp.op, value: plain(leaf.cmp.value) });
  if ('exists' in leaf) return line('exists', { field: leaf.exists.field });
  if ('ageBetween' in leaf) {
    const { field = null, min = null, max = null } = leaf.ageBetween;
    return line('age-between', { field, min, max });
  }
  if ('inArea' in leaf) return line('in-area', { areas: leaf.inArea.map(names.areaName).join(', ') });
  if ('hasIdType' in leaf)
    return line('has-id-type', { types: leaf.hasIdType.map(names.idTypeName).join(', ') });
  if ('pmtBelow' in leaf) return line('pmt-below', { value: leaf.pmtBelow.value });
  const { programId, states = ['enrolled'] } = leaf.inProgram;
  return line('in-program', { program: names.programName(programId), states: states.join(', ') });
}

function comparison({ op, value }: CountRule): Data {
  return { op, value };
}

function whereOf({ where }: CountRule): readonly Expression[] {
  return where === undefined ? [] : [where];
}

function plain(value: Scalar | readonly Scalar[]): Scalar {
  return typeof value === 'object' ? value.join(', ') : value;
}

import { err, ok, type Result } from '../result.ts';
import {
  COMPARE_OPERATORS,
  type CompareOperator,
  type CountRule,
  type Expression,
  FIELD_OPERATORS,
  NODE_WORDS,
  ORDER_OPERATORS,
  type Scalar,
} from './expression.ts';

export type ExpressionProblem =
  | 'not-an-object'
  | 'unknown-word'
  | 'several-words'
  | 'unknown-key'
  | 'empty-list'
  | 'unknown-operator'
  | 'wrong-value'
  | 'field-malformed'
  | 'unknown-field'
  | 'members-of-members'
  | 'too-deep'
  | 'too-large';

/** The first fault, by path from the root, e.g. `all.1.cmp.op`. */
export type ExpressionInvalid = {
  readonly code: 'eligibility/expression-invalid';
  readonly path: string;
  readonly problem: ExpressionProblem;
};

const DEEPEST = 16;
const MOST_NODES = 200;
const FIELD = /^[a-z][a-zA-Z0-9_]{0,59}$/;

type State = {
  readonly knownFields: ReadonlySet<string> | null;
  fault: ExpressionInvalid | null;
  nodes: number;
};
type Place = { readonly path: readonly string[]; readonly isMember: boolean };
type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an expression from JSON. Nothing is evaluated as code; every key, operator, value type and, when given,
 * field name must be known. An empty `all` is refused because it would make everybody eligible.
 */
export function parseExpression(
  input: unknown,
  knownFields: ReadonlySet<string> | null = null,
): Result<Expression, ExpressionInvalid> {
  const state: State = { knownFields, fault: null, nodes: 0 };
  const expression = readNode(input, { path: [], isMember: false }, state);
  if (expression !== null && state.fault === null) return ok(expression);
  return err(state.fault ?? { code: 'eligibility/expression-invalid', path: '', problem: 'not-an-object' });
}

/** Remembers the first fault and stops the reading by returning null. */
function fail(state: State, place: Place, problem: ExpressionProblem): null {
  state.fault ??= { code: 'eligibility/expression-invalid', path: place.path.join('.'), problem };
  return null;
}

function below(place: Place, ...keys: readonly string[]): Place {
  return { ...place, path: [...place.path, ...keys] };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readNode(input: unknown, place: Place, state: State): Expression | null {
  state.nodes += 1;
  if (place.path.length > DEEPEST * 2) return fail(state, place, 'too-deep');
  if (state.nodes > MOST_NODES) return fail(state, place, 'too-large');
  if (!isFields(input)) return fail(state, place, 'not-an-object');
  const words = Object.keys(input).filter((key) => key !== 'id');
  const word = NODE_WORDS.find((known) => known === words[0]);
  if (word === undefined) return fail(state, place, 'unknown-word');
  if (words.length > 1) return fail(state, place, 'several-words');
  const { id } = input;
  if (id !== undefined && (typeof id !== 'string' || !/^[\w-]{1,40}$/.test(id))) {
    return fail(state, below(place, 'id'), 'wrong-value');
  }
  const node = READERS[word](input[word], below(place, word), state);
  if (node === null) return null;
  return id === undefined ? node : { ...node, id };
}

type Reader = (value: unknown, place: Place, state: State) => Expression | null;

const READERS: Readonly<Record<(typeof NODE_WORDS)[number], Reader>> = {
  all: (value, place, state) => {
    const all = readList(value, place, state);
    return all && { all };
  },
  any: (value, place, state) => {
    const any = readList(value, place, state);
    return any && { any };
  },
  not: (value, place, state) => {
    const not = readNode(value, place, state);
    return not && { not };
  },
  cmp: readComparison,
  exists: (value, place, state) => {
    const fields = readKeys(value, ['field'], place, state);
    const field = fields && readField(fields['field'], place, state);
    return field === null ? null : { exists: { field } };
  },
  count: (value, place, state) => {
    const count = readCount(value, ['where', 'op', 'value'], place, state);
    return count && { count };
  },
  sum: (value, place, state) => {
    const sum = readAggregate(value, place, state);
    return sum && { sum };
  },
  min: (value, place, state) => {
    const min = readAggregate(value, place, state);
    return min && { min };
  },
  max: (value, place, state) => {
    const max = readAggregate(value, place, state);
    return max && { max };
  },
  ageBetween: readAge,
  inArea: (value, place, state) => {
    const inArea = readTexts(value, place, state);
    return inArea && { inArea };
  },
  hasIdType: (value, place, state) => {
    const hasIdType = readTexts(value, place, state);
    return hasIdType && { hasIdType };
  },
  pmtBelow: (value, place, state) => {
    const fields = readKeys(value, ['value'], place, state);
    const limit = fields && readNumber(fields['value'], below(place, 'value'), state);
    return limit === null ? null : { pmtBelow: { value: limit } };
  },
  inProgram: (value, place, state) => {
    const fields = readKeys(value, ['programId', 'states'], place, state);
    if (fields === null) return null;
    const { programId, states } = fields;
    if (typeof programId !== 'string' || programId === '') {
      return fail(state, below(place, 'programId'), 'wrong-value');
    }
    if (states === undefined) return { inProgram: { programId } };
    const wanted = readTexts(states, below(place, 'states'), state);
    return wanted && { inProgram: { programId, states: wanted } };
  },
};

function readList(value: unknown, place: Place, state: State): readonly Expression[] | null {
  if (!Array.isArray(value)) return fail(state, place, 'wrong-value');
  if (value.length === 0) return fail(state, place, 'empty-list');
  const list: Expression[] = [];
  for (const [at, item] of value.entries()) {
    const node = readNode(item, below(place, String(at)), state);
    if (node === null) return null;
    list.push(node);
  }
  return list;
}

function readKeys(value: unknown, allowed: readonly string[], place: Place, state: State): Fields | null {
  if (!isFields(value)) return fail(state, place, 'not-an-object');
  const unknownKey = Object.keys(value).find((key) => !allowed.includes(key));
  return unknownKey === undefined ? value : fail(state, below(place, unknownKey), 'unknown-key');
}

function readField(value: unknown, place: Place, state: State): string | null {
  const at = below(place, 'field');
  if (typeof value !== 'string' || !FIELD.test(value) || value in Object.prototype) {
    return fail(state, at, 'field-malformed');
  }
  const isKnown = state.knownFields === null || state.knownFields.has(value);
  return isKnown ? value : fail(state, at, 'unknown-field');
}

function readNumber(value: unknown, place: Place, state: State): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : fail(state, place, 'wrong-value');
}

function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || typeof value === 'boolean';
}

function readTexts(value: unknown, place: Place, state: State): readonly string[] | null {
  if (!Array.isArray(value)) return fail(state, place, 'wrong-value');
  if (value.length === 0) return fail(state, place, 'empty-list');
  const texts = value.filter((item): item is string => typeof item === 'string' && item !== '');
  return texts.length === value.length ? texts : fail(state, place, 'wrong-value');
}

function readComparison(input: unknown, place: Place, state: State): Expression | null {
  const fields = readKeys(input, ['field', 'op', 'value'], place, state);
  const field = fields && readField(fields['field'], place, state);
  if (fields === null || field === null) return null;
  const op = FIELD_OPERATORS.find((known) => known === fields['op']);
  if (op === undefined) return fail(state, below(place, 'op'), 'unknown-operator');
  const { value } = fields;
  const at = below(place, 'value');
  if (op === 'in' || op === 'not-in') {
    if (!Array.isArray(value) || !value.every(isScalar)) return fail(state, at, 'wrong-value');
    return value.length === 0 ? fail(state, at, 'empty-list') : { cmp: { field, op, value } };
  }
  const needsOrder = ORDER_OPERATORS.some((order) => order === op);
  if (!isScalar(value) || (needsOrder && typeof value === 'boolean')) return fail(state, at, 'wrong-value');
  return { cmp: { field, op, value } };
}

function readCount(value: unknown, allowed: readonly string[], place: Place, state: State): CountRule | null {
  if (place.isMember) return fail(state, place, 'members-of-members');
  const fields = readKeys(value, allowed, place, state);
  if (fields === null) return null;
  const op: CompareOperator | undefined = COMPARE_OPERATORS.find((known) => known === fields['op']);
  if (op === undefined) return fail(state, below(place, 'op'), 'unknown-operator');
  const limit = readNumber(fields['value'], below(place, 'value'), state);
  if (limit === null) return null;
  if (fields['where'] === undefined) return { op, value: limit };
  const where = readNode(fields['where'], { ...below(place, 'where'), isMember: true }, state);
  return where && { where, op, value: limit };
}

function readAggregate(
  value: unknown,
  place: Place,
  state: State,
): (CountRule & { readonly field: string }) | null {
  const rule = readCount(value, ['field', 'where', 'op', 'value'], place, state);
  const field = rule && isFields(value) ? readField(value['field'], place, state) : null;
  return rule === null || field === null ? null : { ...rule, field };
}

function readAge(value: unknown, place: Place, state: State): Expression | null {
  const fields = readKeys(value, ['field', 'min', 'max'], place, state);
  if (fields === null) return null;
  const { field, min, max } = fields;
  const isAge = (age: unknown): age is number | undefined =>
    age === undefined || (typeof age === 'number' && Number.isInteger(age) && age >= 0 && age <= 150);
  if (!isAge(min)) return fail(state, below(place, 'min'), 'wrong-value');
  if (!isAge(max)) return fail(state, below(place, 'max'), 'wrong-value');
  if (min === undefined && max === undefined) return fail(state, place, 'wrong-value');
  const named = field === undefined ? undefined : readField(field, place, state);
  if (named === null) return null;
  return {
    ageBetween: {
      ...(named === undefined ? {} : { field: named }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    },
  };
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression, evaluateExpression } from './compile-expression.ts';
import type { EligibilitySubject } from './eligibility-subject.ts';
import { type Answer, compactTrace, expandTrace } from './eligibility-trace.ts';
import type { Expression } from './expression.ts';

const context = { today: '2026-11-20' };
const nobody: EligibilitySubject = {
  facts: {},
  birthDate: null,
  areaIds: [],
  idTypes: [],
  programs: [],
  pmtScoreMicro: null,
  members: [],
};
const child: EligibilitySubject = {
  ...nobody,
  birthDate: '2024-01-01',
  facts: { gender: 'female', income: 0 },
};
const adult: EligibilitySubject = {
  ...nobody,
  birthDate: '1990-01-01',
  facts: { gender: 'male', income: 300 },
};
const unborn: EligibilitySubject = { ...nobody, facts: { gender: 'female' } };
const household: EligibilitySubject = {
  ...nobody,
  facts: { income: 450, roof: 'straw', owns: false, since: '2020-05-01', empty: '' },
  birthDate: '1960-11-20',
  areaIds: ['country', 'zone', 'village'],
  idTypes: ['national'],
  programs: [{ programId: 'cash', state: 'enrolled' }],
  pmtScoreMicro: 6_500_000,
  members: [child, adult, unborn],
};

function answer(expression: Expression, subject = household) {
  const { answer: said, trace } = evaluateExpression(expression, subject, context);
  return [
    said,
    ...trace.map(({ seen, wanted, missingField }) =>
      [seen, wanted, missingField].filter((x) => x !== undefined),
    ),
  ];
}

describe('criteria', () => {
  test.each([
    [{ cmp: { field: 'income', op: '<=', value: 450 } }, ['pass', [450, 'income <= 450']]],
    [{ cmp: { field: 'income', op: '<', value: 450 } }, ['fail', [450, 'income < 450']]],
    [
      { cmp: { field: 'roof', op: 'in', value: ['mud', 'straw'] } },
      ['pass', ['straw', 'roof in mud, straw']],
    ],
    [
      { cmp: { field: 'since', op: '<', value: '2021-01-01' } },
      ['pass', ['2020-05-01', 'since < 2021-01-01']],
    ],
    [{ cmp: { field: 'owns', op: '=', value: false } }, ['pass', [false, 'owns = false']]],
    [{ cmp: { field: 'rooms', op: '>', value: 1 } }, ['unknown', [null, 'rooms > 1', 'rooms']]],
    [{ cmp: { field: 'empty', op: '!=', value: 'x' } }, ['unknown', [null, 'empty != x', 'empty']]],
    [{ cmp: { field: 'roof', op: '>', value: 1 } }, ['unknown', [null, 'roof > 1', 'roof']]],
    [{ cmp: { field: 'toString', op: '=', value: 'x' } }, ['unknown', [null, 'toString = x', 'toString']]],
    [{ exists: { field: 'roof' } }, ['pass', [null, 'roof']]],
    [{ exists: { field: 'empty' } }, ['fail', [null, 'empty']]],
    [{ ageBetween: { min: 66 } }, ['pass', [66, '>= 66']]],
    [{ ageBetween: { min: 18, max: 65 } }, ['fail', [66, '18–65']]],
    [{ ageBetween: { field: 'since', max: 6 } }, ['pass', [6, 'since 0–6']]],
    [{ ageBetween: { field: 'roof', max: 6 } }, ['unknown', [null, 'roof 0–6', 'roof']]],
    [{ inArea: ['zone', 'other'] }, ['pass', ['zone', 'zone, other']]],
    [{ inArea: ['other'] }, ['fail', ['village', 'other']]],
    [{ hasIdType: ['voter'] }, ['fail', [null, 'voter']]],
    [{ pmtBelow: { value: 6.5 } }, ['fail', [6.5, '6.5']]],
    [{ pmtBelow: { value: 6.500001 } }, ['pass', [6.5, '6.500001']]],
    [{ inProgram: { programId: 'cash' } }, ['pass', ['enrolled', 'cash: enrolled']]],
    [{ inProgram: { programId: 'cash', states: ['exited'] } }, ['fail', ['enrolled', 'cash: exited']]],
    [{ not: { inProgram: { programId: 'food' } } }, ['pass', [null, 'not food: enrolled']]],
    [{ not: { cmp: { field: 'income', op: '<', value: 450 } } }, ['pass', [450, 'income >= 450']]],
    [{ not: { cmp: { field: 'rooms', op: '>', value: 1 } } }, ['unknown', [null, 'rooms <= 1', 'rooms']]],
  ] satisfies readonly (readonly [Expression, unknown])[])('%j', (expression, expected) => {
    expect(answer(expression)).toEqual(expected);
  });

  test('without area, score or birth date the answer is unknown', () => {
    expect(
      [{ inArea: ['zone'] }, { pmtBelow: { value: 1 } }, { ageBetween: { min: 1 } }].map(
        (rule) => answer(rule, nobody)[0],
      ),
    ).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('members', () => {
  const under5: Expression = { ageBetween: { max: 4 } };
  const grown: Expression = { ageBetween: { min: 18 } };
  const named: Expression = { cmp: { field: 'gender', op: '=', value: 'male' } };
  test.each([
    [{ count: { op: '=', value: 3 } }, ['pass', [3, '= 3']]],
    [{ count: { where: under5, op: '>=', value: 1 } }, ['pass', ['1–2', '>= 1']]],
    [{ count: { where: under5, op: '>=', value: 2 } }, ['unknown', ['1–2', '>= 2', 'birthDate']]],
    [{ count: { where: under5, op: '>', value: 2 } }, ['fail', ['1–2', '> 2']]],
    [{ count: { where: under5, op: '=', value: 3 } }, ['fail', ['1–2', '= 3']]],
    [{ count: { where: under5, op: '=', value: 2 } }, ['unknown', ['1–2', '= 2', 'birthDate']]],
    [{ count: { where: under5, op: '!=', value: 0 } }, ['pass', ['1–2', '!= 0']]],
    [{ sum: { field: 'income', where: named, op: '<=', value: 300 } }, ['pass', [300, 'sum income <= 300']]],
    [{ sum: { field: 'income', op: '<=', value: 300 } }, ['unknown', [null, 'sum income <= 300', 'income']]],
    [
      { sum: { field: 'income', where: grown, op: '<=', value: 1 } },
      ['unknown', [null, 'sum income <= 1', 'birthDate']],
    ],
    [{ max: { field: 'income', where: named, op: '>', value: 299 } }, ['pass', [300, 'max income > 299']]],
    [
      { not: { min: { field: 'income', where: named, op: '>', value: 299 } } },
      ['fail', [300, 'min income <= 299']],
    ],
  ] satisfies readonly (readonly [Expression, unknown])[])('%j', (expression, expected) => {
    expect(answer(expression)).toEqual(expected);
  });

  test('a sum over nobody is 0, a least value over nobody meets nothing', () => {
    expect(answer({ sum: { field: 'x', op: '=', value: 0 } }, nobody)).toEqual(['pass', [0, 'sum x = 0']]);
    expect(answer({ min: { field: 'x', op: '>=', value: 0 } }, nobody)[0]).toBe('fail');
    expect(answer({ not: { min: { field: 'x', op: '>=', value: 0 } } }, nobody)[0]).toBe('pass');
  });
});

/** Kleene's tables, written down plainly, as the judge of the compiled form. */
function judge(expression: Expression, subject: EligibilitySubject): Answer {
  if ('not' in expression) {
    const inner = judge(expression.not, subject);
    return inner === 'unknown' ? inner : inner === 'pass' ? 'fail' : 'pass';
  }
  if ('all' in expression || 'any' in expression) {
    const [parts, deciding] =
      'all' in expression ? [expression.all, 'fail' as const] : [expression.any, 'pass' as const];
    const answers = parts.map((part) => judge(part, subject));
    if (answers.includes(deciding)) return deciding;
    return answers.includes('unknown') ? 'unknown' : deciding === 'fail' ? 'pass' : 'fail';
  }
  return evaluateExpression(expression, subject, context).answer;
}

const leaf = fc.constantFrom<Expression>(
  { cmp: { field: 'income', op: '<', value: 450 } },
  { cmp: { field: 'roof', op: 'not-in', value: ['mud'] } },
  { cmp: { field: 'rooms', op: '>', value: 1 } },
  { ageBetween: { min: 60, max: 70 } },
  { exists: { field: 'empty' } },
  { count: { where: { ageBetween: { max: 4 } }, op: '>=', value: 2 } },
  { count: { where: { ageBetween: { max: 4 } }, op: '>=', value: 1 } },
  { min: { field: 'nothing', where: { hasIdType: ['none'] }, op: '>', value: 0 } },
);
const { tree } = fc.letrec<{ tree: Expression; list: Expression[] }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('list').map((all) => ({ all })),
    tie('list').map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
  list: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
}));

describe('logic', () => {
  test('the compiled answer is that of the three-valued tables', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        expect(evaluateExpression(expression, household, context).answer).toBe(judge(expression, household));
      }),
      { numRuns: 500 },
    );
  });

  test('an unknown or failed answer always names a criterion of that answer', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const { answer: said, trace } = evaluateExpression(expression, household, context);
        expect(trace.some((entry) => entry.answer === said)).toBe(true);
      }),
    );
  });

  test('reasons: all of an `all`, the deciding ones of an `any`', () => {
    const rich: Expression = { id: 'income', cmp: { field: 'income', op: '<', value: 100 } };
    const straw: Expression = { id: 'roof', cmp: { field: 'roof', op: '=', value: 'straw' } };
    const rooms: Expression = { id: 'rooms', cmp: { field: 'rooms', op: '>', value: 1 } };
    const rules = (expression: Expression) =>
      evaluateExpression(expression, household, context).trace.map(
        (entry) => `${entry.rule} ${entry.answer}`,
      );
    expect(rules({ all: [rich, straw, rooms] })).toEqual(['income fail', 'roof pass', 'rooms unknown']);
    expect(rules({ any: [rich, straw, rooms] })).toEqual(['roof pass']);
    expect(rules({ any: [rich, rooms] })).toEqual(['rooms unknown']);
    expect(rules({ any: [rich, { not: straw }] })).toEqual(['income fail', 'roof fail']);
    expect(rules({ any: [{ all: [rich, rooms] }] })).toEqual(['income fail', 'rooms unknown']);
    expect(rules({ all: [rich, { ...straw, id: 'income' }] })).toEqual(['income fail', 'income~1 pass']);
  });
});

describe('stored traces', () => {
  test('a trace of usual size comes back whole', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const compiled = compileExpression(expression);
        const { trace } = compiled.evaluate(household, context);
        const stored = compactTrace(trace);
        expect(new TextEncoder().encode(stored).length).toBeLessThanOrEqual(300);
        const back = expandTrace(stored, compiled.criteria);
        expect(back.trace.length + back.notShown).toBe(trace.length);
        if (back.notShown === 0) expect(back.trace).toEqual(trace);
      }),
    );
  });

  test('a long trace keeps what failed and counts what it leaves out', () => {
    const all: Expression[] = Array.from({ length: 40 }, (_, at) => ({
      id: `criterion-${at}`,
      cmp: { field: 'income', op: at === 39 ? '>' : '<', value: 1000 },
    }));
    const compiled = compileExpression({ all });
    const stored = compactTrace(compiled.evaluate(household, context).trace);
    expect(stored.length).toBeLessThanOrEqual(300);
    const back = expandTrace(stored, compiled.criteria);
    expect(back.trace.at(-1)).toEqual({
      rule: 'criterion-39',
      code: 'cmp',
      answer: 'fail',
      seen: 450,
      wanted: 'income > 1000',
    });
    expect(back.trace.length + back.notShown).toBe(40);
  });
});

test('fifty thousand households of five are evaluated in well under two seconds', () => {
  const { evaluate } = compileExpression({
    all: [
      { pmtBelow: { value: 7 } },
      {
        any: [
          { count: { where: { ageBetween: { max: 4 } }, op: '>=', value: 1 } },
          { cmp: { field: 'roof', op: '=', value: 'straw' } },
        ],
      },
      { not: { inProgram: { programId: 'food' } } },
      { inArea: ['zone'] },
      { sum: { field: 'income', where: { ageBetween: { min: 18 } }, op: '<=', value: 900 } },
    ],
  });
  const five = { ...household, members: [adult, adult, child, child, adult] };
  const started = performance.now();
  let passed = 0;
  for (let at = 0; at < 50_000; at += 1) if (evaluate(five, context).answer === 'pass') passed += 1;
  expect(passed).toBe(50_000);
  expect(performance.now() - started).toBeLessThan(2000);
});

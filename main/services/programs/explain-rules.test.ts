import { expect, test } from 'vitest';
import { parseExpression } from '#domain/eligibility/parse-expression';
import { explainRules } from './explain-rules.ts';

const names = {
  areaName: (id: string) => `area ${id}`,
  idTypeName: (code: string) => `document ${code}`,
  programName: (id: string) => `programme ${id}`,
};

test.each<[unknown, unknown]>([
  [
    { cmp: { field: 'roof', op: 'in', value: ['mud', 'grass'] } },
    [{ depth: 0, code: 'cmp', data: { field: 'roof', op: 'in', value: 'mud, grass' } }],
  ],
  [
    { not: { exists: { field: 'income' } } },
    [
      { depth: 0, code: 'not', data: {} },
      { depth: 1, code: 'exists', data: { field: 'income' } },
    ],
  ],
  [
    { id: 'small', count: { where: { ageBetween: { max: 4 } }, op: '>=', value: 2 } },
    [
      { depth: 0, code: 'count', data: { op: '>=', value: 2, rule: 'small' } },
      { depth: 1, code: 'age-between', data: { field: null, min: null, max: 4 } },
    ],
  ],
  [
    { sum: { field: 'income', op: '<', value: 500 } },
    [{ depth: 0, code: 'sum', data: { field: 'income', op: '<', value: 500 } }],
  ],
  [
    { min: { field: 'rooms', op: '=', value: 1 } },
    [{ depth: 0, code: 'min', data: { field: 'rooms', op: '=', value: 1 } }],
  ],
  [
    { max: { field: 'rooms', op: '=', value: 1 } },
    [{ depth: 0, code: 'max', data: { field: 'rooms', op: '=', value: 1 } }],
  ],
  [{ inArea: ['a', 'b'] }, [{ depth: 0, code: 'in-area', data: { areas: 'area a, area b' } }]],
  [{ hasIdType: ['n'] }, [{ depth: 0, code: 'has-id-type', data: { types: 'document n' } }]],
  [
    { inProgram: { programId: 'p' } },
    [{ depth: 0, code: 'in-program', data: { program: 'programme p', states: 'enrolled' } }],
  ],
])('%j becomes lines', (input, lines) => {
  const expression = parseExpression(input);
  if (!expression.ok) throw new Error(expression.error.problem);
  expect(explainRules(expression.value, names)).toEqual(lines);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression } from './parse-expression.ts';

describe('sound expressions', () => {
  test.each([
    [{ cmp: { field: 'income', op: '<', value: 5000 } }],
    [{ cmp: { field: 'birth', op: '>=', value: '1990-01-01' } }],
    [{ id: 'poor', cmp: { field: 'roof', op: 'in', value: ['straw', 'mud'] } }],
    [{ all: [{ exists: { field: 'phone' } }, { not: { inArea: ['a'] } }] }],
    [{ any: [{ hasIdType: ['national'] }, { pmtBelow: { value: 7.25 } }] }],
    [{ count: { where: { ageBetween: { max: 4 } }, op: '>=', value: 1 } }],
    [{ count: { op: '>', value: 5 } }],
    [{ sum: { field: 'income', where: { ageBetween: { min: 18 } }, op: '<=', value: 900.5 } }],
    [{ ageBetween: { field: 'married_on', min: 1, max: 5 } }],
    [{ inProgram: { programId: 'p', states: ['enrolled', 'paused'] } }],
  ])('%j is read as it stands', (expression) => {
    expect(parseExpression(expression)).toEqual({ ok: true, value: expression });
  });
});

describe('faults', () => {
  const deep = (levels: number): unknown => (levels === 0 ? { inArea: ['a'] } : { not: deep(levels - 1) });
  test.each([
    [null, '', 'not-an-object'],
    [[], '', 'not-an-object'],
    [{}, '', 'unknown-word'],
    [{ eval: 'process.exit()' }, '', 'unknown-word'],
    [{ constructor: 1 }, '', 'unknown-word'],
    [{ all: [{ inArea: ['a'] }], any: [] }, '', 'several-words'],
    [{ all: [] }, 'all', 'empty-list'],
    [
      { all: [{ inArea: ['a'] }, { cmp: { field: 'a', op: 'like', value: 1 } }] },
      'all.1.cmp.op',
      'unknown-operator',
    ],
    [{ cmp: { field: 'a', op: '<', value: true } }, 'cmp.value', 'wrong-value'],
    [{ cmp: { field: 'a', op: '=', value: null } }, 'cmp.value', 'wrong-value'],
    [{ cmp: { field: 'a', op: 'in', value: [] } }, 'cmp.value', 'empty-list'],
    [{ cmp: { field: 'a', op: '=', value: Number.NaN } }, 'cmp.value', 'wrong-value'],
    [{ cmp: { field: '__proto__', op: '=', value: 1 } }, 'cmp.field', 'field-malformed'],
    [{ cmp: { field: 'constructor', op: '=', value: 1 } }, 'cmp.field', 'field-malformed'],
    [{ cmp: { field: 'a', op: '=', value: 1, extra: 1 } }, 'cmp.extra', 'unknown-key'],
    [
      { count: { where: { count: { op: '>', value: 1 } }, op: '>', value: 1 } },
      'count.where.count',
      'members-of-members',
    ],
    [{ sum: { op: '>', value: 1 } }, 'sum.field', 'field-malformed'],
    [{ ageBetween: {} }, 'ageBetween', 'wrong-value'],
    [{ ageBetween: { min: 1.5 } }, 'ageBetween.min', 'wrong-value'],
    [{ inArea: [] }, 'inArea', 'empty-list'],
    [{ inArea: ['a', 1] }, 'inArea', 'wrong-value'],
    [{ pmtBelow: { value: '7' } }, 'pmtBelow.value', 'wrong-value'],
    [{ inProgram: {} }, 'inProgram.programId', 'wrong-value'],
    [{ id: 'two words', inArea: ['a'] }, 'id', 'wrong-value'],
    [{ any: Array.from({ length: 300 }, () => ({ inArea: ['a'] })) }, 'any.199', 'too-large'],
  ])('%j', (expression, path, problem) => {
    expect(parseExpression(expression)).toEqual({
      ok: false,
      error: { code: 'eligibility/expression-invalid', path, problem },
    });
  });

  test('nesting has an end', () => {
    expect(parseExpression(deep(16)).ok).toBe(true);
    expect(parseExpression(deep(1000))).toMatchObject({ error: { problem: 'too-deep' } });
  });

  test('a field outside the known ones is named', () => {
    const known = new Set(['income']);
    expect(parseExpression({ exists: { field: 'income' } }, known).ok).toBe(true);
    expect(parseExpression({ not: { exists: { field: 'incom' } } }, known)).toMatchObject({
      error: { path: 'not.exists.field', problem: 'unknown-field' },
    });
  });

  test('any JSON gives an expression equal to it or a fault, never a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const result = parseExpression(json);
        expect(result.ok ? result.value : json).toEqual(json);
      }),
    );
  });
});

import { expect, test } from 'vitest';
import { roundToMultiple, scaleHalfUp } from './half-up.ts';
import { InvariantError } from './invariant.ts';

test.each([
  [5, 1, 2, 3],
  [-5, 1, 2, -3],
  [4, 1, 3, 1],
  [0, -3, 7, 0],
  [9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991],
])('%i × %i ÷ %i is %i', (value, numerator, denominator, expected) => {
  expect(scaleHalfUp(value, numerator, denominator)).toBe(expected);
});

test('multiples are reached half-up', () => {
  expect([24, 25, -25].map((value) => roundToMultiple(value, 50))).toEqual([0, 50, -50]);
});

test('fractions, a zero divisor and results past 2^53 are bugs', () => {
  expect(() => scaleHalfUp(0.5, 1, 1)).toThrow(InvariantError);
  expect(() => scaleHalfUp(1, 1, 0)).toThrow(InvariantError);
  expect(() => scaleHalfUp(9_007_199_254_740_991, 3, 2)).toThrow(InvariantError);
});

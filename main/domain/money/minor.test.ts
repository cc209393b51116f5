import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvariantError } from '../invariant.ts';
import {
  add,
  formatMinorPlain,
  minor,
  multiplyRate,
  parseAmountText,
  roundToStep,
  subtract,
  sum,
  sumBig,
} from './minor.ts';

const anyMinor = fc.maxSafeInteger();

describe('minor units', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is not money', (amount) => {
    expect(() => minor(amount)).toThrow(InvariantError);
  });

  test('a sum past the safe range throws instead of losing a cent, and the bigint sum carries on', () => {
    const big = Number.MAX_SAFE_INTEGER;
    expect(() => add(big, 1)).toThrow(InvariantError);
    expect(() => subtract(-big, 1)).toThrow(InvariantError);
    expect(() => sum([big, 1])).toThrow(InvariantError);
    expect(sumBig([big, big, 2])).toBe(18_014_398_509_481_984n);
  });

  test('sum and bigint sum agree wherever the sum fits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (amounts) => {
        expect(BigInt(sum(amounts))).toBe(sumBig(amounts));
      }),
    );
  });
});

describe('rates', () => {
  test.each([
    [1000, 1, 3, 333],
    [2000, 1, 3, 667],
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [1050, 25, 1000, 26],
    [1070, 25, 1000, 27],
    [9_007_199_254_740_991, 999_999, 1_000_000, 9_007_190_247_541_736],
    [0, 7, 9, 0],
  ])('%i × %i ÷ %i = %i', (amount, numerator, denominator, expected) => {
    expect(multiplyRate(amount, numerator, denominator)).toBe(expected);
  });

  test('the result is within half a unit of the exact quotient, and a reversal cancels', () => {
    const rate = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: -9e9, max: 9e9 }), rate, rate, (amount, numerator, denominator) => {
        const rounded = BigInt(multiplyRate(amount, numerator, denominator));
        const doubledError = 2n * (rounded * BigInt(denominator) - BigInt(amount) * BigInt(numerator));
        expect(doubledError <= BigInt(denominator) && doubledError >= -BigInt(denominator)).toBe(true);
        expect(multiplyRate(-amount, numerator, denominator) + Number(rounded)).toBe(0);
      }),
    );
  });

  test('rounding to a step is half-up', () => {
    expect([149, 150, 151, -150].map((amount) => roundToStep(amount, 100))).toEqual([100, 200, 200, -200]);
  });
});

describe('amount text', () => {
  test.each([
    ['1250', 2, 125_000],
    ['1250.5', 2, 125_050],
    ['1250,50', 2, 125_050],
    ['1,250.50', 2, 125_050],
    ['1.250,50', 2, 125_050],
    ['1 250,50', 2, 125_050],
    ['1\u202f250\u00a0000', 0, 1_250_000],
    ["1'250'000", 0, 1_250_000],
    ['1,250,000', 2, 125_000_000],
    ['١٢٥٠٫٥', 2, 125_050],
    ['१२५०.५०', 2, 125_050],
    ['1.250', 3, 1250],
    ['12.5000', 2, 1250],
    [' 7 ', 0, 7],
  ])('%s with %i decimals is %i minor units', (text, exponent, amount) => {
    expect(parseAmountText(text, exponent)).toEqual({ ok: true, value: amount });
  });

  test.each([
    ['', 2, { code: 'money/not-an-amount' }],
    ['-5', 2, { code: 'money/not-an-amount' }],
    ['5 birr', 2, { code: 'money/not-an-amount' }],
    ['1e5', 2, { code: 'money/not-an-amount' }],
    ['1,2,3', 2, { code: 'money/not-an-amount' }],
    ['1.250', 2, { code: 'money/ambiguous-separator', text: '1.250' }],
    ['1,250', 0, { code: 'money/ambiguous-separator', text: '1,250' }],
    ['12.3456', 2, { code: 'money/too-many-decimals', exponent: 2 }],
    ['12.5', 0, { code: 'money/too-many-decimals', exponent: 0 }],
    ['90071992547409.92', 2, { code: 'money/too-large' }],
  ])('%s with %i decimals is refused', (text, exponent, error) => {
    expect(parseAmountText(text, exponent)).toEqual({ ok: false, error });
  });

  test('what is formatted plainly is read back', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), fc.constantFrom(0, 2, 3), (amount, exponent) => {
        expect(parseAmountText(formatMinorPlain(amount, exponent), exponent)).toEqual({
          ok: true,
          value: amount,
        });
      }),
    );
  });

  test('plain format keeps the sign and all decimals', () => {
    expect([formatMinorPlain(-5, 2), formatMinorPlain(125_000, 2), formatMinorPlain(7, 0)]).toEqual([
      '-0.05',
      '1250.00',
      '7',
    ]);
    fc.assert(fc.property(anyMinor, (amount) => Number(formatMinorPlain(amount, 0)) === amount));
  });
});

import { expect, test } from 'vitest';
import { CURRENCIES, currencyByCode, currencyByNumeric } from './currencies.ts';

test('codes and numbers name one currency each', () => {
  expect(new Set(CURRENCIES.map((currency) => currency.code)).size).toBe(CURRENCIES.length);
  expect(new Set(CURRENCIES.map((currency) => currency.numeric)).size).toBe(CURRENCIES.length);
});

test.each([
  ['ETB', 230, 2],
  ['KES', 404, 2],
  ['USD', 840, 2],
  ['EUR', 978, 2],
  ['XOF', 952, 0],
  ['UGX', 800, 0],
  ['TND', 788, 3],
  ['JOD', 400, 3],
] as const)('%s is number %i with %i decimals, found both ways', (code, numeric, exponent) => {
  expect(currencyByCode(code)).toEqual({ code, numeric, exponent });
  expect(currencyByNumeric(numeric)).toEqual({ code, numeric, exponent });
});

test('an unknown code is undefined, also when it is the name of an object member', () => {
  expect([currencyByCode('XYZ'), currencyByCode('constructor'), currencyByNumeric(999)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computePmt } from './pmt.ts';
import { checkPmtModel, type PmtModel } from './pmt-model.ts';

const model: PmtModel = {
  code: 'rural',
  version: 3,
  intercept: 7.25,
  terms: [
    {
      code: 'size',
      field: 'member_count',
      transform: { kind: 'log' },
      coefficient: -0.421337,
      missing: { kind: 'error' },
    },
    {
      code: 'roof',
      field: 'roof',
      transform: { kind: 'dummy', values: ['metal', 'tile'] },
      coefficient: 0.318,
      missing: { kind: 'zero' },
    },
    {
      code: 'land',
      field: 'land_ha',
      transform: { kind: 'sqrt' },
      coefficient: 0.12,
      missing: { kind: 'mean', value: 0.64 },
    },
    {
      code: 'rooms',
      field: 'rooms',
      transform: {
        kind: 'band',
        bands: [
          { below: 2, value: 0 },
          { below: 4, value: 1 },
          { below: null, value: 2.5 },
        ],
      },
      coefficient: 0.1,
      missing: { kind: 'impute', value: 1 },
    },
    {
      code: 'light',
      field: 'electricity',
      transform: { kind: 'identity' },
      coefficient: 0.2,
      missing: { kind: 'zero' },
    },
  ],
  areaSets: [{ areaIds: ['town'], intercept: 7.5, coefficients: { roof: 0.1 } }],
  output: 'linear',
  decimals: 4,
  bands: [
    { code: 'poorest', max: 6.9 },
    { code: 'poor', max: 7.2 },
    { code: 'other', max: null },
  ],
};
const facts = { member_count: 6, roof: 'metal', land_ha: 1.44, rooms: 3, electricity: true };

describe('scores', () => {
  test('a whole household, with every part shown', () => {
    expect(computePmt(model, facts)).toEqual({
      scoreMicro: 7_257_100,
      band: 'other',
      interceptMicro: 7_250_000,
      contributions: [
        { term: 'size', seen: 6, contributionMicro: -754_934, assumed: false },
        { term: 'roof', seen: 'metal', contributionMicro: 318_000, assumed: false },
        { term: 'land', seen: 1.44, contributionMicro: 144_000, assumed: false },
        { term: 'rooms', seen: 3, contributionMicro: 100_000, assumed: false },
        { term: 'light', seen: true, contributionMicro: 200_000, assumed: false },
      ],
      missing: [],
    });
  });

  test('missing answers count as the model says and are marked', () => {
    expect(computePmt(model, { member_count: 6 })).toEqual({
      scoreMicro: 6_591_100,
      band: 'poorest',
      interceptMicro: 7_250_000,
      contributions: [
        { term: 'size', seen: 6, contributionMicro: -754_934, assumed: false },
        { term: 'roof', seen: null, contributionMicro: 0, assumed: true },
        { term: 'land', seen: null, contributionMicro: 96_000, assumed: true },
        { term: 'rooms', seen: null, contributionMicro: 0, assumed: true },
        { term: 'light', seen: null, contributionMicro: 0, assumed: true },
      ],
      missing: [],
    });
  });

  test.each([
    ['absent', {}],
    ['empty', { member_count: '' }],
    ['null', { member_count: null }],
    ['a word', { member_count: 'six' }],
    ['zero, which has no logarithm', { member_count: 0 }],
    ['inherited', Object.create({ member_count: 6 })],
  ])('an insisted answer that is %s gives no score and names the field', (_what, given) => {
    expect(computePmt(model, given)).toMatchObject({
      scoreMicro: null,
      band: null,
      missing: ['member_count'],
    });
  });

  test('a town uses its own intercept and coefficients', () => {
    expect(computePmt(model, facts, ['country', 'town']).scoreMicro).toBe(7_289_100);
  });

  test.each([
    [6.9, 'poorest'],
    [6.9001, 'poor'],
    [7.2, 'poor'],
    [7.2001, 'other'],
  ])('a score of %d is in band %s', (intercept, band) => {
    expect(computePmt({ ...model, intercept, terms: [] }, {}).band).toBe(band);
  });

  test('an exponential output comes back from logarithms and never overflows', () => {
    expect(computePmt({ ...model, output: 'exp', intercept: 1, terms: [], decimals: 6 }, {}).scoreMicro).toBe(
      2_718_282,
    );
    expect(
      computePmt({ ...model, output: 'exp', intercept: 700, terms: [], decimals: 0 }, {}).scoreMicro,
    ).toBeGreaterThan(0);
  });

  test("OpenG2P's documented sum of weight × field is a linear model", () => {
    const weights = { children: 10, sqft_house: 25, sqft_land: 40, electricity: 10, vehicle: 15 };
    const sum: PmtModel = {
      ...model,
      intercept: 0,
      areaSets: [],
      terms: Object.entries(weights).map(([field, coefficient]) => ({
        code: field,
        field,
        transform: { kind: 'identity' },
        coefficient,
        missing: { kind: 'error' },
      })),
    };
    const answers = { children: 3, sqft_house: 400, sqft_land: 1000.5, electricity: 1, vehicle: 0 };
    expect(computePmt(sum, answers).scoreMicro).toBe((30 + 10_000 + 40_020 + 10) * 1_000_000);
  });

  test('the order of terms does not change a score', () => {
    const number = fc.double({ min: 0, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), number, number, (size, land, rooms) => {
        const given = { member_count: size, land_ha: land, rooms };
        const reversed = { ...model, terms: [...model.terms].reverse() };
        expect(computePmt(reversed, given).scoreMicro).toBe(computePmt(model, given).scoreMicro);
      }),
    );
  });
});

describe('models', () => {
  test('the example can be used', () => {
    expect(checkPmtModel(model)).toEqual([]);
  });

  test('every fault is reported with its place', () => {
    const [size, ...rest] = model.terms;
    const bad: PmtModel = {
      ...model,
      intercept: 0.1234567,
      decimals: 7,
      terms: [
        ...rest,
        {
          code: 'roof',
          field: 'x',
          transform: { kind: 'dummy', values: [] },
          coefficient: Number.NaN,
          missing: { kind: 'zero' },
        },
        {
          code: 'b',
          field: 'x',
          transform: { kind: 'band', bands: [{ below: 1, value: 1 }] },
          coefficient: 1,
          missing: { kind: 'zero' },
        },
      ],
      areaSets: [{ areaIds: [], intercept: 1, coefficients: { size: 1 } }],
      bands: [
        { code: 'a', max: 2 },
        { code: 'b', max: 2 },
        { code: 'c', max: null },
      ],
    };
    expect(size?.code).toBe('size');
    expect(checkPmtModel(bad).map(({ field, code }) => [field, code])).toEqual([
      ['intercept', 'pmt/number-unusable'],
      ['terms.4.code', 'pmt/term-twice'],
      ['terms.4.coefficient', 'pmt/number-unusable'],
      ['terms.4.transform', 'pmt/values-missing'],
      ['terms.5.transform', 'pmt/last-band-closed'],
      ['areaSets.0.coefficients.size', 'pmt/unknown-term'],
      ['decimals', 'pmt/decimals-out-of-range'],
      ['bands', 'pmt/bands-not-rising'],
    ]);
  });
});

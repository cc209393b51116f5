import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EligibilitySubject } from '../eligibility/eligibility-subject.ts';
import type { Expression } from '../eligibility/expression.ts';
import { type CashItem, type CashManager, compileAmount, type DefaultManager } from './amount.ts';

const context = { today: '2026-11-20' };
const subject: EligibilitySubject = {
  facts: { children: 3, income: 400, land: 1.5, debt: -1 },
  birthDate: null,
  areaIds: [],
  idTypes: [],
  programs: [],
  pmtScoreMicro: null,
  members: [],
};
const base = { version: 1, roundToMinor: 1, transferFee: { kind: 'none' } } as const;
const perHead: DefaultManager = {
  ...base,
  kind: 'default',
  amountPerCycleMinor: 50_000,
  amountPerMemberMinor: 7_500,
  mostMembers: 5,
};
const cash: CashManager = { ...base, kind: 'cash', items: [], onlyFirstMatch: false, mostMinor: 0 };
const poor: Expression = { cmp: { field: 'income', op: '<', value: 500 } };
const rich: Expression = { cmp: { field: 'income', op: '>', value: 500 } };
const unknown: Expression = { cmp: { field: 'rooms', op: '>', value: 1 } };

function item(itemId: string, changes: Partial<CashItem> = {}): CashItem {
  return {
    itemId,
    amountMinor: 10_000,
    condition: null,
    multiplierField: null,
    mostMultiplier: 0,
    ...changes,
  };
}

function amountOf(manager: CashManager | DefaultManager, memberCount: number | null = null) {
  const result = compileAmount(manager)({ subject, memberCount }, context);
  return result.ok ? result.value.amountMinor : result.error;
}

describe('default manager', () => {
  test.each([
    [null, 50_000],
    [0, 50_000],
    [3, 72_500],
    [5, 87_500],
    [9, 87_500],
  ])('a group of %s members gets %i', (memberCount, amount) => {
    expect(amountOf(perHead, memberCount)).toBe(amount);
  });

  test('a limit of 0 members means no limit', () => {
    expect(amountOf({ ...perHead, mostMembers: 0 }, 9)).toBe(117_500);
  });

  test('the amount is explained', () => {
    expect(compileAmount(perHead)({ subject, memberCount: 6 }, context)).toEqual({
      ok: true,
      value: {
        amountMinor: 87_500,
        feeMinor: 0,
        netMinor: 87_500,
        lines: [
          { item: 'cycle', multiplier: 1, amountMinor: 50_000 },
          { item: 'members', multiplier: 5, amountMinor: 37_500 },
        ],
        isCapped: false,
      },
    });
  });
});

describe('cash manager: the documented meaning', () => {
  test.each([
    ['no item', [], {}, 0],
    ['an item for everybody', [item('a')], {}, 10_000],
    ['a condition met', [item('a', { condition: poor })], {}, 10_000],
    ['a condition failed is not paid', [item('a', { condition: rich })], {}, 0],
    [
      'all that fit are added',
      [item('a', { condition: poor }), item('b', { condition: rich }), item('c')],
      {},
      20_000,
    ],
    [
      'only the first that fits',
      [item('a', { condition: rich }), item('b', { amountMinor: 700 }), item('c')],
      { onlyFirstMatch: true },
      700,
    ],
    ['a multiplier', [item('a', { multiplierField: 'children' })], {}, 30_000],
    [
      'a multiplier with a limit',
      [item('a', { multiplierField: 'children', mostMultiplier: 2 })],
      {},
      20_000,
    ],
    ['a fraction as multiplier', [item('a', { multiplierField: 'land', amountMinor: 333 })], {}, 500],
    ['a cap lowers', [item('a'), item('b')], { mostMinor: 15_000 }, 15_000],
    ['a cap never raises', [item('a')], { mostMinor: 15_000 }, 10_000],
    [
      'rounding before the cap',
      [item('a', { amountMinor: 14_950 })],
      { roundToMinor: 100, mostMinor: 14_980 },
      14_980,
    ],
    ['rounding half-up', [item('a', { amountMinor: 14_950 })], { roundToMinor: 100 }, 15_000],
  ] satisfies readonly (readonly [string, readonly CashItem[], Partial<CashManager>, number])[])(
    '%s',
    (_what, items, changes, amount) => {
      expect(amountOf({ ...cash, ...changes, items })).toBe(amount);
    },
  );

  test.each([
    [
      'a condition that cannot be told',
      item('a', { condition: unknown }),
      { code: 'entitlement/condition-unknown', itemId: 'a', missingField: 'rooms' },
    ],
    [
      'a missing multiplier',
      item('a', { multiplierField: 'rooms' }),
      { code: 'entitlement/multiplier-unusable', itemId: 'a', field: 'rooms' },
    ],
    [
      'a negative multiplier',
      item('a', { multiplierField: 'debt' }),
      { code: 'entitlement/multiplier-unusable', itemId: 'a', field: 'debt' },
    ],
  ])('%s is an exception, not a zero', (_what, one, error) => {
    expect(amountOf({ ...cash, items: [one] })).toEqual(error);
  });

  test('an item after the first match is not asked, so its unknowns do not matter', () => {
    expect(
      amountOf({ ...cash, onlyFirstMatch: true, items: [item('a'), item('b', { condition: unknown })] }),
    ).toBe(10_000);
  });
});

describe('fees', () => {
  test.each([
    [{ kind: 'share', numerator: 15, denominator: 1000 }, 131, 9869],
    [{ kind: 'fixed', amountMinor: 250 }, 250, 9750],
    [{ kind: 'none' }, 0, 10_000],
  ] as const)('%o is taken from the rounded amount', (transferFee, feeMinor, netMinor) => {
    const amountMinor = transferFee.kind === 'share' ? 8733 : 10_000;
    const net = transferFee.kind === 'share' ? 8733 - feeMinor : netMinor;
    expect(
      compileAmount({ ...cash, transferFee, items: [item('a', { amountMinor })] })(
        { subject, memberCount: null },
        context,
      ),
    ).toMatchObject({
      value: { amountMinor, feeMinor, netMinor: net },
    });
  });

  test('a fee above the amount is refused, and nothing costs nothing', () => {
    const transferFee = { kind: 'fixed', amountMinor: 20_000 } as const;
    expect(amountOf({ ...cash, transferFee, items: [item('a')] })).toEqual({
      code: 'entitlement/fee-above-amount',
      amountMinor: 10_000,
      feeMinor: 20_000,
    });
    expect(amountOf({ ...cash, transferFee, items: [] })).toBe(0);
  });
});

test('no amount passes the cap, and preparing twice gives the same amount', () => {
  const anyItem = fc.record({
    itemId: fc.constantFrom('a', 'b'),
    amountMinor: fc.nat({ max: 1_000_000 }),
    condition: fc.constantFrom(null, poor, rich),
    multiplierField: fc.constantFrom(null, 'children', 'land'),
    mostMultiplier: fc.nat({ max: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(anyItem, { maxLength: 6 }),
      fc.nat({ max: 2_000_000 }),
      fc.constantFrom(1, 5, 100),
      (items, mostMinor, roundToMinor) => {
        const manager = { ...cash, items, mostMinor, roundToMinor };
        const amount = Number(amountOf(manager));
        expect(amount <= (mostMinor || Number.POSITIVE_INFINITY)).toBe(true);
        expect(amountOf(manager)).toBe(amount);
      },
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProgramRules } from './program-config.ts';

const row = {
  eligibility: { all: [{ pmtBelow: { value: 50 } }] },
  pmt: {
    code: 'p',
    version: 1,
    intercept: 40,
    terms: [
      {
        code: 'rooms',
        field: 'rooms',
        transform: { kind: 'identity' },
        coefficient: 5,
        missing: { kind: 'error' },
      },
      {
        code: 'roof',
        field: 'roof',
        transform: { kind: 'dummy', values: ['metal', 2, true] },
        coefficient: 7.5,
        missing: { kind: 'impute', value: 'metal' },
      },
    ],
    decimals: 2,
    bands: [{ code: 'all', max: null }],
  },
  entitlement: {
    kind: 'cash',
    version: 2,
    items: [{ itemId: 'base', amountMinor: 50_000, condition: { exists: { field: 'roof' } } }],
  },
  approvalPolicy: {
    stages: [
      { no: 1, role: 'supervisor' },
      { no: 2, role: 'supervisor', fromMinor: 100 },
    ],
  },
  claimPolicy: {
    stages: [
      { no: 1, role: 'finance' },
      { no: 2, role: 'cash-manager' },
    ],
  },
};

test('a program row becomes rules, defaults put in', () => {
  expect(decodeProgramRules(row)).toEqual({
    ok: true,
    value: {
      eligibility: row.eligibility,
      pmt: { ...row.pmt, areaSets: [], output: 'linear' },
      manager: {
        kind: 'cash',
        version: 2,
        roundToMinor: 1,
        transferFee: { kind: 'none' },
        items: [
          {
            itemId: 'base',
            amountMinor: 50_000,
            condition: { exists: { field: 'roof' } },
            multiplierField: null,
            mostMultiplier: 0,
          },
        ],
        onlyFirstMatch: false,
        mostMinor: 0,
      },
      approvalPolicy: {
        stages: [
          { no: 1, role: 'supervisor', fromMinor: 0 },
          { no: 2, role: 'supervisor', fromMinor: 100 },
        ],
      },
      claimPolicy: {
        stages: [
          { no: 1, role: 'finance', fromMinor: 0 },
          { no: 2, role: 'cash-manager', fromMinor: 0 },
        ],
      },
    },
  });
});

test('a program without PMT and with the default manager', () => {
  const simple = {
    ...row,
    pmt: null,
    entitlement: { kind: 'default', version: 1, amountPerCycleMinor: 100 },
  };
  expect(decodeProgramRules(simple)).toMatchObject({
    ok: true,
    value: { pmt: null, manager: { kind: 'default', amountPerMemberMinor: 0, mostMembers: 0 } },
  });
});

describe('faults', () => {
  const [term] = row.pmt.terms;
  const [item] = row.entitlement.items;
  test.each([
    [{ eligibility: { all: [] } }, 'eligibility.all', 'empty-list'],
    [{ pmt: { ...row.pmt, bands: [] } }, 'pmt.bands', 'pmt/last-band-closed'],
    [
      { pmt: { ...row.pmt, terms: [{ ...term, coefficient: '5' }] } },
      'pmt.terms.0.coefficient',
      'number expected',
    ],
    [
      { pmt: { ...row.pmt, terms: [{ ...term, transform: { kind: 'cube' } }] } },
      'pmt.terms.0.transform.kind',
      'one of identity, log, sqrt, dummy, band expected',
    ],
    [
      { entitlement: { ...row.entitlement, items: [{ ...item, amountMinor: 0.5 }] } },
      'entitlement.items.0.amountMinor',
      'whole number from 0 expected',
    ],
    [
      { entitlement: { ...row.entitlement, items: [{ ...item, condition: { nope: 1 } }] } },
      'entitlement.items.0.condition',
      'unknown-word',
    ],
    [{ approvalPolicy: { stages: [] } }, 'approvalPolicy.stages', 'no-stage'],
    [
      { claimPolicy: { stages: [{ no: 1, role: 'accountant' }] } },
      'claimPolicy.stages.0.role',
      expect.stringContaining('officer, preparer'),
    ],
  ])('%j', (changes, path, problem) => {
    expect(decodeProgramRules({ ...row, ...changes })).toEqual({
      ok: false,
      error: { code: 'setup/config-invalid', path, problem },
    });
  });

  test('any JSON in any column gives rules or a fault, never a throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('eligibility', 'pmt', 'entitlement', 'approvalPolicy', 'claimPolicy'),
        fc.jsonValue(),
        (column, json) => {
          const result = decodeProgramRules({ ...row, [column]: json });
          expect(result.ok || result.error.path.startsWith(column)).toBe(true);
        },
      ),
    );
  });
});

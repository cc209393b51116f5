import { type Issue, issue } from '../issue.ts';
import type { Scalar } from './expression.ts';

/** What is made of an answer before it is weighted. Bands are tried in order; `below: null` is the last, open one. */
export type PmtTransform =
  | { readonly kind: 'identity' }
  | { readonly kind: 'log' }
  | { readonly kind: 'sqrt' }
  | { readonly kind: 'dummy'; readonly values: readonly Scalar[] }
  | {
      readonly kind: 'band';
      readonly bands: readonly { readonly below: number | null; readonly value: number }[];
    };

/** What a missing answer counts as. `error`: no score at all; `mean` and `impute` give the value before transforming. */
export type PmtMissing =
  | { readonly kind: 'error' }
  | { readonly kind: 'zero' }
  | { readonly kind: 'mean'; readonly value: number }
  | { readonly kind: 'impute'; readonly value: Scalar };

export type PmtTerm = {
  readonly code: string;
  readonly field: string;
  readonly transform: PmtTransform;
  readonly coefficient: number;
  readonly missing: PmtMissing;
};

/** Other coefficients for some areas; a term not named keeps its own. The first set that holds an area is used. */
export type PmtAreaSet = {
  readonly areaIds: readonly string[];
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
};

/**
 * A proxy means test as data with a version (domain §10.4): intercept + Σ coefficient × transform(answer), by `exp`
 * brought back from logarithms if asked. `bands` name score ranges from below; `max: null` is the open last one.
 * All numbers have at most six decimals.
 */
export type PmtModel = {
  readonly code: string;
  readonly version: number;
  readonly intercept: number;
  readonly terms: readonly PmtTerm[];
  readonly areaSets: readonly PmtAreaSet[];
  readonly output: 'linear' | 'exp';
  readonly decimals: number;
  readonly bands: readonly { readonly code: string; readonly max: number | null }[];
};

export type PmtModelIssueCode =
  | 'pmt/number-unusable'
  | 'pmt/term-twice'
  | 'pmt/unknown-term'
  | 'pmt/decimals-out-of-range'
  | 'pmt/bands-not-rising'
  | 'pmt/last-band-closed'
  | 'pmt/values-missing';

/** Scores, coefficients and answers are computed in millionths. */
export const MICRO = 1_000_000;

/** A number as a count of millionths, rounded half-up; undefined when it is not finite or too large to be exact. */
export function toMicro(value: number): number | undefined {
  const micro = Math.sign(value) * Math.round(Math.abs(value) * MICRO);
  return Number.isSafeInteger(micro) ? micro + 0 : undefined;
}

/** Whether a model can be used. Empty list = fine; a model with issues must not be activated. */
export function checkPmtModel(model: PmtModel): readonly Issue<PmtModelIssueCode>[] {
  const codes = new Set<string>();
  const terms = model.terms.flatMap((term, at) => {
    const found = checkTerm(term, `terms.${at}`);
    const isTwice = codes.has(term.code);
    codes.add(term.code);
    return isTwice ? [issue(`terms.${at}.code`, 'pmt/term-twice', { code: term.code }), ...found] : found;
  });
  const sets = model.areaSets.flatMap((set, at) => [
    ...checkNumber(set.intercept, `areaSets.${at}.intercept`),
    ...Object.entries(set.coefficients).flatMap(([code, coefficient]) => {
      const field = `areaSets.${at}.coefficients.${code}`;
      const known = codes.has(code) ? [] : [issue(field, 'pmt/unknown-term', { code })];
      return [...known, ...checkNumber(coefficient, field)];
    }),
  ]);
  const isDecimals = Number.isInteger(model.decimals) && model.decimals >= 0 && model.decimals <= 6;
  return [
    ...checkNumber(model.intercept, 'intercept'),
    ...terms,
    ...sets,
    ...(isDecimals ? [] : [issue('decimals', 'pmt/decimals-out-of-range')]),
    ...checkRising(
      model.bands.map((band) => band.max),
      'bands',
    ),
  ];
}

function checkTerm(term: PmtTerm, field: string): readonly Issue<PmtModelIssueCode>[] {
  const { transform, missing } = term;
  return [
    ...checkNumber(term.coefficient, `${field}.coefficient`),
    ...(missing.kind === 'mean' ? checkNumber(missing.value, `${field}.missing`) : []),
    ...(transform.kind === 'dummy' && transform.values.length === 0
      ? [issue(`${field}.transform`, 'pmt/values-missing')]
      : []),
    ...(transform.kind === 'band'
      ? [
          ...checkRising(
            transform.bands.map((band) => band.below),
            `${field}.transform`,
          ),
          ...transform.bands.flatMap((band) => checkNumber(band.value, `${field}.transform`)),
        ]
      : []),
  ];
}

/** At most six decimals, so that a number is the same count of millionths wherever it is read. */
function checkNumber(value: number, field: string): readonly Issue<PmtModelIssueCode>[] {
  const micro = toMicro(value);
  return micro !== undefined && micro / MICRO === value ? [] : [issue(field, 'pmt/number-unusable')];
}

function checkRising(limits: readonly (number | null)[], field: string): readonly Issue<PmtModelIssueCode>[] {
  if (limits.at(-1) !== null) return [issue(field, 'pmt/last-band-closed')];
  const closed = limits.slice(0, -1);
  const isRising = closed.every(
    (limit, at) => limit !== null && (at === 0 || limit > (closed[at - 1] ?? limit)),
  );
  return isRising ? [] : [issue(field, 'pmt/bands-not-rising')];
}

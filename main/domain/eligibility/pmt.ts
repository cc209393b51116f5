import { roundToMultiple, scaleHalfUp } from '../half-up.ts';
import { assert } from '../invariant.ts';
import type { Scalar } from './expression.ts';
import {
  MICRO,
  type PmtMissing,
  type PmtModel,
  type PmtTerm,
  type PmtTransform,
  toMicro,
} from './pmt-model.ts';

/** One term's part in a score, in millionths. `assumed` marks a value the model put in for a missing answer. */
export type PmtContribution = {
  readonly term: string;
  readonly seen: Scalar | null;
  readonly contributionMicro: number;
  readonly assumed: boolean;
};

/** A score with how it was made. Both are null when an answer that the model insists on is missing. */
export type PmtScore = {
  readonly scoreMicro: number | null;
  readonly band: string | null;
  readonly interceptMicro: number;
  readonly contributions: readonly PmtContribution[];
  readonly missing: readonly string[];
};

/**
 * Computes a proxy means score (domain §10.4) in integers of millionths, so that office and centre agree to the
 * bit: coefficients and answers are whole millionths, each product is rounded half-up once, and logarithm, root
 * and exponential are rounded to millionths before anything is done with them. A missing answer never crashes and
 * counts as 0 only where the model says so (acceptance check 11). `areaIds` chooses the coefficients by area.
 */
export function computePmt(
  model: PmtModel,
  facts: Readonly<Record<string, Scalar | null>>,
  areaIds: readonly string[] = [],
): PmtScore {
  const areaSet = model.areaSets.find((set) => set.areaIds.some((areaId) => areaIds.includes(areaId)));
  const interceptMicro = microOf(areaSet?.intercept ?? model.intercept);
  const missing: string[] = [];
  const contributions = model.terms.flatMap((term) => {
    const coefficient = areaSet?.coefficients[term.code] ?? term.coefficient;
    const contribution = computeTerm(term, coefficient, facts);
    if (contribution === null) missing.push(term.field);
    return contribution === null ? [] : [contribution];
  });
  if (missing.length > 0) return { scoreMicro: null, band: null, interceptMicro, contributions, missing };
  const totalMicro = contributions.reduce(
    (total, { contributionMicro }) => total + contributionMicro,
    interceptMicro,
  );
  const outputMicro = model.output === 'exp' ? exponential(totalMicro) : totalMicro;
  const scoreMicro = roundToMultiple(outputMicro, 10 ** (6 - model.decimals));
  return { scoreMicro, band: bandOf(model, scoreMicro), interceptMicro, contributions, missing };
}

function computeTerm(
  term: PmtTerm,
  coefficient: number,
  facts: Readonly<Record<string, Scalar | null>>,
): PmtContribution | null {
  const fact = Object.hasOwn(facts, term.field) ? (facts[term.field] ?? null) : null;
  const seen = fact === '' ? null : fact;
  const own = seen === null ? null : transformMicro(term.transform, seen);
  const valueMicro = own ?? substituteMicro(term.missing, term.transform);
  if (valueMicro === null) return null;
  const contributionMicro = scaleHalfUp(valueMicro, microOf(coefficient), MICRO);
  return { term: term.code, seen, contributionMicro, assumed: own === null };
}

/** What stands in for a missing or unusable answer; null when the model insists on an answer. */
function substituteMicro(missing: PmtMissing, transform: PmtTransform): number | null {
  if (missing.kind === 'error') return null;
  return missing.kind === 'zero' ? 0 : transformMicro(transform, missing.value);
}

/** The transformed answer in millionths; null when the answer is not of the kind the transform takes. */
function transformMicro(transform: PmtTransform, value: Scalar): number | null {
  const number = typeof value === 'string' ? Number.NaN : Number(value);
  switch (transform.kind) {
    case 'dummy':
      return transform.values.includes(value) ? MICRO : 0;
    case 'identity':
      return toMicro(number) ?? null;
    case 'log':
      return number > 0 ? (toMicro(Math.log(number)) ?? null) : null;
    case 'sqrt':
      return number >= 0 ? (toMicro(Math.sqrt(number)) ?? null) : null;
    case 'band': {
      if (Number.isNaN(number)) return null;
      const band = transform.bands.find(({ below }) => below === null || number < below);
      return band === undefined ? null : microOf(band.value);
    }
  }
}

function exponential(micro: number): number {
  return toMicro(Math.exp(micro / MICRO)) ?? Number.MAX_SAFE_INTEGER - (Number.MAX_SAFE_INTEGER % MICRO);
}

function bandOf(model: PmtModel, scoreMicro: number): string | null {
  return model.bands.find(({ max }) => max === null || scoreMicro <= microOf(max))?.code ?? null;
}

/** The model's own numbers were checked when it was activated, so one that does not fit is a bug. */
function microOf(value: number): number {
  const micro = toMicro(value);
  assert(micro !== undefined, () => `not a number of a PMT model: ${value}`);
  return micro;
}

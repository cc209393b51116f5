import { type StagePolicy, stagePolicyProblem } from '../approvals/approval-policy.ts';
import type { Expression } from '../eligibility/expression.ts';
import { parseExpression } from '../eligibility/parse-expression.ts';
import { checkPmtModel, type PmtModel } from '../eligibility/pmt-model.ts';
import type { EntitlementManager } from '../entitlements/amount.ts';
import { ROLES } from '../identity/permissions.ts';
import { ok, type Result } from '../result.ts';
import {
  byKind,
  type ConfigInvalid,
  type Decode,
  decodeBoolean,
  decodeNumber,
  decodeScalar,
  fields,
  integerFrom,
  invalid,
  listOf,
  nullable,
  oneOf,
  recordOf,
  textUpTo,
  withDefault,
} from './decode.ts';

const code = textUpTo(60);
const amount = integerFrom(0);

const decodeModel: Decode<PmtModel> = fields({
  code,
  version: integerFrom(1),
  intercept: decodeNumber,
  terms: listOf(
    fields({
      code,
      field: code,
      transform: byKind({
        identity: fields({ kind: oneOf(['identity']) }),
        log: fields({ kind: oneOf(['log']) }),
        sqrt: fields({ kind: oneOf(['sqrt']) }),
        dummy: fields({ kind: oneOf(['dummy']), values: listOf(decodeScalar) }),
        band: fields({
          kind: oneOf(['band']),
          bands: listOf(fields({ below: nullable(decodeNumber), value: decodeNumber })),
        }),
      }),
      coefficient: decodeNumber,
      missing: byKind({
        error: fields({ kind: oneOf(['error']) }),
        zero: fields({ kind: oneOf(['zero']) }),
        mean: fields({ kind: oneOf(['mean']), value: decodeNumber }),
        impute: fields({ kind: oneOf(['impute']), value: decodeScalar }),
      }),
    }),
  ),
  areaSets: withDefault(
    listOf(fields({ areaIds: listOf(code), intercept: decodeNumber, coefficients: recordOf(decodeNumber) })),
    [],
  ),
  output: withDefault(oneOf(['linear', 'exp']), 'linear'),
  decimals: integerFrom(0),
  bands: listOf(fields({ code, max: nullable(decodeNumber) })),
});

/** Reads a PMT model from JSON and checks that it can be used. */
export function decodePmtModel(input: unknown): Result<PmtModel, ConfigInvalid> {
  const model = decodeModel(input, '');
  const fault = model.ok ? checkPmtModel(model.value)[0] : undefined;
  return fault === undefined ? model : invalid(fault.field, fault.code);
}

/** Reads an eligibility expression as a part of a configuration; its own fault keeps its path. */
export function decodeExpression(input: unknown, path: string): Result<Expression, ConfigInvalid> {
  const expression = parseExpression(input);
  if (expression.ok) return expression;
  const { path: inner, problem } = expression.error;
  return invalid([path, inner].filter(Boolean).join('.'), problem);
}

const manager = {
  version: integerFrom(1),
  roundToMinor: withDefault(integerFrom(1), 1),
  transferFee: withDefault(
    byKind({
      none: fields({ kind: oneOf(['none']) }),
      share: fields({ kind: oneOf(['share']), numerator: amount, denominator: integerFrom(1) }),
      fixed: fields({ kind: oneOf(['fixed']), amountMinor: amount }),
    }),
    { kind: 'none' },
  ),
};

const decodeManager: Decode<EntitlementManager> = byKind({
  default: fields({
    ...manager,
    kind: oneOf(['default']),
    amountPerCycleMinor: amount,
    amountPerMemberMinor: withDefault(amount, 0),
    mostMembers: withDefault(integerFrom(0), 0),
  }),
  cash: fields({
    ...manager,
    kind: oneOf(['cash']),
    items: listOf(
      fields({
        itemId: code,
        amountMinor: amount,
        condition: withDefault(nullable(decodeExpression), null),
        multiplierField: withDefault(nullable(code), null),
        mostMultiplier: withDefault(integerFrom(0), 0),
      }),
    ),
    onlyFirstMatch: withDefault(decodeBoolean, false),
    mostMinor: withDefault(amount, 0),
  }),
});

/** Reads an entitlement manager from JSON. */
export function decodeEntitlementManager(input: unknown): Result<EntitlementManager, ConfigInvalid> {
  return decodeManager(input, '');
}

const decodePolicy: Decode<StagePolicy> = fields({
  stages: listOf(fields({ no: integerFrom(1), role: oneOf(ROLES), fromMinor: withDefault(amount, 0) })),
});

/** Reads an approval policy from JSON. A policy that would let something pass unsigned is refused. */
export function decodeStagePolicy(input: unknown): Result<StagePolicy, ConfigInvalid> {
  const policy = decodePolicy(input, '');
  const problem = policy.ok ? stagePolicyProblem(policy.value) : null;
  return problem === null ? policy : invalid('stages', problem);
}

/** All rules of a program version, ready to use. */
export type ProgramRules = {
  readonly eligibility: Expression;
  readonly pmt: PmtModel | null;
  readonly manager: EntitlementManager;
  readonly approvalPolicy: StagePolicy;
  readonly claimPolicy: StagePolicy;
};

/** Reads the rules of a program row; the path of a fault begins with the column's name. */
export function decodeProgramRules(row: {
  readonly eligibility: unknown;
  readonly pmt: unknown;
  readonly entitlement: unknown;
  readonly approvalPolicy: unknown;
  readonly claimPolicy: unknown;
}): Result<ProgramRules, ConfigInvalid> {
  const eligibility = decodeExpression(row.eligibility, 'eligibility');
  if (!eligibility.ok) return eligibility;
  const pmt = row.pmt === null ? ok(null) : inColumn('pmt', decodePmtModel(row.pmt));
  if (!pmt.ok) return pmt;
  const entitlement = inColumn('entitlement', decodeEntitlementManager(row.entitlement));
  if (!entitlement.ok) return entitlement;
  const approvalPolicy = inColumn('approvalPolicy', decodeStagePolicy(row.approvalPolicy));
  if (!approvalPolicy.ok) return approvalPolicy;
  const claimPolicy = inColumn('claimPolicy', decodeStagePolicy(row.claimPolicy));
  if (!claimPolicy.ok) return claimPolicy;
  return ok({
    eligibility: eligibility.value,
    pmt: pmt.value,
    manager: entitlement.value,
    approvalPolicy: approvalPolicy.value,
    claimPolicy: claimPolicy.value,
  });
}

function inColumn<Value>(column: string, result: Result<Value, ConfigInvalid>): Result<Value, ConfigInvalid> {
  if (result.ok) return result;
  return invalid([column, result.error.path].filter(Boolean).join('.'), result.error.problem);
}

import { type CompiledExpression, compileExpression } from '../eligibility/compile-expression.ts';
import { factOf } from '../eligibility/criterion.ts';
import type { EligibilityContext, EligibilitySubject } from '../eligibility/eligibility-subject.ts';
import type { Expression } from '../eligibility/expression.ts';
import { MICRO, toMicro } from '../eligibility/pmt-model.ts';
import { add, type Minor, multiplyRate, roundToStep, subtract, sum } from '../money/minor.ts';
import { err, ok, type Result } from '../result.ts';

/** A fee kept by who transfers the money: none, a share of the rounded amount, or a fixed amount. */
export type TransferFee =
  | { readonly kind: 'none' }
  | { readonly kind: 'share'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'fixed'; readonly amountMinor: Minor };

type ManagerBase = {
  readonly version: number;
  /** Amounts are rounded half-up to this many minor units; 1 leaves them. */
  readonly roundToMinor: number;
  readonly transferFee: TransferFee;
};

/** A fixed sum per cycle and, for groups, one per active member up to a number (0 = no limit) (domain §13.2). */
export type DefaultManager = ManagerBase & {
  readonly kind: 'default';
  readonly amountPerCycleMinor: Minor;
  readonly amountPerMemberMinor: Minor;
  readonly mostMembers: number;
};

/** One item of the cash manager. Without condition it is for everybody; without multiplier it counts once. */
export type CashItem = {
  readonly itemId: string;
  readonly amountMinor: Minor;
  readonly condition: Expression | null;
  readonly multiplierField: string | null;
  /** 0 = no limit. */
  readonly mostMultiplier: number;
};

/** Items added up, or only the first that fits, never above `mostMinor` (0 = no limit) (domain §13.3). */
export type CashManager = ManagerBase & {
  readonly kind: 'cash';
  readonly items: readonly CashItem[];
  readonly onlyFirstMatch: boolean;
  readonly mostMinor: Minor;
};

export type EntitlementManager = DefaultManager | CashManager;

/** A part of the amount: which item, how often, how much. The default manager's items are `cycle` and `members`. */
export type AmountLine = { readonly item: string; readonly multiplier: number; readonly amountMinor: Minor };

export type EntitlementAmount = {
  readonly amountMinor: Minor;
  readonly feeMinor: Minor;
  readonly netMinor: Minor;
  readonly lines: readonly AmountLine[];
  readonly isCapped: boolean;
};

export type AmountProblem =
  | { readonly code: 'entitlement/condition-unknown'; readonly itemId: string; readonly missingField: string }
  | { readonly code: 'entitlement/multiplier-unusable'; readonly itemId: string; readonly field: string }
  | { readonly code: 'entitlement/fee-above-amount'; readonly amountMinor: Minor; readonly feeMinor: Minor };

/** Whom an amount is computed for. `memberCount` is of active members, null for individuals. */
export type AmountSubject = { readonly subject: EligibilitySubject; readonly memberCount: number | null };

/** Computes one person's amount; made once per manager because conditions are compiled. */
export type ComputeAmount = (
  subject: AmountSubject,
  context: EligibilityContext,
) => Result<EntitlementAmount, AmountProblem>;

/**
 * Prepares the computation of a manager. Order: items, sum, rounding half-up, cap (which only ever lowers), fee of
 * the rounded amount. The same subject, manager version and day always give the same amount. An item whose
 * condition cannot be told is an exception for a person to clear, not a silent no.
 */
export function compileAmount(manager: EntitlementManager): ComputeAmount {
  if (manager.kind === 'default') {
    return ({ memberCount }) => finish(manager, defaultLines(manager, memberCount), 0);
  }
  const items = manager.items.map((item) => ({
    item,
    condition: item.condition === null ? null : compileExpression(item.condition),
  }));
  return ({ subject }, context) => {
    const lines = cashLines(items, manager.onlyFirstMatch, subject, context);
    return lines.ok ? finish(manager, lines.value, manager.mostMinor) : lines;
  };
}

function defaultLines(manager: DefaultManager, memberCount: number | null): readonly AmountLine[] {
  const cycle = { item: 'cycle', multiplier: 1, amountMinor: manager.amountPerCycleMinor };
  if (memberCount === null || manager.amountPerMemberMinor === 0) return [cycle];
  const multiplier = manager.mostMembers === 0 ? memberCount : Math.min(memberCount, manager.mostMembers);
  return [
    cycle,
    { item: 'members', multiplier, amountMinor: multiplyRate(manager.amountPerMemberMinor, multiplier, 1) },
  ];
}

type CompiledItem = { readonly item: CashItem; readonly condition: CompiledExpression | null };

function cashLines(
  items: readonly CompiledItem[],
  onlyFirstMatch: boolean,
  subject: EligibilitySubject,
  context: EligibilityContext,
): Result<readonly AmountLine[], AmountProblem> {
  const lines: AmountLine[] = [];
  for (const { item, condition } of items) {
    const met = condition?.evaluate(subject, context);
    if (met?.answer === 'unknown') {
      const missingField = met.trace.find((entry) => entry.answer === 'unknown')?.missingField ?? '';
      return err({ code: 'entitlement/condition-unknown', itemId: item.itemId, missingField });
    }
    if (met?.answer === 'fail') continue;
    const line = cashLine(item, subject);
    if (!line.ok) return line;
    lines.push(line.value);
    if (onlyFirstMatch) break;
  }
  return ok(lines);
}

/** A multiplier of 0 pays nothing; OpenG2P counts it as 1 (domain §16.1 c). Negative or missing ones are refused. */
function cashLine(item: CashItem, subject: EligibilitySubject): Result<AmountLine, AmountProblem> {
  const { itemId, amountMinor, multiplierField: field, mostMultiplier } = item;
  if (field === null) return ok({ item: itemId, multiplier: 1, amountMinor });
  const seen = factOf(subject, field);
  if (typeof seen !== 'number' || !(seen >= 0))
    return err({ code: 'entitlement/multiplier-unusable', itemId, field });
  const multiplier = mostMultiplier === 0 ? seen : Math.min(seen, mostMultiplier);
  const micro = toMicro(multiplier);
  if (micro === undefined) return err({ code: 'entitlement/multiplier-unusable', itemId, field });
  return ok({ item: itemId, multiplier, amountMinor: multiplyRate(amountMinor, micro, MICRO) });
}

function finish(
  manager: EntitlementManager,
  lines: readonly AmountLine[],
  mostMinor: Minor,
): Result<EntitlementAmount, AmountProblem> {
  const rounded = roundToStep(sum(lines.map((line) => line.amountMinor)), manager.roundToMinor);
  const isCapped = mostMinor > 0 && rounded > mostMinor;
  const amountMinor = isCapped ? mostMinor : rounded;
  const feeMinor = amountMinor === 0 ? 0 : feeOf(amountMinor, manager.transferFee);
  if (feeMinor > amountMinor) return err({ code: 'entitlement/fee-above-amount', amountMinor, feeMinor });
  return ok({ amountMinor, feeMinor, netMinor: subtract(amountMinor, feeMinor), lines, isCapped });
}

function feeOf(amountMinor: Minor, fee: TransferFee): Minor {
  switch (fee.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return add(fee.amountMinor, 0);
    case 'share':
      return multiplyRate(amountMinor, fee.numerator, fee.denominator);
  }
}

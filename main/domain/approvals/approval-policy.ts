import type { Role } from '../identity/permissions.ts';
import type { Minor } from '../money/minor.ts';
import { err, ok, type Result } from '../result.ts';

/** One stage: who signs, and from which total on it is asked for (0 = always). */
export type PolicyStage = { readonly no: number; readonly role: Role; readonly fromMinor: Minor };

/** The stages of an object, in their order (domain §14.1). Signed with the trust bundle; copied at submission. */
export type StagePolicy = { readonly stages: readonly PolicyStage[] };

/** A signature that stands: stage number and person. */
export type StageSignature = { readonly stage: number; readonly personId: string };

export type StageActor = { readonly personId: string; readonly roles: readonly Role[] };

export type StageDecision = {
  readonly policy: StagePolicy;
  readonly totalMinor: Minor;
  readonly preparedBy: string;
  readonly signed: readonly StageSignature[];
  readonly actor: StageActor;
  readonly stage: number;
};

export type StageRefusal =
  | { readonly code: 'approval/no-such-stage'; readonly stage: number }
  | { readonly code: 'approval/already-decided'; readonly stage: number }
  | { readonly code: 'approval/stage-order'; readonly stage: number; readonly next: number }
  | { readonly code: 'approval/preparer' }
  | { readonly code: 'approval/same-person'; readonly stage: number }
  | { readonly code: 'approval/wrong-role'; readonly role: Role };

/** What a permitted signature means: its place, and whether it is the one that approves. */
export type StagePermit = { readonly stage: number; readonly of: number; readonly isLast: boolean };

/** The stages asked for at this total. Stages below their amount fall away; the order stays. */
export function stagesFor(policy: StagePolicy, totalMinor: Minor): readonly PolicyStage[] {
  return policy.stages.filter((stage) => totalMinor >= stage.fromMinor).sort((a, b) => a.no - b.no);
}

/** The number of the stage that is next to sign; null when all are signed. */
export function nextStage(
  policy: StagePolicy,
  totalMinor: Minor,
  signed: readonly StageSignature[],
): number | null {
  return (
    stagesFor(policy, totalMinor).find(({ no }) => !signed.some(({ stage }) => stage === no))?.no ?? null
  );
}

/**
 * Whether this person may sign this stage now (domain §14.1, security §3, SEC-22): the stages in order, each once,
 * by distinct persons holding the stage's role, none of them who prepared. Persons are compared, not accounts, so
 * a second login does not help. Signatures themselves are judged by verify-approvals.ts.
 */
export function decideStage(decision: StageDecision): Result<StagePermit, StageRefusal> {
  const { policy, totalMinor, preparedBy, signed, actor, stage } = decision;
  const stages = stagesFor(policy, totalMinor);
  const place = stages.findIndex(({ no }) => no === stage);
  const asked = stages[place];
  if (asked === undefined) return err({ code: 'approval/no-such-stage', stage });
  if (signed.some((signature) => signature.stage === stage))
    return err({ code: 'approval/already-decided', stage });
  const next = nextStage(policy, totalMinor, signed) ?? stage;
  if (next !== stage) return err({ code: 'approval/stage-order', stage, next });
  if (actor.personId === preparedBy) return err({ code: 'approval/preparer' });
  const own = signed.find((signature) => signature.personId === actor.personId);
  if (own !== undefined) return err({ code: 'approval/same-person', stage: own.stage });
  if (!actor.roles.includes(asked.role)) return err({ code: 'approval/wrong-role', role: asked.role });
  return ok({ stage, of: stages.length, isLast: place === stages.length - 1 });
}

/** Why a policy cannot be used; null when it can. No stage at all would approve everything. */
export function stagePolicyProblem(policy: StagePolicy): 'no-stage' | 'stage-twice' | 'nobody-always' | null {
  const numbers = policy.stages.map((stage) => stage.no);
  if (numbers.length === 0) return 'no-stage';
  if (new Set(numbers).size !== numbers.length) return 'stage-twice';
  return stagesFor(policy, 0).length === 0 ? 'nobody-always' : null;
}

import { decideStage, type StageRefusal } from '#domain/approvals/approval-policy';
import { ROLES } from '#domain/identity/permissions';
import type { Actor } from '#ports/store';
import type { SliceFacts, Stage } from './slice-facts.ts';

export type WhyNot = {
  readonly code:
    | 'approval/preparer'
    | 'approval/same-person'
    | 'approval/wrong-role'
    | 'approval/stage-order';
  readonly data: Readonly<Record<string, string | number>>;
};
type Signature = { readonly stage: number; readonly personId: string };

/** Why this person may not sign the next stage of the list; undefined when they may. The screen shows it, the command enforces it. */
export function whyNotDecide(
  facts: SliceFacts,
  actor: Actor,
  preparedBy: string | undefined,
): WhyNot | undefined {
  const signed = facts.approvals.filter((approval) => approval.decision === 'approve');
  return whyNotSign({
    stages: facts.stages,
    totalMinor: facts.slice?.totalMinor ?? 0,
    preparedBy: preparedBy ?? '',
    signed,
    actor,
  });
}

export function whyNotSign(asked: {
  readonly stages: readonly Stage[];
  readonly totalMinor: number;
  readonly preparedBy: string;
  readonly signed: readonly Signature[];
  readonly actor: Actor;
}): WhyNot | undefined {
  const { stages, actor, signed } = asked;
  const stage = stages[signed.length];
  if (stage === undefined) return { code: 'approval/stage-order', data: { stage: signed.length + 1 } };
  const decided = decideStage({
    policy: { stages },
    totalMinor: asked.totalMinor,
    preparedBy: asked.preparedBy,
    signed: signed.map(({ stage: no, personId }) => ({ stage: no, personId })),
    actor: { personId: actor.personId, roles: ROLES.filter((role) => actor.roles.includes(role)) },
    stage: stage.no,
  });
  return decided.ok ? undefined : described(decided.error);
}

function described(refusal: StageRefusal): WhyNot {
  switch (refusal.code) {
    case 'approval/wrong-role':
      return { code: refusal.code, data: { role: refusal.role } };
    case 'approval/same-person':
      return { code: refusal.code, data: { stage: refusal.stage } };
    case 'approval/preparer':
      return { code: refusal.code, data: {} };
    case 'approval/no-such-stage':
    case 'approval/already-decided':
    case 'approval/stage-order':
      return { code: 'approval/stage-order', data: { stage: refusal.stage } };
  }
}

import {
  decideEnrolment,
  type EnrolmentContext,
  type EnrolmentState,
} from '#domain/enrolment/enrolment-states';
import { programAllows } from '#domain/programs/program-states';
import type { RuleTarget } from '#ports/registry-queries';
import type { RowOf } from '#sync/protocol/rows/replicated-tables';
import { type Judgement, judge } from '../eligibility/judge.ts';
import type { CompiledRules } from '../eligibility/read-rules.ts';
import type { RuleWorld } from '../eligibility/rule-subject.ts';

/** One registrant and a programme, with all that the decision may look at. */
export type EnrolRequest = {
  readonly target: RuleTarget;
  readonly program: RowOf<'program'>;
  readonly rules: CompiledRules;
  readonly world: RuleWorld;
  readonly hasConsent: boolean;
};
export type EnrolDecision =
  | {
      readonly kind: 'record';
      readonly state: 'enrolled' | 'not_eligible';
      readonly enrolmentId: string | null;
      readonly judgement: Judgement;
      readonly reason: string | null;
    }
  | { readonly kind: 'unchanged'; readonly state: EnrolmentState; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string };

const LONGEST_REASON = 200;

/** Asks the rules again and decides: enrolled, not eligible, or a refusal that names why. */
export function decideOne(request: EnrolRequest): EnrolDecision {
  const { target, rules, world } = request;
  const standing = target.enrolments.find(({ programId }) => programId === rules.programId);
  if (standing?.state === 'enrolled')
    return { kind: 'unchanged', state: 'enrolled', code: 'enrolment/already-member' };
  const judgement = judge(target, rules, world);
  const context = contextOf(request, judgement);
  if (standing === undefined) {
    const assigned = decideEnrolment(null, 'assign', context);
    if (!assigned.ok) return { kind: 'refused', code: assigned.error.code };
  }
  const decided = decideEnrolment(standing?.state ?? 'draft', 'enrol', context);
  if (!decided.ok) return { kind: 'refused', code: decided.error.code };
  const state = decided.value.state === 'enrolled' ? 'enrolled' : 'not_eligible';
  if (state === standing?.state) return { kind: 'unchanged', state, code: 'enrolment/still-not-eligible' };
  const reason = state === 'enrolled' ? null : failedRules(judgement);
  return { kind: 'record', state, enrolmentId: standing?.enrolmentId ?? null, judgement, reason };
}

function contextOf(
  { target, program, rules, world, hasConsent }: EnrolRequest,
  judgement: Judgement,
): EnrolmentContext {
  return {
    recordState: target.state,
    typeMatches: target.kind === rules.targetKind,
    hasConsent: hasConsent || !program.consentRequired,
    programTakesEnrolments: programAllows(program.state, 'enrol'),
    answer: judgement.answer,
    hasOpenDuplicate: false,
    programBlocksDuplicates: false,
    reason: '',
    exitReason: null,
    exitNeedsApproval: false,
    isExitApproved: false,
    isOnline: false,
    today: world.today,
  };
}

/** Names of the rules not met, for the letter and the person's page. */
function failedRules({ trace }: Judgement): string {
  const failed = trace.filter(({ answer }) => answer === 'fail').map(({ rule }) => rule);
  return failed.join(', ').slice(0, LONGEST_REASON);
}

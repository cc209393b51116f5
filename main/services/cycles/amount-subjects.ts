import type { EligibilitySubject } from '#domain/eligibility/eligibility-subject';
import { toMicro } from '#domain/eligibility/pmt-model';
import type { EnrolledMember } from '#ports/payment-queries';
import type { ReadTx } from '#ports/store';
import { type RuleWorld, subjectOf } from '../eligibility/rule-subject.ts';

/**
 * What amount rules may look at, by registrant: the same facts as eligibility sees, with the score of the enrolment.
 * A registrant whose record was closed since has no subject and gets no line.
 */
export function amountSubjects(
  tx: ReadTx,
  enrolled: readonly EnrolledMember[],
  scores: ReadonlyMap<string, number | null>,
  world: RuleWorld,
): ReadonlyMap<string, EligibilitySubject> {
  const enrolmentOf = new Map(enrolled.map((member) => [member.registrantId, member.enrolmentId]));
  const targets = tx.registry.targetsOf(enrolled.map((member) => member.registrantId));
  return new Map(
    targets.map((target) => {
      const score = scores.get(enrolmentOf.get(target.registrantId) ?? '') ?? null;
      const subject = subjectOf(target, world);
      return [
        target.registrantId,
        { ...subject, pmtScoreMicro: score === null ? null : (toMicro(score) ?? null) },
      ];
    }),
  );
}

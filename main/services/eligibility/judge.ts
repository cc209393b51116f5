import { utf8Encode } from '#domain/codec/utf8';
import type { EligibilityResult } from '#domain/eligibility/compile-expression';
import type { EligibilitySubject } from '#domain/eligibility/eligibility-subject';
import { computePmt, type PmtScore } from '#domain/eligibility/pmt';
import { MICRO } from '#domain/eligibility/pmt-model';
import type { Sha256 } from '#domain/signing/sha256';
import type { RuleTarget } from '#ports/registry-queries';
import type { CompiledRules } from './read-rules.ts';
import { type RuleWorld, subjectOf, type UnscoredSubject } from './rule-subject.ts';

/** The decision of a programme's rules on one registrant, with everything it was made of. */
export type Judgement = EligibilityResult & {
  readonly pmt: PmtScore | null;
  /** The score as shown; null without a PMT or when an answer it insists on is missing. */
  readonly score: number | null;
  readonly subject: UnscoredSubject;
};

/** Asks the rules; the same at the counter, in a run over everybody and at the moment of enrolment. */
export function judge(target: RuleTarget, rules: CompiledRules, world: RuleWorld): Judgement {
  const unscored = subjectOf(target, world);
  const pmt = rules.pmt === null ? null : computePmt(rules.pmt, unscored.facts, unscored.areaIds);
  const pmtScoreMicro = pmt?.scoreMicro ?? null;
  const subject: EligibilitySubject = { ...unscored, pmtScoreMicro };
  const { answer, trace } = rules.compiled.evaluate(subject, { today: world.today });
  return {
    answer,
    trace,
    pmt,
    score: pmtScoreMicro === null ? null : pmtScoreMicro / MICRO,
    subject: unscored,
  };
}

/**
 * SHA-256 of everything the decision saw: programme, version, day and subject, as JSON arrays with facts in order of
 * their names. Anyone with the same rows computes the same hash.
 */
export function inputsSha256(
  { programId, version }: Pick<CompiledRules, 'programId' | 'version'>,
  subject: UnscoredSubject,
  { today }: RuleWorld,
  sha256: Sha256,
): Uint8Array {
  const inputs = ['eligibility-inputs/1', programId, version, today, valuesOf(subject)];
  return sha256(utf8Encode(JSON.stringify(inputs)));
}

function valuesOf({
  facts,
  birthDate,
  areaIds,
  idTypes,
  programs,
  members,
}: UnscoredSubject): readonly unknown[] {
  const names = Object.keys(facts).sort();
  return [
    names.map((name) => [name, facts[name]]),
    birthDate,
    areaIds,
    idTypes,
    programs.map(({ programId, state }) => [programId, state]),
    members.map(valuesOf),
  ];
}

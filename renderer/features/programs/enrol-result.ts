import { z } from 'zod';
import type { EnrolmentRefusal } from '#domain/enrolment/enrolment-states';

const Tally = z.object({
  enrolled: z.int(),
  notEligible: z.int(),
  already: z.int(),
  refused: z.int(),
  reasons: z.array(z.object({ code: z.string() })),
});
type EnrolResult = {
  readonly enrolled: number;
  /** Those left out, by reason, the most frequent first. */
  readonly leftOut: readonly { readonly text: string; readonly count: number }[];
};

/** Why somebody was left out; the compiler holds the list against the rules of enrolment. */
const reasons: Readonly<Record<EnrolmentRefusal['code'], string>> = {
  'enrolment/already-member': 'programs:out-already',
  'enrolment/consent-missing': 'programs:out-consent',
  'enrolment/eligibility-not-run': 'programs:out-not-run',
  'enrolment/eligibility-unknown': 'programs:out-unknown',
  'enrolment/exit-not-approved': 'programs:out-state',
  'enrolment/online-only': 'programs:out-state',
  'enrolment/open-duplicate': 'programs:out-duplicate',
  'enrolment/program-closed': 'programs:out-closed',
  'enrolment/reason-missing': 'programs:out-state',
  'enrolment/record-not-ready': 'programs:out-record',
  'enrolment/wrong-kind': 'programs:out-kind',
  'state/not-allowed': 'programs:out-state',
};
const byCode: ReadonlyMap<string, string> = new Map(Object.entries(reasons));

/** What an enrolment job came to; null when its result is of another form (an older or newer core). */
export function readEnrolResult(result: unknown): EnrolResult | null {
  const read = Tally.safeParse(result);
  if (!read.success) return null;
  const counts = new Map<string, number>();
  for (const { code } of read.data.reasons) {
    if (code === 'enrolment/already-member') continue;
    const text = byCode.get(code) ?? 'programs:out-state';
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const leftOut = [...counts].map(([text, count]) => ({ text, count }));
  return { enrolled: read.data.enrolled, leftOut: leftOut.toSorted((a, b) => b.count - a.count) };
}

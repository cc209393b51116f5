import { z } from 'zod';

const Texts = z.record(
  z.string(),
  z.object({ label: z.string(), choices: z.record(z.string(), z.string()).optional() }),
);
const Base = z.object({
  code: z.string(),
  subject: z.enum(['household', 'person']),
  required: z.boolean(),
  /** A country's pack brings its own words, by language. */
  texts: Texts.optional(),
});
const Question = z.discriminatedUnion('kind', [
  Base.extend({ kind: z.literal('choice'), choices: z.array(z.string()) }),
  Base.extend({ kind: z.literal('number'), min: z.number(), max: z.number(), decimals: z.number() }),
  Base.extend({ kind: z.literal('yes-no') }),
]);
const Pack = z.object({ code: z.string(), version: z.number(), questions: z.array(Question) });
export type AskedQuestion = z.infer<typeof Question>;

/** All questions of a pack, in its order; none when the pack cannot be read. */
export function allQuestions(pack: unknown): readonly AskedQuestion[] {
  const read = Pack.safeParse(pack);
  return read.success ? read.data.questions : [];
}

/** Those asked once for the whole household. */
export function householdQuestions(pack: unknown): readonly AskedQuestion[] {
  return allQuestions(pack).filter((question) => question.subject === 'household');
}

const ConsentPolicy = z.object({
  version: z.union([z.string(), z.number()]).transform(String),
  texts: z.record(z.string(), z.string()),
  purposes: z.array(z.string()).default(['registration', 'eligibility', 'payment']),
});
export type ConsentPolicy = z.infer<typeof ConsentPolicy>;

/** The text to read out, by language; null when the centre has set none. */
export function readConsentPolicy(policy: unknown): ConsentPolicy | null {
  const read = ConsentPolicy.safeParse(policy);
  return read.success && Object.keys(read.data.texts).length > 0 ? read.data : null;
}

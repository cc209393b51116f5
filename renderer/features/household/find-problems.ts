import type { TFunction } from 'i18next';
import type { Failure, OutputOf } from '#contract/contract';
import { call } from '../../client/call.ts';
import { issuesOf } from '../../i18n/issue-text.ts';
import { type HouseholdEntry, type Step, steps } from './household-entry.ts';
import { toHouseholdInput } from './household-input.ts';
import { issueProblems, type Problem, sameIdProblem, typedProblems } from './household-problems.ts';
import type { AskedQuestion, ConsentPolicy } from './question-pack.ts';
import { questionText } from './question-words.ts';
import { ticketOf } from './uploaded-files.ts';

export type HouseholdCheck = OutputOf<'registry.checkHousehold'>;
export type Policy = {
  readonly policy: ConsentPolicy | null;
  readonly questions: readonly AskedQuestion[];
};
type Found = {
  readonly problems: readonly Problem[];
  readonly check: HouseholdCheck | null;
  readonly failure: Failure | null;
};

/** What keeps the household from passing this step: faults seen here first, then everything the core's check knows. */
export async function findProblems(
  t: TFunction,
  language: string,
  entry: HouseholdEntry,
  step: Step,
  { policy, questions }: Policy,
): Promise<Found> {
  const upToHere = (problem: Problem) => steps.indexOf(problem.step) <= steps.indexOf(step);
  const typed = [
    ...consentProblems(t, entry, policy),
    ...typedProblems(t, entry),
    ...documentProblems(t, entry),
  ].filter(upToHere);
  const household = toHouseholdInput(entry, policy, ticketOf);
  if (step === 'consent' || household === null) return { problems: typed, check: null, failure: null };
  const reply = await call('registry.checkHousehold', { household: { ...household, documents: [] } });
  if (!reply.ok) return { problems: typed, check: null, failure: reply.error };
  const label = questionLabels(t, language, questions);
  const checked = issueProblems(t, entry, reply.value.issues, label)
    .filter(upToHere)
    .filter((problem) => typed.every((seen) => seen.fieldId !== problem.fieldId));
  return { problems: [...typed, ...checked], check: reply.value, failure: null };
}

const questionLabels =
  (t: TFunction, language: string, questions: Policy['questions']) =>
  (code: string): string =>
    questionText(t, language, questions.find((question) => question.code === code) ?? { code });

/** A refused registration as problems at their fields; none when the refusal names no field. */
export function refusalProblems(
  t: TFunction,
  language: string,
  entry: HouseholdEntry,
  failure: Failure,
  { questions }: Policy,
): readonly Problem[] {
  if (failure.code === 'registry/same-id-exists') return sameIdProblem(t, entry, failure.data ?? {});
  return issueProblems(t, entry, issuesOf(failure), questionLabels(t, language, questions));
}

function consentProblems(
  t: TFunction,
  entry: HouseholdEntry,
  policy: ConsentPolicy | null,
): readonly Problem[] {
  if (policy === null) return [];
  const { method, witness } = entry.consent;
  const at = (fieldId: string, text: string): Problem => ({ step: 'consent', fieldId, text, summary: text });
  if (method === null) return [at('hh-consent', t('issues:household/consent-missing'))];
  const needsWitness = method === 'verbal-with-witness' && witness.trim() === '';
  return needsWitness ? [at('hh-witness', t('issues:household/witness-missing'))] : [];
}

/** A file of an earlier session is gone from memory: say which, before the save would refuse it. */
function documentProblems(t: TFunction, entry: HouseholdEntry): readonly Problem[] {
  return entry.documents
    .filter((document) => ticketOf(document.documentId) === undefined)
    .map((document) => ({
      step: 'documents',
      fieldId: `hh-document-${document.documentId}`,
      text: t('household:choose-again'),
      summary: t('household:document-gone', { name: document.name }),
    }));
}

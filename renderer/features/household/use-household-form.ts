import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Failure, OutputOf } from '#contract/contract';
import { useCommand } from '../../client/use-core.ts';
import { findProblems, type HouseholdCheck, type Policy, refusalProblems } from './find-problems.ts';
import { type HouseholdEntry, type Step, steps } from './household-entry.ts';
import { toDecisions, toHouseholdInput } from './household-input.ts';
import type { Problem } from './household-problems.ts';
import { householdQuestions, readConsentPolicy } from './question-pack.ts';
import { forgetTickets, ticketOf } from './uploaded-files.ts';
import { useEntry } from './use-entry.ts';

export type Options = OutputOf<'registry.options'>;
export type Registered = OutputOf<'registry.saveHousehold'>;
export type HouseholdForm = ReturnType<typeof useHouseholdForm>;
type Saving = {
  /** Registering begins (true) or was refused (false): the draft rests meanwhile. */
  readonly onSaving: (isSaving: boolean) => void;
  readonly onSaved: (done: Registered) => void;
};
type Start = { readonly draftId: string; readonly entry: HouseholdEntry; readonly step: Step };

/** The state of the page: what was typed, which step, what is wrong, and the way on. */
export function useHouseholdForm(start: Start, options: Options, saving: Saving) {
  const { t, i18n } = useTranslation();
  const { setProblems, ...typed } = useEntry(start.entry);
  const [step, setStep] = useState<Step>(start.step);
  const [attempt, setAttempt] = useState(0);
  const [check, setCheck] = useState<HouseholdCheck | null>(null);
  const [policy] = useState<Policy>(() => ({
    policy: readConsentPolicy(options.consent),
    questions: householdQuestions(options.questionPack),
  }));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [checking, setChecking] = useState(false);
  const registering = useRegister(start.draftId, saving);
  const { entry } = typed;

  /** Goes on when nothing up to this step is wrong; at the review it registers the household. */
  const next = async (): Promise<void> => {
    if (checking || registering.busy) return;
    setChecking(true);
    const found = await findProblems(t, i18n.language, entry, step, policy);
    setChecking(false);
    setCheck(found.check);
    setFailure(found.failure);
    showProblems(found.problems);
    if (found.problems.length > 0 || found.failure !== null) return;
    const following = steps[steps.indexOf(step) + 1];
    if (following !== undefined) return setStep(following);
    const refusal = await registering.register(entry, policy);
    if (refusal !== null) showProblems(refusalProblems(t, i18n.language, entry, refusal, policy));
  };
  /** The summary stands on the step that has the first of the fields. */
  const showProblems = (found: readonly Problem[]): void => {
    setProblems(found);
    const [first] = found;
    if (first === undefined) return;
    setAttempt((now) => now + 1);
    setStep(first.step);
  };
  const nextSoon = useSoon(next);
  const goTo = useCallback(
    (target: Step) => {
      setProblems([]);
      setStep(target);
    },
    [setProblems],
  );
  return {
    ...typed,
    ...policy,
    options,
    step,
    goTo,
    next,
    nextSoon,
    attempt,
    check,
    busy: checking || registering.busy,
    // A refusal that stands at its field is not said twice.
    failure: typed.problems.length > 0 ? null : (failure ?? registering.failure),
  };
}

/** For an answer that also goes on: first the answer is drawn and taken in, then `run` sees it. */
function useSoon(run: () => Promise<void>): () => void {
  const latest = useRef(run);
  latest.current = run;
  return useCallback(() => {
    flushSync(() => undefined);
    void latest.current();
  }, []);
}

/** The household goes to the core; while it does, the draft rests. Uploads the core no longer knows are asked for again. */
function useRegister(draftId: string, saving: Saving) {
  const save = useCommand('registry.saveHousehold');
  const register = async (entry: HouseholdEntry, { policy }: Policy): Promise<Failure | null> => {
    const household = toHouseholdInput(entry, policy, ticketOf);
    if (household === null) return null;
    saving.onSaving(true);
    const reply = await save.run({ draftId, household, duplicateDecisions: toDecisions(entry) });
    if (reply?.ok === true) saving.onSaved(reply.value);
    else saving.onSaving(false);
    if (reply?.ok !== false) return null;
    if (reply.error.code === 'documents/unknown-ticket') forgetTickets();
    return reply.error;
  };
  return { register, busy: save.busy, failure: save.failure };
}

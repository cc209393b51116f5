import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useKeys } from '../../app/keys.tsx';
import { errorText } from '../../i18n/error-text.ts';
import { EntryForm } from '../../ui/EntryForm.tsx';
import { ErrorSummary } from '../../ui/ErrorSummary.tsx';
import { enterField, fieldsIn } from '../../ui/move-on.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { ConsentStep } from './ConsentStep.tsx';
import { DocumentsStep } from './DocumentsStep.tsx';
import { FormFooter } from './FormFooter.tsx';
import type { DraftBody } from './household-entry.ts';
import { nameOf, realMembers } from './household-entry.ts';
import { LivingStep } from './LivingStep.tsx';
import { PeopleStep } from './PeopleStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { SavedNotice } from './SavedNotice.tsx';
import { SimilarPanel } from './SimilarPanel.tsx';
import { StepBar } from './StepBar.tsx';
import { useDraft } from './use-draft.ts';
import { type Options, type Registered, useHouseholdForm } from './use-household-form.ts';
import { useSimilarPeople } from './use-similar-people.ts';

type Props = {
  readonly draftId: string;
  readonly start: z.infer<typeof DraftBody>;
  readonly unreadable: boolean;
  readonly options: Options;
  readonly today: string;
  readonly done: { readonly registered: Registered; readonly name: string; readonly people: number } | null;
  readonly onSaved: (registered: Registered, name: string, people: number, areaId: string) => void;
};

/** One page, five steps, keyboard only: Enter to the next field, Ctrl+Enter to the next step, Esc back with the draft kept. */
export function HouseholdForm(props: Props) {
  const { draftId, start, options } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const fieldId = useRef(start.fieldId);
  const closeDraft = useRef<(isClosed: boolean) => void>(() => undefined);
  const form = useHouseholdForm({ draftId, ...start }, options, {
    onSaving: (isSaving) => closeDraft.current(isSaving),
    onSaved: (registered) => {
      const people = realMembers(form.entry);
      const [first] = people;
      props.onSaved(registered, first === undefined ? '' : nameOf(first), people.length, form.entry.areaId);
    },
  });
  const { entry, step, next } = form;
  const body = { version: 1, step, fieldId: fieldId.current, entry } as const;
  const head = entry.members[0];
  const draft = useDraft({
    draftId,
    title: (head === undefined ? '' : nameOf(head)) || t('household:unnamed'),
    body,
    content: JSON.stringify([step, entry]),
  });
  closeDraft.current = draft.close;
  // The address names the draft from its first saving on: after a lock or a reload the page goes on with it.
  useEffect(() => {
    if (draft.savedAt !== null)
      void navigate({ to: '/people/new', search: { draft: draftId }, replace: true });
  }, [draft.savedAt, draftId, navigate]);
  const similar = useSimilarPeople(form);
  const root = useFocusOnStep(step, start.fieldId, form.problems.length > 0);
  const openPerson = async (registrantId: string) => {
    await draft.save();
    void navigate({ to: '/people/$registrantId', params: { registrantId } });
  };
  const leave = async () => {
    await draft.save();
    router.history.back();
  };
  useKeys(1, [
    { keys: 'Enter', label: t('household:key-next-field') },
    {
      keys: 'Ctrl+Enter',
      label: t(step === 'review' ? 'household:key-save' : 'household:key-next'),
      run: () => void next(),
    },
    { keys: 'F7', label: t('household:key-similar'), run: similar.toggle },
    { keys: 'Ctrl+S', label: t('household:key-draft'), run: () => void draft.save() },
    { keys: 'Escape', label: t('household:key-back'), run: () => void leave() },
  ]);
  const problems = form.problems.map((problem) => ({ fieldId: problem.fieldId, text: problem.summary }));
  return (
    <Page
      title={t('household:new')}
      actions={<StepBar step={step} onGo={form.goTo} />}
      footer={<FormFooter form={form} draft={draft} onBack={() => void leave()} />}
      aside={
        similar.shown === null ? null : (
          <SimilarPanel
            similar={similar}
            form={form}
            today={props.today}
            onOpenPerson={(id) => void openPerson(id)}
          />
        )
      }
    >
      <Messages
        {...props}
        failure={form.failure === null ? null : errorText(t, form.failure)}
        atStart={step === 'consent'}
      />
      <ErrorSummary key={form.attempt} problems={problems} />
      <EntryForm
        className="entry stack"
        rootRef={root}
        onEnd={() => void next()}
        onFocus={(event) => {
          fieldId.current = event.target.id;
          similar.follow(event.target);
        }}
      >
        <StepBody form={form} today={props.today} similar={similar} />
      </EntryForm>
    </Page>
  );
}

type BodyProps = {
  readonly form: ReturnType<typeof useHouseholdForm>;
  readonly today: string;
  readonly similar: ReturnType<typeof useSimilarPeople>;
};
function StepBody({ form, today, similar }: BodyProps): ReactNode {
  switch (form.step) {
    case 'consent':
      return <ConsentStep form={form} />;
    case 'people':
      return <PeopleStep form={form} today={today} similar={similar} />;
    case 'living':
      return <LivingStep form={form} />;
    case 'documents':
      return <DocumentsStep form={form} />;
    case 'review':
      return <ReviewStep form={form} today={today} similar={similar} />;
  }
}

type MessageProps = Pick<Props, 'done' | 'unreadable'> & {
  readonly failure: string | null;
  readonly atStart: boolean;
};
/** What was just saved, a draft that could not be read, a refusal: what is so, and what to do. */
function Messages({ done, unreadable, failure, atStart }: MessageProps) {
  const { t } = useTranslation();
  return (
    <>
      {done !== null && atStart ? <SavedNotice {...done} /> : null}
      {unreadable ? <Notice kind="warn">{t('household:draft-unreadable')}</Notice> : null}
      {failure === null ? null : (
        <Notice kind="danger" live>
          {failure}
        </Notice>
      )}
    </>
  );
}

/** Each step starts in its first field; a reopened draft in the field where it was left. */
function useFocusOnStep(step: string, firstFieldId: string, hasProblems: boolean) {
  const root = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(firstFieldId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the step does, and only then
  useEffect(() => {
    const form = root.current;
    // The summary of problems has taken the focus.
    if (form === null || hasProblems) return;
    form.closest('.body')?.scrollTo(0, 0);
    const named = wanted === '' ? null : document.getElementById(wanted);
    const first = fieldsIn(form)[0] ?? form.querySelector<HTMLElement>('input[type=file]') ?? form;
    setWanted('');
    enterField(named ?? first);
  }, [step]);
  return root;
}

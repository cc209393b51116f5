import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldDigits } from '#domain/time/digits';
import { Card } from '../../ui/Card.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { advanceFrom, fieldsIn } from '../../ui/move-on.ts';
import { EmptyState } from '../../ui/Notice.tsx';
import { questionFieldId } from './household-problems.ts';
import type { AskedQuestion } from './question-pack.ts';
import { choiceText, questionText } from './question-words.ts';
import type { HouseholdForm } from './use-household-form.ts';

/** The questions of the country's pack: one key each, the answer goes on by itself, after the last one to the next step. */
export function LivingStep({ form }: { readonly form: HouseholdForm }) {
  const { t } = useTranslation();
  if (form.questions.length === 0)
    return (
      <Card title={t('household:step-living')}>
        <EmptyState title={t('household:no-questions')}>{t('household:no-questions-text')}</EmptyState>
      </Card>
    );
  const answered = form.questions.filter((question) => form.entry.facts[question.code] !== undefined).length;
  return (
    <Card
      title={t('household:step-living')}
      note={t('household:answered', { answered, total: form.questions.length })}
    >
      <div className="pad form questions">
        {form.questions.map((question) => (
          <QuestionField key={question.code} question={question} form={form} />
        ))}
      </div>
    </Card>
  );
}

function QuestionField({
  question,
  form,
}: {
  readonly question: AskedQuestion;
  readonly form: HouseholdForm;
}) {
  const { t, i18n } = useTranslation();
  const fieldId = questionFieldId(question.code);
  const answer = form.entry.facts[question.code];
  const error = form.problems.find((problem) => problem.fieldId === fieldId)?.text;
  const shared = {
    label: questionText(t, i18n.language, question),
    hint: question.required ? undefined : t('household:optional'),
    error,
    fieldId,
  };
  const set = (value: string | number | boolean | undefined) => {
    const { [question.code]: _, ...others } = form.entry.facts;
    form.change({ facts: value === undefined ? others : { ...others, [question.code]: value } }, fieldId);
  };
  const goOn = (from: HTMLElement) => {
    const root = from.closest<HTMLElement>('[data-moves-on]');
    const last = root === null ? undefined : fieldsIn(root).at(-1);
    const isLast =
      last instanceof HTMLInputElement && from instanceof HTMLInputElement && last.name === from.name;
    if (isLast) form.nextSoon();
    else advanceFrom(from);
  };
  if (question.kind === 'number') return <NumberField {...shared} answer={answer} onAnswer={set} />;
  const options =
    question.kind === 'yes-no'
      ? [
          { value: 'yes', text: t('household:yes') },
          { value: 'no', text: t('household:no') },
        ]
      : question.choices.map((choice) => ({
          value: choice,
          text: choiceText(t, i18n.language, question, choice),
        }));
  const value =
    typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : answer === undefined ? null : String(answer);
  return (
    <Choice
      {...shared}
      span={options.length > 3 ? 12 : 6}
      options={options}
      value={value}
      onChoose={(picked) => set(question.kind === 'yes-no' ? picked === 'yes' : picked)}
      onAdvance={goOn}
    />
  );
}

type NumberProps = {
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly fieldId: string;
  readonly answer: string | number | boolean | undefined;
  readonly onAnswer: (answer: string | number | undefined) => void;
};
/** Shows what was typed, keeps what it means: "1.0" on its way to "1.05" is not cut to 1. */
function NumberField({ answer, onAnswer, ...field }: NumberProps) {
  const [text, setText] = useState(answer === undefined ? '' : String(answer));
  return (
    <Field
      {...field}
      span={6}
      dir="ltr"
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onAnswer(typedNumber(event.target.value));
      }}
    />
  );
}

/** A number as typed, digits of any script; what is none stays text, so that the check can say so. */
function typedNumber(text: string): string | number | undefined {
  const plain = foldDigits(text).trim().replace(',', '.');
  if (plain === '') return undefined;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { relationText, sexText } from '../people/person-words.ts';
import type { HouseholdCheck } from './find-problems.ts';
import { ageText, nameOf, realMembers, type Step } from './household-entry.ts';
import { answerText, bandWord, questionText } from './question-words.ts';
import { birthColumn } from './typed-birth.ts';
import type { HouseholdForm } from './use-household-form.ts';
import type { SimilarPeople } from './use-similar-people.ts';

type Props = { readonly form: HouseholdForm; readonly today: string; readonly similar: SimilarPeople };

/** Everything once more before it is registered, and what it means: the band and the programmes. */
export function ReviewStep({ form, today, similar }: Props) {
  const { t } = useTranslation();
  return (
    <div className="review">
      <div className="stack">
        {similar.waiting.length === 0 ? null : (
          <Notice kind="warn" title={t('household:similar-left')}>
            <span className="row wrap">
              {similar.waiting.map((member) => (
                <button
                  key={member.entryId}
                  type="button"
                  className="link"
                  onClick={() => similar.show(member.entryId)}
                >
                  {t('household:similar-left-of', {
                    name: nameOf(member),
                    count: similar.open(member.entryId).length,
                  })}
                </button>
              ))}
              <kbd>{'F7'}</kbd>
            </span>
          </Notice>
        )}
        <ReviewCard title={t('household:members')} step="people" form={form}>
          <MemberTable form={form} today={today} />
        </ReviewCard>
        <ReviewCard title={t('household:step-living')} step="living" form={form}>
          <Answers form={form} />
        </ReviewCard>
      </div>
      <div className="stack">
        {form.check === null ? null : <Meaning check={form.check} />}
        <ReviewCard title={t('household:papers')} step="documents" form={form}>
          <Papers form={form} />
        </ReviewCard>
      </div>
    </div>
  );
}

type CardProps = {
  readonly title: string;
  readonly step: Step;
  readonly form: HouseholdForm;
  readonly children: ReactNode;
};
function ReviewCard({ title, step, form, children }: CardProps) {
  const { t } = useTranslation();
  return (
    <Card
      title={title}
      note={
        <button type="button" className="link" onClick={() => form.goTo(step)}>
          {t('household:change')}
        </button>
      }
    >
      {children}
    </Card>
  );
}

function MemberTable({ form, today }: Omit<Props, 'similar'>) {
  const { t } = useTranslation();
  return (
    <div className="scroll">
      <table className="grid">
        <tbody>
          {realMembers(form.entry).map((member, index) => (
            <tr key={member.entryId}>
              <td className="mk muted">{index + 1}</td>
              <td dir="auto" className={index === 0 ? 'strong' : undefined}>
                {nameOf(member)}
              </td>
              <td dir="auto">{member.localName}</td>
              <td>{relationText(t, index === 0 ? 'head' : member.relationship)}</td>
              <td>{member.gender === null ? '–' : sexText(t, member.gender)}</td>
              <td>
                <Ltr>{birthColumn(member.birthDate, member.birthDateExact)}</Ltr>
              </td>
              <td className="n">{ageText(member, today)}</td>
              <td>
                {member.registrantId === null ? null : (
                  <Chip tone="info">{t('household:registered-already')}</Chip>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Answers({ form }: { readonly form: HouseholdForm }) {
  const { t, i18n } = useTranslation();
  const items = form.questions.flatMap((question) => {
    const answer = form.entry.facts[question.code];
    const label = questionText(t, i18n.language, question);
    return [{ label, value: answer === undefined ? '–' : answerText(t, i18n.language, question, answer) }];
  });
  return (
    <div className="pad">
      {items.length === 0 ? <p className="muted">{t('household:no-questions')}</p> : <Facts items={items} />}
    </div>
  );
}

function Papers({ form }: { readonly form: HouseholdForm }) {
  const { t } = useTranslation();
  const { consent, documents, areaId, address } = form.entry;
  const methods = {
    signature: 'household:consent-signature',
    thumbprint: 'household:consent-thumbprint',
    'verbal-with-witness': 'household:consent-verbal',
  } as const;
  const village = form.options.areas.find((area) => area.areaId === areaId)?.name ?? '–';
  return (
    <div className="pad">
      <Facts
        items={[
          {
            label: t('household:step-consent'),
            value: consent.method === null ? '–' : t(methods[consent.method]),
          },
          { label: t('household:village'), value: <span dir="auto">{village}</span> },
          ...(address === ''
            ? []
            : [{ label: t('household:address'), value: <span dir="auto">{address}</span> }]),
          { label: t('household:step-documents'), value: t('household:files', { count: documents.length }) },
        ]}
      />
    </div>
  );
}

const answers = {
  pass: ['ok', '✓', 'household:program-pass'],
  fail: ['plain', '–', 'household:program-fail'],
  unknown: ['warn', '?', 'household:program-unknown'],
} as const;

/** Poverty score and band, and the programmes as their rules read today; none of it is a decision yet. */
function Meaning({ check }: { readonly check: HouseholdCheck }) {
  const { t } = useTranslation();
  return (
    <Card title={t('household:meaning')}>
      <div className="pad stack">
        {check.band === null ? (
          <p className="muted">{t('household:no-band')}</p>
        ) : (
          <div className="row band-line">
            <span className="money">{t('household:band', { band: bandWord(check.band) })}</span>
            {check.score === null ? null : (
              <span className="muted">
                {t('household:score', { score: formatNumber(Math.round(check.score * 10) / 10) })}
              </span>
            )}
          </div>
        )}
        <ul className="stack">
          {check.programs.map((program) => {
            const [tone, sign, text] = answers[program.answer];
            return (
              <li className="row" key={program.programId}>
                <span className="grow" dir="auto">
                  {program.name}
                </span>
                <Chip tone={tone}>
                  <span aria-hidden="true">{sign}</span>
                  {t(text)}
                </Chip>
              </li>
            );
          })}
        </ul>
        <p className="small muted">{t('household:meaning-note')}</p>
      </div>
    </Card>
  );
}

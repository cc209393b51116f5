import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { allQuestions } from '../household/question-pack.ts';
import { answerText, questionText } from '../household/question-words.ts';
import type { Person } from './person.ts';
import { consentText } from './person-words.ts';

type Props = { readonly data: Person; readonly options: OutputOf<'registry.options'> | undefined };

/** Who registered the record and when, the consent it rests on, and the answers given. */
export function RecordCard({ data, options }: Props) {
  const { t, i18n } = useTranslation();
  const { person, consents } = data;
  const questions = allQuestions(options?.questionPack);
  return (
    <Card title={t('people:record')}>
      <div className="pad">
        <Facts
          items={[
            {
              label: t('people:registered'),
              value: t('people:registered-by', {
                date: formatDate(person.registeredOn),
                name: person.registeredByName,
              }),
            },
            ...consents.map((consent) => ({
              label: t('people:consent-version', { version: consent.textVersion }),
              value:
                consent.withdrawnAt === null
                  ? t('people:consent-given', {
                      how: consentText(t, consent.method),
                      at: formatInstant(consent.givenAt),
                    })
                  : t('people:consent-withdrawn', { at: formatInstant(consent.withdrawnAt) }),
            })),
            ...Object.entries(person.facts).map(([code, answer]) => {
              const question = questions.find((candidate) => candidate.code === code);
              return {
                label: questionText(t, i18n.language, question ?? { code }),
                value: <span dir="auto">{answerText(t, i18n.language, question, answer)}</span>,
              };
            }),
          ]}
        />
      </div>
    </Card>
  );
}

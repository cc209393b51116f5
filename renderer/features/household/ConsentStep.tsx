import { useTranslation } from 'react-i18next';
import { languages } from '../../i18n/i18n.ts';
import { Card } from '../../ui/Card.tsx';
import { Choice, Field } from '../../ui/Field.tsx';
import { advanceFrom } from '../../ui/move-on.ts';
import { Notice } from '../../ui/Notice.tsx';
import { consentMethods } from './household-entry.ts';
import type { ConsentPolicy } from './question-pack.ts';
import type { HouseholdForm } from './use-household-form.ts';

const methodTexts = {
  signature: 'household:consent-signature',
  thumbprint: 'household:consent-thumbprint',
  'verbal-with-witness': 'household:consent-verbal',
} as const;

/** The text is read out; one key says how the person agreed and goes on. */
export function ConsentStep({ form }: { readonly form: HouseholdForm }) {
  const { t } = useTranslation();
  const { policy, entry, change, problems } = form;
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.text;
  if (policy === null) return <Notice kind="warn">{t('household:no-consent-text')}</Notice>;
  const language = languageIn(policy, entry.consent.language);
  const set = (patch: Partial<typeof entry.consent>, fieldId?: string) =>
    change({ consent: { ...entry.consent, language, ...patch } }, fieldId);
  return (
    <Card
      title={t('household:consent-title')}
      note={t('household:consent-version', { version: policy.version })}
    >
      <div className="pad stack consent">
        <ReadOutIn policy={policy} language={language} onChoose={(code) => set({ language: code })} />
        <blockquote lang={language} dir="auto">
          {policy.texts[language]}
        </blockquote>
        <div className="form">
          <Choice
            label={t('household:consent-how')}
            hint={t('household:one-key')}
            span={12}
            fieldId="hh-consent"
            options={consentMethods.map((method) => ({ value: method, text: t(methodTexts[method]) }))}
            value={entry.consent.method}
            error={errorOf('hh-consent')}
            onChoose={(picked) => {
              const method = consentMethods.find((candidate) => candidate === picked);
              if (method !== undefined) set({ method }, 'hh-consent');
            }}
            onAdvance={(from, picked) =>
              picked === 'verbal-with-witness' ? advanceFrom(from) : form.nextSoon()
            }
          />
          {entry.consent.method === 'verbal-with-witness' ? (
            <Field
              label={t('household:witness')}
              span={6}
              fieldId="hh-witness"
              value={entry.consent.witness}
              error={errorOf('hh-witness')}
              onChange={(event) => set({ witness: event.target.value }, 'hh-witness')}
            />
          ) : null}
        </div>
        <p className="small muted">{t('household:consent-refused')}</p>
      </div>
    </Card>
  );
}

const languageIn = (policy: ConsentPolicy, wanted: string): string =>
  policy.texts[wanted] === undefined ? (Object.keys(policy.texts)[0] ?? '') : wanted;

type ReadOutProps = {
  readonly policy: ConsentPolicy;
  readonly language: string;
  readonly onChoose: (code: string) => void;
};
/** The language it is read out in: the listener's, not the officer's. */
function ReadOutIn({ policy, language, onChoose }: ReadOutProps) {
  const { t } = useTranslation();
  const spoken = Object.keys(policy.texts);
  if (spoken.length < 2) return null;
  return (
    <div className="row langs-row">
      <span className="small muted">{t('household:consent-language')}</span>
      {spoken.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          className="btn btn-sm"
          aria-pressed={code === language}
          onClick={() => onChoose(code)}
        >
          {languages.find((candidate) => candidate.code === code)?.name ?? code}
        </button>
      ))}
    </div>
  );
}

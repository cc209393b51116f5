import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { type Step, steps } from './household-entry.ts';

const words: Readonly<Record<Step, string>> = {
  consent: 'household:step-consent',
  people: 'household:step-people',
  living: 'household:step-living',
  documents: 'household:step-documents',
  review: 'household:step-review',
};
export const stepText = (step: Step): string => words[step];

/** The five steps with ticks; a finished one can be gone back to. */
export function StepBar({ step, onGo }: { readonly step: Step; readonly onGo: (step: Step) => void }) {
  const { t } = useTranslation();
  const now = steps.indexOf(step);
  return (
    <ol className="steps" aria-label={t('household:steps')}>
      {steps.map((name, index) => (
        <li
          key={name}
          className={index < now ? 'done' : index === now ? 'now' : undefined}
          aria-current={index === now ? 'step' : undefined}
        >
          <span className="tick">{index < now ? <Icon name="check" /> : index + 1}</span>
          {index < now ? (
            <button type="button" className="link step-word" onClick={() => onGo(name)}>
              {t(words[name])}
            </button>
          ) : (
            <span className="step-word">{t(words[name])}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

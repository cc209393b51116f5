import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { Icon } from '../../ui/Icon.tsx';
import { stepsDone, stepTexts } from './cycle-words.ts';

/** Where the cycle stands: five steps, ticks behind, the present one marked. */
export function CycleSteps({ cycle }: { readonly cycle: OutputOf<'cycles.get'> }) {
  const { t } = useTranslation();
  const done = stepsDone(cycle.sliceState, cycle.vouchers);
  return (
    <ol className="steps">
      {stepTexts.map((text, index) => (
        <li
          key={text}
          className={index < done ? 'done' : index === done ? 'now' : ''}
          aria-current={index === done ? 'step' : undefined}
        >
          <span className="tick">{index < done ? <Icon name="check" /> : index + 1}</span>
          <span className="wide-only">{t(text)}</span>
        </li>
      ))}
    </ol>
  );
}

import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { realMembers, steps } from './household-entry.ts';
import { stepText } from './StepBar.tsx';
import type { useDraft } from './use-draft.ts';
import type { HouseholdForm } from './use-household-form.ts';

type Props = {
  readonly form: HouseholdForm;
  readonly draft: ReturnType<typeof useDraft>;
  readonly onBack: () => void;
};

/** Back, the draft's state, and the one way on with its key. */
export function FormFooter({ form, draft, onBack }: Props) {
  const { t } = useTranslation();
  const following = steps[steps.indexOf(form.step) + 1];
  return (
    <>
      <Button onPress={onBack} keys="Esc">
        {t('household:back')}
      </Button>
      <span className="small muted row" aria-live="polite">
        {draft.failure === null ? (
          draft.savedAt === null ? null : (
            <>
              <span className="t-ok" aria-hidden="true">
                {'✓'}
              </span>
              {t('household:saved-at', { at: formatTime(draft.savedAt) })}
            </>
          )
        ) : (
          <span className="t-danger">{errorText(t, draft.failure)}</span>
        )}
      </span>
      <span className="push" />
      <Button kind="primary" size="large" keys="Ctrl+Enter" busy={form.busy} onPress={() => void form.next()}>
        {following === undefined
          ? t('household:save', { count: realMembers(form.entry).length })
          : t('household:next', { step: t(stepText(following)) })}
      </Button>
    </>
  );
}

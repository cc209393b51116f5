import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/Notice.tsx';

export type WhyEmpty = 'not-found' | 'filter' | 'nobody-yet';
type Props = {
  readonly why: WhyEmpty;
  readonly text: string;
  readonly onClear: () => void;
  readonly onNew: (() => void) | null;
};

/** An empty list says why it is empty, and the one thing to do. */
export function NobodyHere({ why, text, onClear, onNew }: Props) {
  const { t } = useTranslation();
  const register =
    onNew === null ? null : (
      <Button kind="primary" icon="plus" keys="F2" onPress={onNew}>
        {t('people:new-household')}
      </Button>
    );
  if (why === 'nobody-yet')
    return (
      <EmptyState title={t('people:nobody-yet')} action={register}>
        {t('people:nobody-yet-text')}
      </EmptyState>
    );
  if (why === 'filter')
    return (
      <EmptyState
        title={t('people:filter-empty')}
        action={
          <Button kind="primary" keys="Esc" onPress={onClear}>
            {t('people:clear-filter')}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      title={t('people:not-found', { text })}
      action={
        <span className="row">
          <Button keys="Esc" onPress={onClear}>
            {t('people:clear-filter')}
          </Button>
          {register}
        </span>
      }
    >
      {t('people:not-found-text')}
    </EmptyState>
  );
}

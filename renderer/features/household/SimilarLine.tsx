import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import type { SimilarPeople } from './use-similar-people.ts';

/** The quiet line under a name. It takes no focus and blocks nothing. */
export function SimilarLine({
  entryId,
  similar,
}: {
  readonly entryId: string;
  readonly similar: SimilarPeople;
}) {
  const { t } = useTranslation();
  const count = similar.open(entryId).length;
  return (
    <span className="under dup" aria-live="polite">
      {count === 0 ? null : (
        <>
          <Icon name="people" />
          <button type="button" className="link" tabIndex={-1} onClick={() => similar.show(entryId)}>
            {t('household:similar', { count })}
          </button>
          <kbd>{'F7'}</kbd>
        </>
      )}
    </span>
  );
}

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCore } from '../../client/use-core.ts';
import { Icon } from '../../ui/Icon.tsx';
import { villagesOf } from '../household/areas-and-ids.ts';
import type { Kind } from './people-pages.ts';

type Props = {
  readonly kind: Kind;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly areaId: string;
  readonly onArea: (areaId: string) => void;
  readonly onEnter: () => void;
};

/** People or households, one village or all, and the find box (F3). */
export function PeopleTools({ kind, text, onText, areaId, onArea, onEnter }: Props) {
  const { t } = useTranslation();
  const options = useCore('registry.options', {});
  const villages = villagesOf(options.data?.areas ?? []);
  return (
    <>
      <nav className="tabs" aria-label={t('people:lists')}>
        <Link to="/people" search={{}} aria-current={kind === 'individual' ? 'page' : undefined}>
          {t('people:people')}
        </Link>
        <Link
          to="/people"
          search={{ tab: 'households' }}
          aria-current={kind === 'group' ? 'page' : undefined}
        >
          {t('people:households')}
        </Link>
      </nav>
      <span className="push" />
      <select
        className="in in-sm"
        aria-label={t('people:village')}
        value={areaId}
        onChange={(event) => onArea(event.target.value)}
      >
        <option value="">{t('people:all-villages')}</option>
        {villages.map((village) => (
          <option key={village.value} value={village.value}>
            {village.text}
          </option>
        ))}
      </select>
      <div className="find find-sm">
        <Icon name="search" />
        <input
          id="people-find"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('people:find')}
          aria-label={t('people:find')}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              document.querySelector<HTMLElement>('.list-page .grid-box')?.focus();
            }
            if (event.key === 'Enter' && text.trim() !== '') onEnter();
          }}
        />
        <kbd>{'F3'}</kbd>
      </div>
    </>
  );
}

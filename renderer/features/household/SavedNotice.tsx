import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';
import { bandWord } from './question-words.ts';
import type { Registered } from './use-household-form.ts';

type Props = { readonly registered: Registered; readonly name: string; readonly people: number };

/** The household just saved, with its number and band; the page is already empty for the next one. */
export function SavedNotice({ registered, name, people }: Props) {
  const { t } = useTranslation();
  return (
    <Notice
      kind="ok"
      live
      title={
        registered.registrationNo === ''
          ? t('household:saved-unnumbered')
          : t('household:saved', { number: registered.registrationNo })
      }
    >
      <span className="row wrap">
        <span>{t('household:saved-text', { name, count: people })}</span>
        {registered.band === null ? null : (
          <span>{t('household:band', { band: bandWord(registered.band) })}</span>
        )}
        <Link to="/people/$registrantId" params={{ registrantId: registered.groupId }}>
          {t('household:open-saved')}
        </Link>
      </span>
    </Notice>
  );
}

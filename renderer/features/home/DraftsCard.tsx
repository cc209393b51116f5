import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useCore } from '../../client/use-core.ts';
import { formatAgo, formatInstant } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';

type Chosen = { readonly draftId: string; readonly title: string };

/** Entries I began, newest first; thrown away only after saying what goes. */
export function DraftsCard() {
  const { t } = useTranslation();
  const drafts = useCore('drafts.list', {}, { keepPrevious: true });
  const discard = useCommand('drafts.discard');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const list = drafts.data?.drafts ?? [];
  if (list.length === 0) return null;
  const throwAway = async () => {
    if (chosen !== null) await discard.run({ draftId: chosen.draftId });
    setChosen(null);
  };
  return (
    <Card title={t('home:drafts')} note={t('home:drafts-note')}>
      <ul className="drafts">
        {list.slice(0, 8).map((draft) => (
          <li key={draft.draftId} className="row">
            <Link to="/people/new" search={{ draft: draft.draftId }} className="strong grow" dir="auto">
              {draft.title}
            </Link>
            <span className="small muted" title={formatInstant(draft.savedAt)}>
              {formatAgo(draft.savedAt, Date.now())}
            </span>
            <button
              type="button"
              className="icon-btn"
              aria-label={t('home:discard-draft', { title: draft.title })}
              onClick={() => setChosen(draft)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {chosen === null ? null : (
        <Dialog
          title={t('home:discard-title')}
          onClose={() => setChosen(null)}
          footer={
            <>
              <Button keys="Esc" onPress={() => setChosen(null)}>
                {t('home:keep-draft')}
              </Button>
              <Button kind="danger" busy={discard.busy} onPress={() => void throwAway()}>
                {t('home:discard')}
              </Button>
            </>
          }
        >
          <p>{t('home:discard-text', { title: chosen.title })}</p>
        </Dialog>
      )}
    </Card>
  );
}

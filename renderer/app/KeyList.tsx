import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog.tsx';
import { keyText } from './KeyBar.tsx';
import { useKeyBar } from './keys.tsx';

const everywhere: readonly (readonly [string, string])[] = [
  ['Ctrl+K', 'common:key-find'],
  ['Alt+1', 'common:key-section'],
  ['F6', 'common:key-region'],
  ['Alt+K', 'common:key-bar'],
  ['Ctrl+L', 'common:key-lock'],
];

/** F1: every key of this page and those that work everywhere, offline and in the user's language. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bar = useKeyBar();
  // The page's keys as they were: this dialog, once it stands, silences them.
  const [here] = useState(bar);
  return (
    <Dialog title={t('common:keys-here')} onClose={onClose}>
      <dl className="facts">
        {here.map((binding) => (
          <div className="fact" key={binding.keys}>
            <dt>
              <kbd>{keyText(binding.keys)}</kbd>
            </dt>
            <dd>{binding.label}</dd>
          </div>
        ))}
        {everywhere.map(([keys, text]) => (
          <div className="fact" key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

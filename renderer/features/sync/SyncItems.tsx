import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useCore } from '../../client/use-core.ts';
import { formatInstant, formatNumber } from '../../i18n/format.ts';
import { SentMark } from '../../ui/Marks.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { ItemActions } from './ItemActions.tsx';
import type { Item } from './sync-item.ts';
import { operationText, verdictText } from './sync-words.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

type Props = { readonly state: 'waiting' | 'refused' | 'sent' };
const shown = 100;

/** What is on its way, was not taken, or has arrived: one row for each thing done, with who, when and why. */
export function SyncItems({ state }: Props) {
  const { t } = useTranslation();
  const list = useCore('sync.items', { state, limit: shown }, { keepPrevious: true });
  const settle = useCommand('sync.settle');
  const [withdrawing, setWithdrawing] = useState<Item | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const data = list.data;
  if (data === undefined) return <RefusalNotice error={list.error} />;
  if (data.items.length === 0) return <Empty state={state} />;
  const more = data.total - data.items.length;
  return (
    <>
      {withdrawing === null ? <RefusalNotice failure={settle.failure} /> : null}
      {copied === null ? null : (
        <Notice kind="info" live>
          {t('sync:code-copied', { code: copied })}
        </Notice>
      )}
      <section className="card scroll" aria-label={t('sync:items')}>
        <table className="grid sync-items">
          <thead>
            <tr>
              <th scope="col" className="mk">
                <span className="sr">{t('sync:mark')}</span>
              </th>
              <th scope="col">{t('sync:what')}</th>
              <th scope="col">{t('sync:of')}</th>
              <th scope="col">{t('sync:by')}</th>
              <th scope="col">{t('sync:when')}</th>
              <th scope="col">{t('sync:reason')}</th>
              <th scope="col">
                <span className="sr">{t('sync:actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((item) => (
              <tr key={item.opNo}>
                <td className="mk">
                  <SentMark mark={item.mark} />
                </td>
                <td>
                  <b>{operationText(t, item.action)}</b>
                </td>
                <td>
                  <bdi>{item.subject === '' ? '–' : item.subject}</bdi>
                </td>
                <td>
                  <bdi>{item.byName}</bdi>
                </td>
                <td>
                  <bdi>{formatInstant(item.at)}</bdi>
                </td>
                <td className={item.mark === 'refused' ? 'wraps t-warn' : 'wraps'}>{reasonOf(t, item)}</td>
                <td className="acts">
                  <ItemActions
                    item={item}
                    busy={settle.busy}
                    onCopied={setCopied}
                    onRetry={() => void settle.run({ opNo: item.opNo, choice: 'retry', reason: '' })}
                    onWithdraw={() => setWithdrawing(item)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {more <= 0 ? null : (
          <p className="pad small muted">{t('sync:more', { count: more, number: formatNumber(more) })}</p>
        )}
      </section>
      {withdrawing === null ? null : (
        <WithdrawDialog item={withdrawing} settle={settle} onClose={() => setWithdrawing(null)} />
      )}
    </>
  );
}

function reasonOf(t: ReturnType<typeof useTranslation>['t'], item: Item): string {
  if (item.code !== null) return verdictText(t, item.code);
  if (item.mark === 'refused') return t('sync:refused-plain');
  return item.mark === 'sent' ? t('sync:accepted') : t('sync:waits-for-line');
}

function Empty({ state }: Props) {
  const { t } = useTranslation();
  switch (state) {
    case 'waiting':
      return <EmptyState title={t('sync:empty-waiting')}>{t('sync:empty-waiting-why')}</EmptyState>;
    case 'refused':
      return <EmptyState title={t('sync:empty-refused')}>{t('sync:empty-refused-why')}</EmptyState>;
    case 'sent':
      return <EmptyState title={t('sync:empty-sent')} />;
  }
}

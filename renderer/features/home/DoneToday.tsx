import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { doneText } from './home-words.ts';

/** My day in figures, yesterday beside it. */
export function DoneToday({ rows }: { readonly rows: OutputOf<'home.queues'>['doneToday'] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('home:done-today')}>
      <table className="grid plain">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{t('home:work')}</span>
            </th>
            <th scope="col" className="n">
              {t('home:today')}
            </th>
            <th scope="col" className="n">
              {t('home:yesterday')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.kind}>
              <td>{doneText(t, row.kind)}</td>
              <td className="n strong">{formatNumber(row.today)}</td>
              <td className="n muted">{formatNumber(row.yesterday)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

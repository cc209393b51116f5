import { useTranslation } from 'react-i18next';
import { useCore } from '../../client/use-core.ts';
import { formatNumber, formatTime } from '../../i18n/format.ts';
import { Figures } from '../../ui/Figures.tsx';
import { Amount } from '../../ui/Marks.tsx';
import { wordsOfRefusal } from './refusal-words.ts';

/** Paid today at this desk: the total, how many, how many refused, each with its time. */
export function TodayPanel() {
  const { t } = useTranslation();
  const today = useCore('vouchers.today', {}, { keepPrevious: true });
  const data = today.data;
  if (data === undefined) return null;
  return (
    <aside className="panel panel-below today-panel" aria-label={t('vouchers:paid-today')}>
      <div className="today-sum">
        <div className="row">
          <h2>{t('vouchers:paid-today')}</h2>
          <span className="push muted small">
            {t('vouchers:paid-refused', {
              paid: formatNumber(data.paid),
              refused: formatNumber(data.refused),
            })}
          </span>
        </div>
        <Amount minor={data.totalMinor} currency={data.currency} large />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t('vouchers:paid-today')}>
        <table className="grid fixed">
          <thead>
            <tr>
              <th scope="col">{t('vouchers:time')}</th>
              <th scope="col">{t('vouchers:person')}</th>
              <th scope="col" className="n">
                <bdi dir="ltr">{data.currency}</bdi>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => {
              const refusal = row.refusal === null ? undefined : wordsOfRefusal(row.refusal);
              return (
                <tr
                  key={`${row.at}${row.receiptNo ?? ''}${row.name}`}
                  className={row.refusal === null ? '' : 'refd'}
                >
                  <td>
                    <bdi dir="ltr">{formatTime(row.at)}</bdi>
                  </td>
                  <td>
                    <bdi>{row.name}</bdi>
                  </td>
                  <td className="n">
                    {row.refusal !== null || row.amountMinor === null ? (
                      <span title={refusal === undefined ? (row.refusal ?? '') : t(refusal.why)}>
                        {`! ${refusal === undefined ? (row.refusal ?? '') : t(refusal.word)}`}
                      </span>
                    ) : (
                      <Figures minor={row.amountMinor} currency={data.currency} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {data.rows.length === 0 ? <p className="pad muted small">{t('vouchers:nobody-yet')}</p> : null}
      </section>
    </aside>
  );
}

import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { documentsWaiting } from '../../app/StatusBar.tsx';
import { useSession } from '../../app/session.tsx';
import { formatAgo, formatInstant, formatNumber, formatTime } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { Ltr } from '../../ui/Marks.tsx';
import { failureText } from './sync-words.ts';

type Status = OutputOf<'sync.status'>;

/** The line and the work, told apart; beside them the three lanes, each with its own last success and reason. */
export function SyncFacts({ status }: { readonly status: Status }) {
  return (
    <section className="card sync-facts">
      <LineFact status={status} />
      <WorkFact status={status} />
      <Lanes status={status} />
    </section>
  );
}

function LineFact({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  const look = {
    reachable: { name: 'sent', sign: '✓', text: t('sync:line-reachable') },
    none: { name: 'off', sign: '○', text: t('sync:line-none') },
    unknown: { name: 'off', sign: '○', text: t('sync:line-unknown') },
    refused: { name: 'ref', sign: '!', text: t('sync:line-refused') },
  }[status.line];
  return (
    <div>
      <h2 className="lab">{t('sync:line')}</h2>
      <p className="big">
        <span className={`m ${look.name}`} aria-hidden="true">
          {look.sign}
        </span>
        {look.text}
      </p>
      <p className="small muted">
        {status.lastSuccessAt === null
          ? t('sync:never')
          : t('sync:last-success', { at: formatInstant(status.lastSuccessAt) })}
      </p>
      {status.lastErrorCode === null ? null : <p className="small">{failureText(t, status.lastErrorCode)}</p>}
      {status.nextTryAt === null ? null : (
        <p className="small muted">{t('sync:next-try', { at: formatTime(status.nextTryAt) })}</p>
      )}
    </div>
  );
}

function WorkFact({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { onlyHere } = status;
  const documents = documentsWaiting(status);
  return (
    <div>
      <h2 className="lab">{t('sync:work')}</h2>
      <p className="big">
        {status.waiting === 0
          ? documents > 0
            ? t('common:documents-waiting', { count: documents })
            : t('sync:none-waiting')
          : t('sync:waiting', { count: status.waiting, number: formatNumber(status.waiting) })}
      </p>
      {status.oldestWaitingAt === null ? null : (
        <p className="small muted">
          {t('sync:oldest', { ago: formatAgo(status.oldestWaitingAt, Date.now()) })}
        </p>
      )}
      {status.refused === 0 ? null : (
        <p className="small strong t-warn">
          {`! ${t('sync:refused-count', { count: status.refused, number: formatNumber(status.refused) })}`}
        </p>
      )}
      {onlyHere.redemptions === 0 ? null : (
        <p className="small">
          {t('sync:only-here', {
            count: onlyHere.redemptions,
            number: formatNumber(onlyHere.redemptions),
            amount: moneyText(onlyHere.amountMinor, me.currency),
          })}
        </p>
      )}
    </div>
  );
}

function Lanes({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  const names = {
    send: t('sync:lane-send'),
    fetch: t('sync:lane-fetch'),
    documents: t('sync:lane-documents'),
  };
  return (
    <div className="scroll">
      <table className="grid plain lanes">
        <thead>
          <tr>
            <th scope="col">{t('sync:lane')}</th>
            <th scope="col">{t('sync:lane-success')}</th>
            <th scope="col" className="n">
              {t('sync:lane-waiting')}
            </th>
            <th scope="col">{t('sync:lane-reason')}</th>
          </tr>
        </thead>
        <tbody>
          {status.lanes.map((lane) => (
            <tr key={lane.lane}>
              <th scope="row">{names[lane.lane]}</th>
              <td>
                <bdi>{lane.lastSuccessAt === null ? '–' : formatInstant(lane.lastSuccessAt)}</bdi>
              </td>
              <td className="n">
                <Ltr>{lane.lane === 'fetch' ? '–' : formatNumber(lane.waiting)}</Ltr>
              </td>
              <td className="wraps">
                {lane.lastErrorCode === null ? t('sync:lane-fine') : failureText(t, lane.lastErrorCode)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

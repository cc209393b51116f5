import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useCore } from '../client/use-core.ts';
import { formatAgo, formatDate, formatEthiopicDate, formatTime } from '../i18n/format.ts';
import { useSession } from './session.tsx';

type Status = OutputOf<'sync.status'>;

/** Two separate facts, always: is there a line, and what waits. Offline is grey and normal, never red. */
export function StatusBar() {
  const { t } = useTranslation();
  const { me, pc } = useSession();
  const status = useCore('sync.status', {}, { refetchMs: 15_000, keepPrevious: true });
  const jobs = useCore('jobs.list', {}, { refetchMs: 15_000, keepPrevious: true });
  const now = useNow();
  const running = jobs.data?.jobs.filter((job) => job.state === 'running') ?? [];
  return (
    <footer className="status" id="status">
      {status.data === undefined ? null : <LineAndWork status={status.data} t={t} nowMs={now} />}
      {running.map((job) => (
        <span key={job.jobId}>
          {t(`common:job-${job.kind}`)}
          <progress
            className="bar"
            value={job.done}
            max={Math.max(job.total, 1)}
            aria-label={t(`common:job-${job.kind}`)}
          />
        </span>
      ))}
      {pc.practice ? <span className="practice-note">{t('common:practice-note')}</span> : null}
      <span className="push">
        <bdi>{formatDate(me.today)}</bdi>
        {'·'}
        <bdi>{formatEthiopicDate(me.today)}</bdi>
        {'·'}
        <bdi>{formatTime(new Date(now).toISOString())}</bdi>
      </span>
    </footer>
  );
}

/** The words and mark of the status line, shared with the Sync page. */
export function LineAndWork({
  status,
  t,
  nowMs,
}: {
  readonly status: Status;
  readonly t: TFunction;
  readonly nowMs: number;
}) {
  const offline = status.line !== 'reachable';
  const documents = documentsWaiting(status);
  const oldest = status.oldestWaitingAt === null ? '' : formatAgo(status.oldestWaitingAt, nowMs);
  return (
    <>
      <Link to="/sync">
        <span className={`m ${offline ? 'off' : 'sent'}`} aria-hidden="true">
          {offline ? '○' : '✓'}
        </span>
        {offline ? t('common:line-none') : t('common:line-reachable')}
      </Link>
      <Link to="/sync">
        {status.waiting === 0 ? (
          documents > 0 ? (
            <b>{t('common:documents-waiting', { count: documents })}</b>
          ) : (
            t('common:all-sent', {
              at: status.lastSuccessAt === null ? '–' : formatTime(status.lastSuccessAt),
            })
          )
        ) : (
          <b>{t('common:waiting', { count: status.waiting, oldest })}</b>
        )}
      </Link>
      {status.refused === 0 ? null : (
        <Link to="/sync" search={{ tab: 'refused' }} className="t-warn">
          <span className="m ref" aria-hidden="true">
            {'!'}
          </span>
          {t('common:need-attention', { count: status.refused })}
        </Link>
      )}
    </>
  );
}

/** Documents travel apart from the records; "all sent" would not be true while one is here only. */
export const documentsWaiting = (status: Status): number =>
  status.lanes.find(({ lane }) => lane === 'documents')?.waiting ?? 0;

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

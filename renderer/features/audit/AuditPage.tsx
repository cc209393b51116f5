import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { usePages } from '../../client/use-pages.ts';
import { formatInstant, formatNumber } from '../../i18n/format.ts';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { listMark } from '../cycles/list-mark.ts';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { actionText, isRefused, purposeText } from './audit-words.ts';

type Row = OutputOf<'audit.list'>['rows'][number];

/** The trail: who did what and when, newest first, with the word whether its chain is whole. */
export function AuditPage() {
  const { t } = useTranslation();
  const trail = usePages('audit.list', {});
  const columns = useColumns();
  const whole = trail.pages.every((page) => page.verified);
  return (
    <Page
      title={t('audit:title')}
      sub={
        trail.first === undefined ? undefined : (
          <span className="row">
            {whole ? (
              <Chip tone="ok">{`✓ ${t('audit:whole')}`}</Chip>
            ) : (
              <Chip tone="danger">{`! ${t('audit:broken')}`}</Chip>
            )}
            <span>{t('audit:head')}</span>
            <Ltr>
              <span title={trail.first.head}>{listMark(trail.first.head)}</span>
            </Ltr>
          </span>
        )
      }
    >
      <RefusalNotice error={trail.error} />
      {trail.first === undefined || whole ? null : (
        <Notice kind="danger" title={t('audit:broken')} live>
          {t('audit:broken-do')}
        </Notice>
      )}
      {trail.rows.length === 0 && !trail.loading ? (
        <EmptyState title={t('audit:none')} />
      ) : (
        <div className="card fill-page">
          <DataGrid
            label={t('audit:title')}
            rows={trail.rows}
            columns={columns}
            keyOf={(row) => String(row.seq)}
            onNearEnd={trail.more}
          />
        </div>
      )}
    </Page>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation();
  return useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'seq',
        header: t('audit:no'),
        numeric: true,
        width: '72px',
        cell: (row) => <Ltr>{formatNumber(row.seq)}</Ltr>,
      },
      { id: 'at', header: t('audit:at'), width: '150px', cell: (row) => <bdi>{formatInstant(row.at)}</bdi> },
      {
        id: 'by',
        header: t('audit:by'),
        width: '170px',
        cell: (row) => <span dir="auto">{row.byName}</span>,
      },
      {
        id: 'action',
        header: t('audit:what'),
        width: '300px',
        cell: (row) =>
          isRefused(row.action) ? (
            <span className="t-danger">{`! ${t('audit:refused', { what: actionText(t, row.action) })}`}</span>
          ) : (
            actionText(t, row.action)
          ),
      },
      {
        id: 'object',
        header: t('audit:object'),
        width: '150px',
        cell: (row) => (
          <Ltr>
            <span title={row.object}>{row.object.slice(0, 18)}</span>
          </Ltr>
        ),
      },
      {
        id: 'why',
        header: t('audit:why'),
        cell: (row) => {
          const text = purposeText(t, row.action, row.purpose);
          return (
            <span className="clip wide" dir="auto" title={text}>
              {text}
            </span>
          );
        },
      },
    ],
    [t],
  );
}

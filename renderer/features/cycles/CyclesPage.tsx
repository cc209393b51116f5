import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Amount, Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { sliceStateWord } from './cycle-words.ts';

type Cycle = OutputOf<'cycles.list'>['cycles'][number];

/** The cycles of this office's programmes: one pays one period. */
export function CyclesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cycles = useCore('cycles.list', {});
  const columns = useColumns();
  useKeys(1, [{ keys: 'Enter', label: t('cycles:key-open') }]);
  return (
    <Page title={t('cycles:title')}>
      <RefusalNotice error={cycles.error} />
      {cycles.data?.cycles.length === 0 ? (
        <EmptyState title={t('cycles:none')}>{t('cycles:none-why')}</EmptyState>
      ) : (
        <div className="card">
          <DataGrid
            label={t('cycles:title')}
            rows={cycles.data?.cycles ?? []}
            columns={columns}
            keyOf={(row) => row.cycleId}
            onOpen={(row) => void navigate({ to: '/cycles/$cycleId', params: { cycleId: row.cycleId } })}
            roomy
          />
        </div>
      )}
    </Page>
  );
}

function useColumns(): readonly Column<Cycle>[] {
  const { t } = useTranslation();
  return useMemo(
    (): readonly Column<Cycle>[] => [
      { id: 'name', header: t('cycles:cycle'), cell: (row) => <b dir="auto">{row.name}</b> },
      {
        id: 'program',
        header: t('cycles:program'),
        cell: (row) => <span dir="auto">{row.programName}</span>,
      },
      {
        id: 'period',
        header: t('cycles:period'),
        cell: (row) => (
          <Ltr>
            {t('cycles:from-to', { from: formatDate(row.periodStart), to: formatDate(row.periodEnd) })}
          </Ltr>
        ),
      },
      {
        id: 'state',
        header: t('cycles:state'),
        width: '160px',
        cell: (row) => {
          const word = sliceStateWord(row.sliceState);
          return <Chip tone={word.tone}>{t(word.text)}</Chip>;
        },
      },
      {
        id: 'count',
        header: t('cycles:people'),
        numeric: true,
        width: '100px',
        cell: (row) => <Ltr>{formatNumber(row.entitlementCount)}</Ltr>,
      },
      {
        id: 'total',
        header: t('cycles:amount'),
        numeric: true,
        width: '180px',
        cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
      },
    ],
    [t],
  );
}

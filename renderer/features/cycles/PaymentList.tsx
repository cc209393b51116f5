import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useSession } from '../../app/session.tsx';
import { usePages } from '../../client/use-pages.ts';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Chip } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { paymentStateWord } from './cycle-words.ts';

type Row = OutputOf<'cycles.entitlements'>['rows'][number];
type Props = { readonly cycleId: string; readonly currency: string; readonly label: string };

/** Everybody on the list with the amount; fetched as one scrolls. */
export function PaymentList({ cycleId, currency, label }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const list = usePages('cycles.entitlements', { cycleId });
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'name', header: t('cycles:person'), cell: (row) => <b dir="auto">{row.name}</b> },
      { id: 'area', header: t('cycles:area'), cell: (row) => <span dir="auto">{row.areaName}</span> },
      {
        id: 'state',
        header: t('cycles:state'),
        width: '180px',
        cell: (row) => {
          const word = paymentStateWord(row.state);
          return <Chip tone={word.tone}>{t(word.text)}</Chip>;
        },
      },
      {
        id: 'amount',
        header: t('cycles:amount-in', { currency }),
        numeric: true,
        width: '160px',
        cell: (row) => <Figures minor={row.amountMinor} currency={currency} />,
      },
    ],
    [t, currency],
  );
  if (list.error !== null) return <RefusalNotice error={list.error} />;
  if (list.rows.length === 0 && !list.loading)
    return <EmptyState title={t('cycles:list-empty')}>{t('cycles:list-empty-why')}</EmptyState>;
  return (
    <div className="card fill-page">
      <DataGrid
        label={label}
        rows={list.rows}
        columns={columns}
        keyOf={(row) => row.entitlementId}
        onNearEnd={list.more}
        {...(may('registry.read')
          ? {
              onOpen: (row: Row) =>
                void navigate({ to: '/people/$registrantId', params: { registrantId: row.registrantId } }),
            }
          : {})}
      />
    </div>
  );
}

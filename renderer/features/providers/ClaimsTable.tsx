import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Amount, Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { claimStateWord } from './claim-words.ts';

type Claim = OutputOf<'claims.list'>['claims'][number];

/** All claims, newest first; Enter opens one. */
export function ClaimsTable({ claims }: { readonly claims: readonly Claim[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useMemo(
    (): readonly Column<Claim>[] => [
      { id: 'no', header: t('providers:claim-no'), width: '130px', cell: (row) => <Ltr>{row.claimNo}</Ltr> },
      { id: 'provider', header: t('providers:name'), cell: (row) => <b dir="auto">{row.providerName}</b> },
      {
        id: 'period',
        header: t('providers:period'),
        width: '220px',
        cell: (row) => (
          <Ltr>
            {t('providers:from-to', { from: formatDate(row.periodFrom), to: formatDate(row.periodTo) })}
          </Ltr>
        ),
      },
      {
        id: 'lines',
        header: t('providers:lines'),
        numeric: true,
        width: '80px',
        cell: (row) => <Ltr>{formatNumber(row.lineCount)}</Ltr>,
      },
      {
        id: 'total',
        header: t('providers:amount'),
        numeric: true,
        width: '160px',
        cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
      },
      {
        id: 'state',
        header: t('providers:state'),
        width: '190px',
        cell: (row) => {
          const word = claimStateWord(row.state);
          return <Chip tone={word.tone}>{t(word.text)}</Chip>;
        },
      },
      {
        id: 'by',
        header: t('providers:by'),
        width: '160px',
        cell: (row) => <span dir="auto">{row.preparedByName}</span>,
      },
    ],
    [t],
  );
  if (claims.length === 0)
    return <EmptyState title={t('providers:claims-none')}>{t('providers:claims-none-why')}</EmptyState>;
  return (
    <div className="card fill-page">
      <DataGrid
        label={t('providers:tab-claims')}
        rows={claims}
        columns={columns}
        keyOf={(row) => row.claimId}
        roomy
        onOpen={(row) =>
          void navigate({ to: '/providers/claims/$claimId', params: { claimId: row.claimId } })
        }
      />
    </div>
  );
}

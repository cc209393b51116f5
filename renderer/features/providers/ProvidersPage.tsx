import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { CountTabs } from '../../ui/CountTabs.tsx';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Amount, Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { ClaimsTable } from './ClaimsTable.tsx';
import { kindText } from './claim-words.ts';

type Provider = OutputOf<'providers.list'>['providers'][number];
type Tab = 'providers' | 'claims';

/** Shops, agents and hospitals that honour vouchers, and what they claim for it. */
export function ProvidersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const [tab, setTab] = useState<Tab>('providers');
  const providers = useCore('providers.list', {});
  const claims = useCore('claims.list', {});
  const mayClaim = may('claim.prepare');
  const newClaim = (providerId?: string) =>
    void navigate({
      to: '/providers/claims/new',
      search: providerId === undefined ? {} : { provider: providerId },
    });
  useKeys(1, mayClaim ? [{ keys: 'F2', label: t('providers:new-claim'), run: () => newClaim() }] : []);
  const columns = useColumns();
  const rows = providers.data?.providers ?? [];
  return (
    <Page
      title={t('providers:title')}
      actions={
        mayClaim ? (
          <Button kind="primary" keys="F2" onPress={() => newClaim()}>
            {t('providers:new-claim')}
          </Button>
        ) : undefined
      }
      tools={
        <CountTabs<Tab>
          label={t('providers:title')}
          current={tab}
          onChoose={setTab}
          tabs={[
            {
              id: 'providers',
              text: t('providers:tab-providers'),
              count: providers.data?.providers.length ?? null,
            },
            { id: 'claims', text: t('providers:tab-claims'), count: claims.data?.claims.length ?? null },
          ]}
        />
      }
    >
      <RefusalNotice error={providers.error ?? claims.error} />
      {tab === 'claims' ? (
        <ClaimsTable claims={claims.data?.claims ?? []} />
      ) : rows.length === 0 && !providers.isPending ? (
        <EmptyState title={t('providers:none')}>{t('providers:none-why')}</EmptyState>
      ) : (
        <div className="card fill-page">
          <DataGrid
            label={t('providers:title')}
            rows={rows}
            columns={columns}
            keyOf={(row) => row.providerId}
            roomy
            {...(mayClaim ? { onOpen: (row: Provider) => newClaim(row.providerId) } : {})}
          />
        </div>
      )}
    </Page>
  );
}

function useColumns(): readonly Column<Provider>[] {
  const { t } = useTranslation();
  return useMemo(
    (): readonly Column<Provider>[] => [
      { id: 'no', header: t('providers:no'), width: '64px', cell: (row) => <Ltr>{row.providerNo}</Ltr> },
      { id: 'name', header: t('providers:name'), cell: (row) => <b dir="auto">{row.name}</b> },
      { id: 'kind', header: t('providers:kind'), width: '120px', cell: (row) => t(kindText(row.kind)) },
      {
        id: 'status',
        header: t('providers:status'),
        width: '120px',
        cell: (row) =>
          row.status === 'active' ? (
            <Chip tone="ok">{t('providers:active')}</Chip>
          ) : (
            <Chip tone="warn">{t('providers:suspended')}</Chip>
          ),
      },
      {
        id: 'contract',
        header: t('providers:contract-to'),
        width: '140px',
        cell: (row) => <bdi>{formatDate(row.contractTo)}</bdi>,
      },
      {
        id: 'count',
        header: t('providers:unclaimed'),
        numeric: true,
        width: '150px',
        cell: (row) => <Ltr>{formatNumber(row.unclaimedCount)}</Ltr>,
      },
      {
        id: 'amount',
        header: t('providers:unclaimed-amount'),
        numeric: true,
        width: '170px',
        cell: (row) => <Amount minor={row.unclaimedMinor} currency={row.currency} />,
      },
    ],
    [t],
  );
}

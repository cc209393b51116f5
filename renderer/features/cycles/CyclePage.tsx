import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCore } from '../../client/use-core.ts';
import { formatDate } from '../../i18n/format.ts';
import { CountTabs } from '../../ui/CountTabs.tsx';
import { Ltr } from '../../ui/Marks.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { CycleSteps } from './CycleSteps.tsx';
import { CycleSummary } from './CycleSummary.tsx';
import { PaymentList } from './PaymentList.tsx';

type Tab = 'summary' | 'people';

/** One cycle of this office, from preparing to paid, on one page. */
export function CyclePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { cycleId = '' } = useParams({ strict: false });
  const { tab } = useSearch({ strict: false });
  const cycle = useCore('cycles.get', { cycleId });
  const current: Tab = tab === 'people' ? 'people' : 'summary';
  const data = cycle.data;
  return (
    <Page
      title={data?.name ?? ''}
      sub={
        data === undefined ? undefined : (
          <span dir="auto">
            {data.programName}
            <Ltr>
              {` · ${t('cycles:from-to', { from: formatDate(data.periodStart), to: formatDate(data.periodEnd) })}`}
            </Ltr>
          </span>
        )
      }
      actions={data === undefined ? undefined : <CycleSteps cycle={data} />}
      tools={
        data === undefined ? undefined : (
          <CountTabs<Tab>
            label={data.name}
            current={current}
            onChoose={(chosen) =>
              void navigate({
                to: '/cycles/$cycleId',
                params: { cycleId },
                search: { tab: chosen },
                replace: true,
              })
            }
            tabs={[
              { id: 'summary', text: t('cycles:tab-summary') },
              { id: 'people', text: t('cycles:tab-people'), count: data.entitlementCount },
            ]}
          />
        )
      }
    >
      <RefusalNotice error={cycle.error} />
      {data === undefined ? null : current === 'people' ? (
        <PaymentList cycleId={cycleId} currency={data.currency} label={t('cycles:tab-people')} />
      ) : (
        <CycleSummary cycle={data} />
      )}
    </Page>
  );
}

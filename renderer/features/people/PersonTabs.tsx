import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { DocumentsTab } from './DocumentsTab.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { HouseholdCard } from './HouseholdCard.tsx';
import { ProgramsCard } from './ProgramsCard.tsx';
import type { Person } from './person.ts';
import { RecordCard } from './RecordCard.tsx';
import { VouchersCard } from './VouchersCard.tsx';

const tabs = ['overview', 'household', 'programmes', 'vouchers', 'documents', 'history'] as const;
type Tab = (typeof tabs)[number];
export const tabOf = (text: string | undefined): Tab => tabs.find((tab) => tab === text) ?? 'overview';
const texts = {
  overview: 'people:tab-overview',
  household: 'people:tab-household',
  programmes: 'people:tab-programmes',
  vouchers: 'people:tab-vouchers',
  documents: 'people:tab-documents',
  history: 'people:tab-history',
} as const;

type Props = {
  readonly data: Person;
  readonly tab: Tab;
  readonly options: OutputOf<'registry.options'> | undefined;
};

/** Each tab has its own address, so it can be linked to and come back to. */
export function PersonTabs({ data, tab, options }: Props) {
  const { t } = useTranslation();
  const counts: Readonly<Record<Tab, number | null>> = {
    overview: null,
    household: data.household?.members.length ?? 0,
    programmes: data.programs.length,
    vouchers: data.vouchers.length,
    documents: data.documents.length,
    history: data.history.length,
  };
  return (
    <>
      <nav className="tabs person-tabs" aria-label={t('people:tabs')}>
        {tabs.map((name) => (
          <Link
            key={name}
            to="/people/$registrantId"
            params={{ registrantId: data.person.registrantId }}
            search={name === 'overview' ? {} : { tab: name }}
            replace
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={name === tab ? 'page' : undefined}
          >
            {t(texts[name])}
            {counts[name] === null ? null : <span className="num">{counts[name]}</span>}
          </Link>
        ))}
      </nav>
      <TabBody data={data} tab={tab} options={options} />
    </>
  );
}

function TabBody({ data, tab, options }: Props) {
  switch (tab) {
    case 'overview':
      return (
        <div className="home">
          <div className="stack wide">
            <ProgramsCard data={data} />
            <HouseholdCard data={data} />
            <RecordCard data={data} options={options} />
          </div>
          <div className="stack">
            <HistoryCard rows={data.history.slice(0, 8)} />
          </div>
        </div>
      );
    case 'household':
      return <HouseholdCard data={data} />;
    case 'programmes':
      return <ProgramsCard data={data} />;
    case 'vouchers':
      return <VouchersCard data={data} />;
    case 'documents':
      return <DocumentsTab data={data} />;
    case 'history':
      return <HistoryCard rows={data.history} />;
  }
}

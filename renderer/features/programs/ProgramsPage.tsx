import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatNumber } from '../../i18n/format.ts';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { programStateWord, targetText } from './program-words.ts';

type Program = OutputOf<'programs.list'>['programs'][number];

/** The programmes this office serves. */
export function ProgramsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const programs = useCore('programs.list', {});
  const columns = useMemo(
    (): readonly Column<Program>[] => [
      { id: 'name', header: t('programs:name'), cell: (row) => <b dir="auto">{row.name}</b> },
      { id: 'code', header: t('programs:code'), cell: (row) => <Ltr>{row.code}</Ltr>, width: '160px' },
      {
        id: 'for',
        header: t('programs:for-whom'),
        cell: (row) => t(targetText(row.targetType)),
        width: '140px',
      },
      {
        id: 'state',
        header: t('programs:state'),
        width: '120px',
        cell: (row) => {
          const word = programStateWord(row.state);
          return <Chip tone={word.tone}>{t(word.text)}</Chip>;
        },
      },
      {
        id: 'enrolled',
        header: t('programs:enrolled'),
        numeric: true,
        width: '120px',
        cell: (row) => <Ltr>{formatNumber(row.enrolled)}</Ltr>,
      },
      {
        id: 'version',
        header: t('programs:rule-version'),
        numeric: true,
        width: '120px',
        cell: (row) => <Ltr>{formatNumber(row.version)}</Ltr>,
      },
    ],
    [t],
  );
  useKeys(1, [{ keys: 'Enter', label: t('programs:key-open') }]);
  return (
    <Page title={t('programs:title')}>
      <RefusalNotice error={programs.error} />
      {programs.data?.programs.length === 0 ? (
        <EmptyState title={t('programs:none')}>{t('programs:none-why')}</EmptyState>
      ) : (
        <div className="card">
          <DataGrid
            label={t('programs:title')}
            rows={programs.data?.programs ?? []}
            columns={columns}
            keyOf={(row) => row.programId}
            onOpen={(row) =>
              void navigate({ to: '/programmes/$programId', params: { programId: row.programId } })
            }
            roomy
          />
        </div>
      )}
    </Page>
  );
}

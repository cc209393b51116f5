import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { issueText } from '../../i18n/issue-text.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Ltr } from '../../ui/Marks.tsx';

type RowIssue = OutputOf<'import.result'>['issues'][number];
type Props = { readonly issues: readonly RowIssue[]; readonly more: number };

/** Row, column, value, and what is wrong with it in words; rows are counted as the spreadsheet counts them. */
export function IssueTable({ issues, more }: Props) {
  const { t } = useTranslation();
  const columns: readonly Column<RowIssue>[] = [
    {
      id: 'row',
      header: t('import:row'),
      numeric: true,
      width: '72px',
      cell: (issue) => <Ltr>{issue.rowNo}</Ltr>,
    },
    {
      id: 'column',
      header: t('import:column'),
      cell: (issue) => <bdi>{issue.column === null || issue.column === '' ? '–' : issue.column}</bdi>,
    },
    {
      id: 'value',
      header: t('import:value'),
      cell: (issue) => <bdi className="cell-value">{issue.value ?? ''}</bdi>,
    },
    {
      id: 'words',
      header: t('import:what-is-wrong'),
      cell: (issue) => <span className="cell-words">{issueText(t, issue)}</span>,
    },
  ];
  return (
    <Card
      title={t('import:issues')}
      note={
        more === 0
          ? t('import:issues-note')
          : t('import:more-issues', { count: more, more: formatNumber(more) })
      }
    >
      <div className="issues">
        <DataGrid
          label={t('import:issues')}
          rows={issues}
          columns={columns}
          keyOf={(issue) => `${issue.rowNo} ${issue.column ?? ''} ${issue.code}`}
        />
      </div>
    </Card>
  );
}

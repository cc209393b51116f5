import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatDate } from '../../i18n/format.ts';
import { CountTabs } from '../../ui/CountTabs.tsx';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import { lineReason } from './claim-words.ts';

export type Line = OutputOf<'claims.check'>['lines'][number];
type Group = 'all' | Line['verdict'];
type Props = {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly currency: string;
  readonly note?: ReactNode;
  /** Which lines are in; without it what the claim holds. */
  readonly isIn?: (line: Line) => boolean;
  /** Takes a line in or out. */
  readonly onToggle?: (line: Line) => void;
  readonly empty: string;
};

/** Lines of a claim in three groups: fine, to look at, not to be paid; each with its reasons in words. */
export function ClaimLines({ label, lines, currency, note, isIn, onToggle, empty }: Props) {
  const { t } = useTranslation();
  const [group, setGroup] = useState<Group>('all');
  const count = (verdict: Line['verdict']) => lines.filter((line) => line.verdict === verdict).length;
  const shown = group === 'all' ? lines : lines.filter((line) => line.verdict === group);
  const choosing = onToggle !== undefined || lines.some((line) => !line.included);
  const columns = useColumns(currency, choosing, isIn);
  const groups = {
    all: t('providers:group-all'),
    fine: t('providers:group-fine'),
    look: t('providers:group-look'),
    reject: t('providers:group-reject'),
  };
  return (
    <section className="card claim-lines" aria-label={label}>
      <header>
        <CountTabs<Group>
          label={label}
          current={group}
          onChoose={setGroup}
          tabs={[
            { id: 'all', text: groups.all, count: lines.length },
            { id: 'fine', text: groups.fine, count: count('fine') },
            { id: 'look', text: groups.look, count: count('look') },
            { id: 'reject', text: groups.reject, count: count('reject') },
          ]}
        />
        {note === undefined ? null : <span className="push small muted">{note}</span>}
      </header>
      {shown.length === 0 ? (
        <EmptyState title={empty} />
      ) : (
        <DataGrid
          label={groups[group]}
          rows={shown}
          columns={columns}
          keyOf={(line) => line.claimLineId}
          {...(onToggle === undefined ? {} : { onOpen: onToggle })}
        />
      )}
    </section>
  );
}

function useColumns(currency: string, choosing: boolean, isIn: Props['isIn']): readonly Column<Line>[] {
  const { t } = useTranslation();
  return useMemo((): readonly Column<Line>[] => {
    const taken: Column<Line> = {
      id: 'in',
      header: t('providers:in-claim'),
      width: '92px',
      cell: (line) =>
        line.verdict === 'reject' ? (
          <span className="muted">{t('providers:never')}</span>
        ) : (isIn?.(line) ?? line.included) ? (
          <span>{t('providers:taken')}</span>
        ) : (
          <span className="muted">{t('providers:left-out')}</span>
        ),
    };
    return [
      {
        id: 'verdict',
        header: t('providers:result'),
        width: '92px',
        cell: (line) => <Verdict line={line} />,
      },
      ...(choosing ? [taken] : []),
      {
        id: 'voucher',
        header: t('providers:voucher'),
        width: '140px',
        cell: (line) => <Ltr>{line.shortCode === '' ? '–' : line.shortCode}</Ltr>,
      },
      {
        id: 'person',
        header: t('providers:person'),
        width: '180px',
        cell: (line) => (
          <span className="clip" dir="auto" title={line.name}>
            {line.name}
          </span>
        ),
      },
      {
        id: 'date',
        header: t('providers:date'),
        width: '104px',
        cell: (line) => <bdi>{formatDate(line.serviceDate)}</bdi>,
      },
      {
        id: 'amount',
        header: currency,
        numeric: true,
        width: '104px',
        cell: (line) => <Figures minor={line.amountMinor} currency={currency} />,
      },
      {
        id: 'why',
        header: t('providers:why'),
        cell: (line) => <span>{line.codes.map((code) => t(lineReason(code))).join(' · ')}</span>,
      },
    ];
  }, [t, currency, choosing, isIn]);
}

/** Mark, word and colour of one line. */
function Verdict({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  switch (line.verdict) {
    case 'fine':
      return <span className="t-ok">{`✓ ${t('providers:fine')}`}</span>;
    case 'look':
      return <b className="t-warn">{`! ${t('providers:look')}`}</b>;
    case 'reject':
      return <span className="t-danger">{`× ${t('providers:reject')}`}</span>;
  }
}

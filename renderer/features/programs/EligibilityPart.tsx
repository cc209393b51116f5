import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { usePages } from '../../client/use-pages.ts';
import { formatInstant, formatNumber } from '../../i18n/format.ts';
import { CountTabs } from '../../ui/CountTabs.tsx';
import { type Column, DataGrid } from '../../ui/DataGrid.tsx';
import { Chip, Ltr } from '../../ui/Marks.tsx';
import { EmptyState, Notice } from '../../ui/Notice.tsx';
import { enrolmentStateWord } from './program-words.ts';
import { reasonSentence } from './reason-sentence.ts';
import type { RuleWords } from './use-rule-words.ts';

type Program = OutputOf<'programs.get'>;
type Answer = 'pass' | 'fail' | 'unknown';
type Row = OutputOf<'eligibility.results'>['rows'][number];
type Props = {
  readonly program: Program;
  readonly words: RuleWords;
  readonly onWhy: (registrantId: string) => void;
};

/** Three groups with their numbers: eligible, not, cannot tell. Each person with the first reason; Enter shows all. */
export function EligibilityPart({ program, words, onWhy }: Props) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Answer>('pass');
  const results = usePages('eligibility.results', { programId: program.programId, answer });
  const counts = results.first?.counts ?? program.lastRun?.counts ?? null;
  const groups = {
    pass: t('programs:group-pass'),
    fail: t('programs:group-fail'),
    unknown: t('programs:group-unknown'),
  };
  const columns = useColumns(answer, program.pmt !== null, words);
  if (program.lastRun === null && (counts === null || counts.pass + counts.fail + counts.unknown === 0))
    return (
      <section className="card">
        <EmptyState title={t('programs:not-run')}>{t('programs:not-run-why')}</EmptyState>
      </section>
    );
  return (
    <section className="card eligibility" aria-label={t('programs:eligibility')}>
      <header>
        <CountTabs<Answer>
          label={t('programs:eligibility')}
          current={answer}
          onChoose={setAnswer}
          tabs={[
            { id: 'pass', text: groups.pass, count: counts?.pass ?? null },
            { id: 'fail', text: groups.fail, count: counts?.fail ?? null },
            { id: 'unknown', text: groups.unknown, count: counts?.unknown ?? null },
          ]}
        />
        {program.lastRun === null ? null : (
          <span className="push small muted">
            {t('programs:checked-at', { at: formatInstant(program.lastRun.at) })}
          </span>
        )}
      </header>
      {program.lastRun !== null && program.lastRun.programVersion !== program.version ? (
        <Notice kind="warn">{t('programs:rules-changed')}</Notice>
      ) : null}
      {answer === 'unknown' && (counts?.unknown ?? 0) > 0 ? (
        <p className="hint-line small muted">{t('programs:unknown-hint')}</p>
      ) : null}
      {results.rows.length === 0 && !results.loading ? (
        <EmptyState title={t('programs:group-empty')} />
      ) : (
        <DataGrid
          label={groups[answer]}
          rows={results.rows}
          columns={columns}
          keyOf={(row) => row.registrantId}
          onOpen={(row) => onWhy(row.registrantId)}
          onNearEnd={results.more}
        />
      )}
    </section>
  );
}

function useColumns(answer: Answer, scored: boolean, words: RuleWords): readonly Column<Row>[] {
  const { t } = useTranslation();
  return useMemo((): readonly Column<Row>[] => {
    const score: Column<Row> = {
      id: 'score',
      header: t('programs:score'),
      numeric: true,
      width: '80px',
      cell: (row) => (row.score === null ? '–' : <Ltr>{formatNumber(row.score)}</Ltr>),
    };
    return [
      {
        id: 'mark',
        header: t('programs:answer'),
        mark: true,
        cell: () => <AnswerMark answer={answer} />,
      },
      {
        id: 'name',
        header: t('programs:person'),
        width: '220px',
        cell: (row) => <b dir="auto">{row.name}</b>,
      },
      {
        id: 'area',
        header: t('programs:area'),
        width: '150px',
        cell: (row) => <span dir="auto">{row.areaName}</span>,
      },
      ...(scored ? [score] : []),
      {
        id: 'reason',
        header: answer === 'pass' ? t('programs:enrolment') : t('programs:why'),
        cell: (row) =>
          answer === 'pass' ? (
            <EnrolmentChip state={row.enrolmentState} />
          ) : (
            <span>{reasonSentence(words, row.firstReason)}</span>
          ),
      },
    ];
  }, [t, answer, scored, words]);
}

/** Mark and word of an answer; the word is for screen readers where a heading already says it. */
export function AnswerMark({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const look = { pass: ['sent', '✓'], fail: ['ref', '×'], unknown: ['off', '?'] } as const;
  const [name, sign] = look[answer];
  const text = { pass: t('programs:pass'), fail: t('programs:fail'), unknown: t('programs:unknown') }[answer];
  return (
    <span className={`m ${name}`} title={text}>
      <span aria-hidden="true">{sign}</span>
      <span className="sr">{text}</span>
    </span>
  );
}

function EnrolmentChip({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  if (state === null) return <span className="muted">{t('programs:enrolment-none')}</span>;
  const word = enrolmentStateWord(state);
  return <Chip tone={word.tone}>{t(word.text)}</Chip>;
}

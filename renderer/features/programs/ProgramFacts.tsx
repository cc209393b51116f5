import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { Amount, Ltr } from '../../ui/Marks.tsx';
import { roleText } from '../approvals/stage-words.ts';
import { bandWord } from '../household/question-words.ts';
import { targetText } from './program-words.ts';
import { ruleSentence } from './rule-sentence.ts';
import type { RuleWords } from './use-rule-words.ts';

type Program = OutputOf<'programs.get'>;
type Props = { readonly program: Program; readonly words: RuleWords };

/** What the programme is: who may join, how it is scored, what money it has, who signs. */
export function ProgramFacts({ program, words }: Props) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="stack program-facts" tabIndex={0} aria-label={t('programs:about')}>
      <Card title={t('programs:rules')} padded>
        <ul className="rule-list">
          {program.rules.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other name than their place
            <li key={index} data-depth={Math.min(rule.depth, 4)}>
              {ruleSentence(words, rule.code, rule.data)}
            </li>
          ))}
        </ul>
        {program.rules.length === 0 ? <p className="muted small">{t('programs:rules-none')}</p> : null}
      </Card>
      <Card title={t('programs:numbers')} padded>
        <Facts
          items={[
            {
              label: t(targetText(program.targetType)),
              value: <Ltr>{formatNumber(program.counts.target)}</Ltr>,
            },
            { label: t('programs:enrolled'), value: <Ltr>{formatNumber(program.counts.enrolled)}</Ltr> },
            {
              label: t('programs:not-eligible'),
              value: <Ltr>{formatNumber(program.counts.notEligible)}</Ltr>,
            },
          ]}
        />
      </Card>
      <Reservation reservation={program.reservation} />
      {program.pmt === null ? null : <Bands pmt={program.pmt} />}
      <Card title={t('programs:who-signs')} padded>
        <ol className="signers small">
          {program.approvalStages.map((stage) => (
            <li key={stage.no} className="row">
              <span className="tick">{stage.no}</span>
              {roleText(t, stage.role)}
            </li>
          ))}
        </ol>
      </Card>
    </section>
  );
}

function Reservation({ reservation }: { readonly reservation: Program['reservation'] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('programs:reservation')} padded>
      {reservation === null ? (
        <p className="muted small">{t('programs:reservation-none')}</p>
      ) : (
        <dl className="ledger-sum">
          <dt>{t('programs:granted')}</dt>
          <dd>
            <Amount minor={reservation.grantedMinor} currency={reservation.currency} />
          </dd>
          <dt>{t('programs:used')}</dt>
          <dd>
            <Amount minor={reservation.usedMinor} currency={reservation.currency} />
          </dd>
          <dt className="total">{t('programs:left')}</dt>
          <dd className="total">
            <Amount minor={reservation.leftMinor} currency={reservation.currency} />
          </dd>
        </dl>
      )}
    </Card>
  );
}

function Bands({ pmt }: { readonly pmt: NonNullable<Program['pmt']> }) {
  const { t } = useTranslation();
  return (
    <Card title={t('programs:bands')} note={t('programs:model', { version: pmt.version })} padded>
      <dl className="facts">
        {pmt.bands.map((band, index) => {
          const from = pmt.bands[index - 1]?.max ?? null;
          return (
            <div className="fact" key={band.code}>
              <dt>{bandWord(band.code)}</dt>
              <dd>{bandText(t, from, band.max)}</dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

function bandText(
  t: ReturnType<typeof useTranslation>['t'],
  from: number | null,
  max: number | null,
): string {
  if (max === null)
    return from === null ? t('programs:band-all') : t('programs:band-above', { from: formatNumber(from) });
  return from === null
    ? t('programs:band-up-to', { max: formatNumber(max) })
    : t('programs:band-between', { from: formatNumber(from), max: formatNumber(max) });
}

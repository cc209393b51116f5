import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { useSession } from '../../app/session.tsx';
import { useCore } from '../../client/use-core.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Ltr } from '../../ui/Marks.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { RefusalNotice } from '../jobs/RefusalNotice.tsx';
import { AnswerMark } from './EligibilityPart.tsx';
import { seenText, type TraceLine, wantedSentence } from './reason-sentence.ts';
import type { RuleWords } from './use-rule-words.ts';

type Why = OutputOf<'eligibility.explain'>;
type Props = {
  readonly programId: string;
  readonly registrantId: string;
  readonly words: RuleWords;
  readonly onClose: () => void;
  readonly onEnrol: ((registrantId: string) => void) | null;
};

/** Rule by rule: what is asked, what is there. Beside the list, so that the next person is one key away. */
export function WhyPanel({ programId, registrantId, words, onClose, onEnrol }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { may } = useSession();
  const why = useCore('eligibility.explain', { programId, registrantId });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const open = () => void navigate({ to: '/people/$registrantId', params: { registrantId } });
  useKeys(2, [{ keys: 'Escape', label: t('programs:key-close'), run: onClose, inFields: true }]);
  return (
    <aside className="panel panel-over why-panel" aria-label={t('programs:why')}>
      <header>
        <h2 ref={heading} tabIndex={-1} dir="auto">
          {why.data?.name ?? ''}
        </h2>
        <button type="button" className="icon-btn push" aria-label={t('common:close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="pad stack">
        <RefusalNotice error={why.error} />
        {why.data === undefined ? null : <Answered why={why.data} words={words} />}
        <div className="row wrap">
          {onEnrol !== null && why.data?.answer === 'pass' ? (
            <Button onPress={() => onEnrol(registrantId)}>{t('programs:enrol-this')}</Button>
          ) : null}
          {may('registry.read') ? <Button onPress={open}>{t('programs:open-person')}</Button> : null}
        </div>
      </div>
    </aside>
  );
}

function Answered({ why, words }: { readonly why: Why; readonly words: RuleWords }) {
  const { t } = useTranslation();
  const look = {
    pass: { kind: 'ok', text: t('programs:pass-text') },
    fail: { kind: 'warn', text: t('programs:fail-text') },
    unknown: { kind: 'info', text: t('programs:unknown-text') },
  } as const;
  return (
    <>
      <Notice kind={look[why.answer].kind}>{look[why.answer].text}</Notice>
      <ol className="rule-trace">
        {why.trace.map((line) => (
          <TraceRow key={line.rule} line={line} words={words} />
        ))}
      </ol>
      {why.score === null ? null : (
        <section className="stack">
          <h3 className="row">
            {t('programs:score')}
            <Ltr>{formatNumber(why.score)}</Ltr>
          </h3>
          <dl className="ledger-sum">
            {why.contributions
              .filter((part) => part.value !== 0)
              .map((part) => (
                <div className="fact" key={part.term}>
                  <dt>{part.term === 'intercept' ? t('programs:intercept') : words.field(part.term)}</dt>
                  <dd>
                    <Ltr>{formatNumber(part.value)}</Ltr>
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      )}
    </>
  );
}

function TraceRow({ line, words }: { readonly line: TraceLine; readonly words: RuleWords }) {
  const { t } = useTranslation();
  return (
    <li>
      <AnswerMark answer={line.answer} />
      <span>{wantedSentence(words, line)}</span>
      <span className="muted">{t('programs:seen', { seen: seenText(words, line) })}</span>
    </li>
  );
}

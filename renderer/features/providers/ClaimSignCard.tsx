import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { reasonText } from '../../i18n/reason-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Amount, Chip, Ltr } from '../../ui/Marks.tsx';
import { StageList } from '../approvals/StageList.tsx';
import { listMark } from '../cycles/list-mark.ts';
import type { Decision } from './ClaimDialog.tsx';
import { claimStateWord } from './claim-words.ts';

type Claim = OutputOf<'claims.get'>;
type Props = {
  readonly claim: Claim;
  readonly busy: boolean;
  readonly onPress: (decision: Decision) => void;
};
const decisions: readonly Decision[] = ['approve', 'return', 'reject'];

/** What is paid to the provider, who signs, and the decision. */
export function ClaimSignCard({ claim, busy, onPress }: Props) {
  const { t } = useTranslation();
  const word = claimStateWord(claim.state);
  const count = claim.lines.filter((line) => line.included).length;
  const actions = decisions.flatMap((decision) => {
    const item = claim.actions.find(({ action }) => action === decision);
    return item === undefined || item.reason === 'claims/wrong-state' ? [] : [{ ...item, decision }];
  });
  // One reason for all three stands once, below them.
  const reason = actions.find((item) => !item.allowed)?.reason ?? null;
  return (
    <section className="card sign-card" aria-label={t('providers:this-claim')}>
      <header>
        <h2>{t('providers:this-claim')}</h2>
        <span className="push">
          <Chip tone={word.tone}>{t(word.text)}</Chip>
        </span>
      </header>
      <div className="pad stack">
        <div>
          <Amount minor={claim.totalMinor} currency={claim.currency} large />
          <div className="small muted">
            {t('providers:lines-of', {
              count,
              number: formatNumber(count),
              of: formatNumber(claim.lines.length),
            })}
          </div>
        </div>
        <dl className="facts">
          <dt>{t('providers:list-mark')}</dt>
          <dd>
            <Ltr>{listMark(claim.manifestSha256)}</Ltr>
          </dd>
        </dl>
        <StageList preparedByName={claim.preparedByName} preparedAt={null} stages={claim.stages} />
        {actions.map((item) => (
          <Button
            key={item.decision}
            kind={item.decision === 'approve' ? 'primary' : item.decision === 'reject' ? 'danger' : 'plain'}
            size={item.decision === 'approve' ? 'large' : 'normal'}
            {...(item.decision === 'approve' ? { keys: 'Ctrl+Enter' } : {})}
            busy={busy}
            refusedBecause={item.allowed ? null : reasonText(t, item.reason)}
            onPress={() => onPress(item.decision)}
          >
            {item.decision === 'approve'
              ? t('providers:approve', {
                  count,
                  number: formatNumber(count),
                  amount: moneyText(claim.totalMinor, claim.currency),
                })
              : item.decision === 'return'
                ? t('providers:return')
                : t('providers:reject-claim')}
          </Button>
        ))}
        {reason === null ? null : <span className="tiny muted">{reasonText(t, reason)}</span>}
      </div>
    </section>
  );
}

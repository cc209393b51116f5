import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { amountInWords } from '../../i18n/amount-words.ts';
import { formatNumber } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { Amount, Ltr } from '../../ui/Marks.tsx';
import { SignDialog, type Signed } from '../approvals/SignDialog.tsx';
import { leftAfter } from './left-after.ts';
import { listMark } from './list-mark.ts';
import type { CycleActions } from './use-cycle-actions.ts';

type Cycle = OutputOf<'cycles.get'>;
type Props = {
  readonly cycle: Cycle;
  readonly decide: CycleActions['decide'];
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
};

/** Signs what was shown: hash, count and total travel with the decision, so that a list that changed meanwhile is refused. */
function useDecision({ cycle, decide, onDone, onClose }: Props, decision: 'approve' | 'return') {
  const { t } = useTranslation();
  const { clear } = decide;
  useEffect(() => clear, [clear]);
  return async ({ pin, reason }: Signed) => {
    const reply = await decide.run({
      cycleId: cycle.cycleId,
      decision,
      reason,
      pin,
      seen: {
        manifestSha256: cycle.manifestSha256 ?? '',
        entitlementCount: cycle.entitlementCount,
        totalMinor: cycle.totalMinor,
      },
    });
    if (!reply?.ok) return;
    const { stage, stages } = reply.value;
    onDone(decision === 'approve' ? t('cycles:signed', { stage, stages }) : t('cycles:returned'));
    onClose();
  };
}

export function ApproveDialog(props: Props) {
  const { cycle, decide, onClose } = props;
  const { t, i18n } = useTranslation();
  const sign = useDecision(props, 'approve');
  const count = cycle.entitlementCount;
  const number = formatNumber(count);
  const amount = moneyText(cycle.totalMinor, cycle.currency);
  return (
    <SignDialog
      title={t('cycles:approve-title', { count, number })}
      confirmText={t('cycles:sign-approve', { number, amount })}
      busy={decide.busy}
      failure={decide.failure}
      onSign={(signed) => void sign(signed)}
      onClose={onClose}
    >
      <p className="muted small" dir="auto">
        {t('cycles:of-program', { name: cycle.name, program: cycle.programName })}
      </p>
      <dl className="sign-sum">
        <dt>{t('cycles:payments', { count, number })}</dt>
        <dd className="big">
          <Amount minor={cycle.totalMinor} currency={cycle.currency} />
        </dd>
        <dt>{t('cycles:in-words')}</dt>
        <dd>{amountInWords(cycle.totalMinor, cycle.currency, i18n.language)}</dd>
        {cycle.reservation === null ? null : (
          <>
            <dt>{t('cycles:left-after')}</dt>
            <dd>
              <Amount minor={leftAfter(cycle, cycle.reservation)} currency={cycle.currency} />
            </dd>
          </>
        )}
        <dt>{t('cycles:list-mark')}</dt>
        <dd>
          <Ltr>{listMark(cycle.manifestSha256 ?? '')}</Ltr>
        </dd>
      </dl>
      <p className="small">{t('cycles:sign-is-final')}</p>
    </SignDialog>
  );
}

export function ReturnDialog(props: Props) {
  const { cycle, decide, onClose } = props;
  const { t } = useTranslation();
  const sign = useDecision(props, 'return');
  return (
    <SignDialog
      title={t('cycles:return-title', { name: cycle.name })}
      confirmText={t('cycles:return-confirm')}
      reasonLabel={t('cycles:return-reason')}
      busy={decide.busy}
      failure={decide.failure}
      onSign={(signed) => void sign(signed)}
      onClose={onClose}
    >
      <p className="small">{t('cycles:return-text', { name: cycle.preparedByName ?? '' })}</p>
    </SignDialog>
  );
}

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import type { useCommand } from '../../client/use-core.ts';
import { amountInWords } from '../../i18n/amount-words.ts';
import { formatNumber } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { Amount } from '../../ui/Marks.tsx';
import { SignDialog, type Signed } from '../approvals/SignDialog.tsx';

export type Decision = 'approve' | 'return' | 'reject';
type Props = {
  readonly claim: OutputOf<'claims.get'>;
  readonly decision: Decision;
  readonly decide: ReturnType<typeof useCommand<'claims.decide'>>;
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
};

/** The decision on a claim: figures once more, reason where it is sent back or refused, PIN. */
export function ClaimDialog({ claim, decision, decide, onDone, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { clear } = decide;
  useEffect(() => clear, [clear]);
  const count = claim.lines.filter((line) => line.included).length;
  const holes = {
    count,
    number: formatNumber(count),
    amount: moneyText(claim.totalMinor, claim.currency),
    provider: claim.providerName,
  };
  const words = {
    approve: {
      title: t('providers:approve-title', holes),
      confirm: t('providers:sign-approve', holes),
      done: t('providers:approved'),
    },
    return: {
      title: t('providers:return-title', holes),
      confirm: t('providers:return-confirm'),
      done: t('providers:returned'),
    },
    reject: {
      title: t('providers:reject-title', holes),
      confirm: t('providers:reject-confirm'),
      done: t('providers:rejected'),
    },
  }[decision];
  const sign = async ({ pin, reason }: Signed) => {
    const seen = { manifestSha256: claim.manifestSha256, totalMinor: claim.totalMinor };
    const reply = await decide.run({ claimId: claim.claimId, decision, reason, pin, seen });
    if (!reply?.ok) return;
    onDone(words.done);
    onClose();
  };
  return (
    <SignDialog
      title={words.title}
      confirmText={words.confirm}
      {...(decision === 'approve' ? {} : { reasonLabel: t('providers:reason') })}
      danger={decision === 'reject'}
      busy={decide.busy}
      failure={decide.failure}
      onSign={(signed) => void sign(signed)}
      onClose={onClose}
    >
      <dl className="sign-sum">
        <dt>{t('providers:lines-count', holes)}</dt>
        <dd className="big">
          <Amount minor={claim.totalMinor} currency={claim.currency} />
        </dd>
        {decision === 'approve' ? (
          <>
            <dt>{t('providers:in-words')}</dt>
            <dd>{amountInWords(claim.totalMinor, claim.currency, i18n.language)}</dd>
          </>
        ) : null}
      </dl>
      <p className="small">
        {decision === 'approve'
          ? t('providers:sign-is-final')
          : t('providers:preparer-reads', { name: claim.preparedByName })}
      </p>
    </SignDialog>
  );
}

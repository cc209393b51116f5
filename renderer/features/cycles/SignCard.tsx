import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { reasonText } from '../../i18n/reason-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Amount, Chip, Ltr } from '../../ui/Marks.tsx';
import { StageList } from '../approvals/StageList.tsx';
import { isMoneyTaken, sliceStateWord } from './cycle-words.ts';
import { leftAfter } from './left-after.ts';
import { listMark } from './list-mark.ts';
import type { CycleAction, CycleActions } from './use-cycle-actions.ts';

type Cycle = OutputOf<'cycles.get'>;
type Props = {
  readonly cycle: Cycle;
  readonly actions: CycleActions;
  readonly onPress: (action: CycleAction['action']) => void;
};

/** The figures that are signed, who signs, and the one next step. */
export function SignCard({ cycle, actions, onPress }: Props) {
  const { t } = useTranslation();
  const word = sliceStateWord(cycle.sliceState);
  const count = cycle.entitlementCount;
  return (
    <section className="card sign-card" aria-label={t('cycles:this-list')}>
      <header>
        <h2>{t('cycles:this-list')}</h2>
        <span className="push">
          <Chip tone={word.tone}>{t(word.text)}</Chip>
        </span>
      </header>
      <div className="pad stack">
        <div>
          <Amount minor={cycle.totalMinor} currency={cycle.currency} large />
          <div className="small muted">{t('cycles:payments', { count, number: formatNumber(count) })}</div>
        </div>
        <Money cycle={cycle} />
        {cycle.manifestSha256 === null ? null : (
          <dl className="facts">
            <dt>{t('cycles:list-mark')}</dt>
            <dd>
              <Ltr>{listMark(cycle.manifestSha256)}</Ltr>
            </dd>
          </dl>
        )}
        <StageList
          preparedByName={cycle.preparedByName}
          preparedAt={cycle.preparedAt}
          stages={cycle.stages}
        />
        {cycle.vouchers.issued === 0 ? null : <VoucherCounts vouchers={cycle.vouchers} />}
        {actions.shown.map((item, index) => (
          <ActionButton
            key={item.action}
            item={item}
            actions={actions}
            onPress={onPress}
            // The same reason for several buttons stands once, below the last of them.
            isReasonBelow={actions.shown[index + 1]?.reason !== item.reason}
          />
        ))}
      </div>
    </section>
  );
}

function Money({ cycle }: { readonly cycle: Cycle }) {
  const { t } = useTranslation();
  const { reservation, currency } = cycle;
  if (reservation === null) return <p className="small t-warn">{t('cycles:check-not-granted')}</p>;
  const taken = isMoneyTaken(cycle.sliceState);
  return (
    <dl className="ledger-sum">
      <dt>{t('cycles:reserved')}</dt>
      <dd>
        <Figures minor={reservation.grantedMinor} currency={currency} />
      </dd>
      <dt>{taken ? t('cycles:used-with-this') : t('cycles:used')}</dt>
      <dd>
        <Figures minor={reservation.usedMinor} currency={currency} taken />
      </dd>
      {taken ? null : (
        <>
          <dt>{t('cycles:this-list')}</dt>
          <dd>
            <Figures minor={cycle.totalMinor} currency={currency} taken />
          </dd>
        </>
      )}
      <dt className="total">{t('cycles:left-after')}</dt>
      <dd className="total">
        <Figures minor={leftAfter(cycle, reservation)} currency={currency} />
      </dd>
    </dl>
  );
}

function VoucherCounts({ vouchers }: { readonly vouchers: Cycle['vouchers'] }) {
  const { t } = useTranslation();
  const items = [
    [t('cycles:issued'), vouchers.issued],
    [t('cycles:printed'), vouchers.printed],
    [t('cycles:redeemed'), vouchers.redeemed],
  ] as const;
  return (
    <dl className="ledger-sum">
      {items.map(([label, value]) => (
        <div className="fact" key={label}>
          <dt>{label}</dt>
          <dd>
            <Ltr>{formatNumber(value)}</Ltr>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type ButtonProps = Omit<Props, 'cycle'> & { readonly item: CycleAction; readonly isReasonBelow: boolean };
function ActionButton({ item, actions, onPress, isReasonBelow }: ButtonProps) {
  const { t } = useTranslation();
  const isMain = item.action === actions.main;
  const reason = item.allowed ? null : reasonText(t, item.reason);
  return (
    <div className="stack tight">
      <Button
        kind={isMain ? 'primary' : 'plain'}
        size={isMain ? 'large' : 'normal'}
        {...(isMain ? { keys: 'Ctrl+Enter' } : {})}
        busy={actions.busy}
        refusedBecause={reason}
        onPress={() => onPress(item.action)}
      >
        {actions.words(item.action)}
      </Button>
      {reason === null || !isReasonBelow ? null : <span className="tiny muted">{reason}</span>}
    </div>
  );
}

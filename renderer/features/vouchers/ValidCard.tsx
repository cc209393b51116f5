import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.tsx';
import { errorText } from '../../i18n/error-text.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Amount } from '../../ui/Marks.tsx';
import { PartialAmount } from './PartialAmount.tsx';
import { usePayment } from './use-payment.ts';
import type { Redeem, Stage } from './use-redeem.ts';
import { VoucherFacts } from './VoucherFacts.tsx';

type Props = {
  readonly stage: Extract<Stage, { kind: 'valid' }>;
  readonly redeem: Redeem;
  /** Counts scans: what a reader's first keys may have left in the amount is taken out. */
  readonly scans: number;
  readonly providerId: string | null;
  readonly onProvider: (providerId: string) => void;
};

/** Valid: who, how much, until when. The pay button holds the focus, so Enter pays in full and only in full. */
export function ValidCard({ stage, redeem, scans, providerId, onProvider }: Props) {
  const { t } = useTranslation();
  const { voucher } = stage;
  const payment = usePayment({ stage, redeem, providerId, scans });
  const card = useRef<HTMLElement>(null);
  // The question that is still open takes the focus: where it is paid out, else the payment. A scan gives it back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again at every scan
  useEffect(() => {
    const wanted = payment.provider === null ? '.choice input' : '.btn-primary';
    card.current?.querySelector<HTMLElement>(wanted)?.focus({ preventScroll: true });
  }, [scans, payment.provider]);
  useKeys(1, [
    { keys: 'Enter', label: t('vouchers:key-pay') },
    ...(voucher.partialAllowed
      ? [{ keys: '0…9', label: t('vouchers:key-partial') }, ...payment.digitKeys]
      : []),
    { keys: 'Escape', label: t('vouchers:key-close'), run: redeem.close, inFields: true },
  ]);
  const full = moneyText(voucher.balanceMinor, voucher.currency);
  return (
    <>
      <section
        className="verdict"
        aria-label={t('vouchers:valid')}
        ref={card}
        onKeyDownCapture={(event) => {
          // A key held down must not pay: only a fresh press does.
          if (event.key === 'Enter' && event.repeat) event.preventDefault();
        }}
      >
        <div className="band" role="status">
          <Icon name="check" large />
          <div>
            <div className="word">{t('vouchers:valid')}</div>
            <span>{t('vouchers:valid-why')}</span>
          </div>
          <span className="push small">
            {t('vouchers:checked-in', { seconds: (stage.tookMs / 1000).toFixed(1) })}
          </span>
        </div>
        <VoucherFacts voucher={voucher} providerName={payment.providerName} />
        {payment.provider !== null || payment.choices.length < 2 ? null : (
          <div className="partial">
            <Choice
              label={t('vouchers:pay-at')}
              span={12}
              options={payment.choices.map((provider) => ({
                value: provider.providerId,
                text: provider.name,
              }))}
              value={payment.provider}
              onChoose={onProvider}
            />
          </div>
        )}
        <div className="payrow">
          <div>
            <span className="muted">{t('vouchers:amount')}</span>
            <div>
              <Amount minor={voucher.balanceMinor} currency={voucher.currency} large />
            </div>
            {voucher.balanceMinor === voucher.amountMinor ? null : (
              <span className="small muted">
                {t('vouchers:left-of', { amount: moneyText(voucher.amountMinor, voucher.currency) })}
              </span>
            )}
          </div>
          <div className="row">
            <Button size="large" keys="Esc" onPress={redeem.close}>
              {t('vouchers:cancel')}
            </Button>
            <Button
              size="large"
              kind="primary"
              keys="Enter"
              busy={redeem.paying}
              refusedBecause={payment.refusedBecause}
              onPress={payment.payFull}
            >
              {t('vouchers:pay-full', { amount: full })}
            </Button>
          </div>
        </div>
        {payment.refusedBecause === null ? null : (
          <p className="pay-refused small t-warn">{payment.refusedBecause}</p>
        )}
        {redeem.failure === null || payment.ofAmount ? null : (
          <p className="pay-refused small t-danger" role="alert">
            {errorText(t, redeem.failure)}
          </p>
        )}
        <PartialAmount voucher={voucher} payment={payment} />
      </section>
      {voucher.photoTicket === null ? null : (
        <p className="tiny muted">
          <Icon name="eye" /> {t('vouchers:photo-recorded')}
        </p>
      )}
    </>
  );
}

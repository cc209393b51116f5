import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { formatTime } from '../../i18n/format.ts';
import { moneyText } from '../../i18n/money-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ScanFrame } from './ScanFrame.tsx';
import type { Receipt, Redeem } from './use-redeem.ts';

type Props = {
  readonly redeem: Redeem;
  readonly providers: OutputOf<'providers.list'>['providers'];
  readonly providerId: string | null;
  readonly onProvider: (providerId: string) => void;
};

/** Ready: scan from anywhere, or type the number on the paper. Below, the last payment with its mark in the chain. */
export function ReadyCard({ redeem, providers, providerId, onProvider }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useKeys(1, [{ keys: 'Enter', label: t('vouchers:key-typed') }]);
  const checking = redeem.stage.kind === 'checking';
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '' && !checking) void redeem.inspect(typed.trim());
  };
  return (
    <>
      <div className="scan-ready">
        <ScanFrame />
        <div className="word" role="status">
          {checking ? t('vouchers:checking') : t('vouchers:ready')}
        </div>
        <p className="muted">{t('vouchers:ready-how')}</p>
      </div>
      {redeem.note === null ? null : (
        <Notice kind="warn" live>
          {redeem.note}
        </Notice>
      )}
      <form className="typed-code" onSubmit={open}>
        <label className="strong small" htmlFor="voucher-number">
          {t('vouchers:number')}
        </label>
        <input
          ref={field}
          id="voucher-number"
          className="in"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button submit busy={checking} onPress={() => undefined}>
          {t('vouchers:open')}
        </Button>
        <span className="small muted">{t('vouchers:number-how')}</span>
      </form>
      {redeem.receipt === null ? null : <ReceiptLine receipt={redeem.receipt} />}
      {providers.length < 2 ? null : (
        <Choice
          label={t('vouchers:pay-at')}
          hint={t('vouchers:pay-at-hint')}
          span={12}
          options={providers.map((provider) => ({ value: provider.providerId, text: provider.name }))}
          value={providerId}
          onChoose={onProvider}
          onAdvance={() => field.current?.focus()}
        />
      )}
    </>
  );
}

function ReceiptLine({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation();
  return (
    <p className="receipt-line" role="status">
      <span className="m sent" aria-hidden="true">
        {'✓'}
      </span>
      <b>{t('vouchers:paid-at', { at: formatTime(receipt.redeemedAt) })}</b>
      <span dir="auto">{receipt.name}</span>
      <bdi dir="ltr">{moneyText(receipt.amountMinor, receipt.currency)}</bdi>
      <span className="muted">
        {t('vouchers:receipt')} <bdi dir="ltr">{receipt.receiptNo}</bdi>
      </span>
      <span className="muted">
        {t('vouchers:chain-mark')} <bdi dir="ltr">{receipt.opHash8.toUpperCase()}</bdi>
      </span>
    </p>
  );
}

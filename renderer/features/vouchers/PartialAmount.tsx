import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice, FieldError } from '../../ui/Field.tsx';
import type { Method, Payment } from './use-payment.ts';
import type { Voucher } from './use-redeem.ts';

type Props = { readonly voucher: Voucher; readonly payment: Payment };

/** How the bearer was checked, and a smaller amount where the voucher allows it: type, Enter. */
export function PartialAmount({ voucher, payment }: Props) {
  const { t } = useTranslation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    payment.payTyped();
  };
  const methods: readonly { readonly value: Method; readonly text: string }[] = [
    ...(voucher.photoTicket === null ? [] : [{ value: 'photo' as const, text: t('vouchers:by-photo') }]),
    { value: 'presence', text: t('vouchers:by-presence') },
    { value: 'id', text: t('vouchers:by-id') },
    { value: 'proxy', text: t('vouchers:by-proxy') },
  ];
  return (
    <div className="partial">
      <Choice
        label={t('vouchers:checked-by')}
        span={12}
        options={methods}
        value={payment.method}
        onChoose={(value) => {
          const chosen = methods.find((method) => method.value === value);
          if (chosen !== undefined) payment.setMethod(chosen.value);
        }}
      />
      {voucher.partialAllowed ? (
        <form className="f c12 less-amount" onSubmit={submit}>
          <label htmlFor="less-amount">
            {t('vouchers:less')}
            <span className="hint">{t('vouchers:less-hint')}</span>
          </label>
          <div className="row">
            <input
              ref={payment.field}
              id="less-amount"
              className="in"
              dir="ltr"
              inputMode="decimal"
              autoComplete="off"
              placeholder={formatAmount(voucher.balanceMinor, voucher.currency)}
              value={payment.typed}
              aria-invalid={payment.problem !== null}
              aria-describedby={payment.problem === null ? undefined : 'less-amount-error'}
              onChange={(event) => payment.change(event.target.value)}
            />
            <Button
              submit
              refusedBecause={payment.typed === '' ? t('vouchers:less-empty') : null}
              onPress={() => undefined}
            >
              {t('vouchers:pay-less')}
            </Button>
          </div>
          {payment.problem === null ? null : <FieldError id="less-amount-error" text={payment.problem} />}
        </form>
      ) : null}
    </div>
  );
}

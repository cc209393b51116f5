import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.ts';
import { readAmount } from './read-amount.ts';
import { isOfAmount, type Redeem, type Stage } from './use-redeem.ts';

export type Method = 'presence' | 'id' | 'proxy' | 'photo';
type Parts = {
  readonly stage: Extract<Stage, { kind: 'valid' }>;
  readonly redeem: Redeem;
  readonly providerId: string | null;
  readonly scans: number;
};

/** What is paid, where and how the bearer was checked; full by default, less when typed and allowed. */
export function usePayment({ stage, redeem, providerId, scans }: Parts) {
  const { t } = useTranslation();
  const { voucher, code } = stage;
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [method, setMethod] = useState<Method>(voucher.photoTicket === null ? 'presence' : 'photo');
  const field = useRef<HTMLInputElement>(null);
  // The first characters of a reader's code look like typed digits; they are never an amount.
  // biome-ignore lint/correctness/useExhaustiveDependencies: emptied at every scan
  useEffect(() => setTyped(''), [scans]);
  const choices = voucher.providers;
  const only = choices.length === 1 ? choices[0]?.providerId : undefined;
  const provider = choices.find((choice) => choice.providerId === providerId)?.providerId ?? only ?? null;
  const pay = (amountMinor: number) => {
    if (provider === null || redeem.paying) return;
    void redeem.pay(code, { amountMinor, providerId: provider, method });
  };
  const payTyped = () => {
    const read = readAmount(t, typed, voucher.balanceMinor, voucher.currency);
    setProblem(read.problem);
    if (read.amountMinor !== null) pay(read.amountMinor);
  };
  const ofAmount = isOfAmount(redeem.failure);
  return {
    choices,
    provider,
    providerName: choices.find((choice) => choice.providerId === provider)?.name ?? null,
    method,
    setMethod,
    typed,
    field,
    ofAmount,
    problem: problem ?? (ofAmount && redeem.failure !== null ? errorText(t, redeem.failure) : null),
    change: (text: string) => {
      setTyped(text);
      setProblem(null);
    },
    payTyped,
    payFull: () => pay(voucher.balanceMinor),
    refusedBecause:
      provider !== null
        ? null
        : t(choices.length === 0 ? 'vouchers:no-provider' : 'vouchers:choose-provider'),
    /** A digit starts a smaller amount, wherever the focus is. */
    digitKeys: [...'0123456789'].map((digit) => ({
      keys: digit,
      run: () => {
        setTyped(digit);
        field.current?.focus();
      },
    })),
  };
}
export type Payment = ReturnType<typeof usePayment>;

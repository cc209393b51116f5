import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, InputOf, OutputOf } from '#contract/contract';
import { call } from '../../client/call.ts';
import { useCommand } from '../../client/use-core.ts';
import { errorText } from '../../i18n/error-text.ts';
import { beep } from './beep.ts';
import { wordsOfRefusal } from './refusal-words.ts';

export type Voucher = OutputOf<'vouchers.inspect'>;
export type Receipt = OutputOf<'vouchers.redeem'>;
export type Stage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'valid'; readonly code: string; readonly voucher: Voucher; readonly tookMs: number }
  | { readonly kind: 'refused'; readonly failure: Failure };
type Payment = Pick<InputOf<'vouchers.redeem'>, 'amountMinor' | 'providerId' | 'method'>;

/** These speak of the typed amount and stay beside its field; the voucher itself is good. */
const ofAmount: readonly string[] = ['voucher/amount-above-balance', 'voucher/partial-not-allowed'];
export const isOfAmount = (failure: Failure | null): boolean =>
  failure !== null && ofAmount.includes(failure.code);

/** Scan, verdict, pay, ready again. A refusal stays until it is closed; only the last scan counts. */
export function useRedeem() {
  const { t } = useTranslation();
  const redeem = useCommand('vouchers.redeem');
  const { clear } = redeem;
  const { stage, setStage, note, setNote, refuse } = useVerdict();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const turn = useRef(0);
  /** Starts over; what an earlier scan still brings is not looked at. */
  const begin = useCallback(
    (next: Stage) => {
      turn.current += 1;
      clear();
      setNote(null);
      setStage(next);
    },
    [clear, setNote, setStage],
  );
  const inspect = useCallback(
    async (code: string) => {
      begin({ kind: 'checking' });
      const mine = turn.current;
      const startedAt = performance.now();
      const reply = await call('vouchers.inspect', { code });
      if (mine !== turn.current) return;
      if (!reply.ok) return refuse(reply.error);
      beep('ok');
      setStage({ kind: 'valid', code, voucher: reply.value, tookMs: performance.now() - startedAt });
    },
    [begin, refuse, setStage],
  );
  const close = useCallback(() => begin({ kind: 'ready' }), [begin]);
  const unreadable = useCallback(() => {
    beep('refused');
    setNote(t('vouchers:scan-again'));
  }, [setNote, t]);
  const pay = async (code: string, payment: Payment) => {
    const reply = await redeem.run({ code, ...payment });
    if (reply?.ok === true) {
      setReceipt(reply.value);
      close();
    } else if (
      reply?.ok === false &&
      !isOfAmount(reply.error) &&
      wordsOfRefusal(reply.error.code) !== undefined
    )
      refuse(reply.error);
  };
  return {
    stage,
    receipt,
    note,
    paying: redeem.busy,
    failure: redeem.failure,
    inspect,
    close,
    unreadable,
    pay,
  };
}
export type Redeem = ReturnType<typeof useRedeem>;

/** What stands on the page; a failure that is not about the voucher (no answer) leaves it ready with a note. */
function useVerdict() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: 'ready' });
  const [note, setNote] = useState<string | null>(null);
  const refuse = useCallback(
    (failure: Failure) => {
      beep('refused');
      void queries.invalidateQueries({ queryKey: ['vouchers.today'] });
      if (wordsOfRefusal(failure.code) !== undefined) return setStage({ kind: 'refused', failure });
      setStage({ kind: 'ready' });
      setNote(errorText(t, failure));
    },
    [queries, t],
  );
  return { stage, setStage, note, setNote, refuse };
}

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '#contract/contract';
import { useKeys } from '../../app/keys.tsx';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Card.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Ltr } from '../../ui/Marks.tsx';
import { refusalFacts } from './refusal-facts.ts';
import { type RefusalWords, wordsOfRefusal } from './refusal-words.ts';
import { shownShortCode } from './shown-short-code.ts';

type Props = {
  readonly failure: Failure;
  readonly onClose: () => void;
  /** Counts presses and scans that were not taken. */
  readonly nudges: number;
  readonly onNudge: () => void;
};

/** A refusal in its own words. Only Esc goes on: Enter, which the hand has learned to press, does nothing here. */
export function RefusedCard({ failure, onClose, nudges, onNudge }: Props) {
  const { t } = useTranslation();
  const words = wordsOfRefusal(failure.code);
  const close = useRef<HTMLDivElement>(null);
  useEffect(
    () => close.current?.querySelector<HTMLElement>('button:last-of-type')?.focus({ preventScroll: true }),
    [],
  );
  useKeys(2, [
    { keys: 'Escape', label: t('vouchers:key-close'), run: onClose, inFields: true },
    { keys: 'Enter', run: onNudge, inFields: true },
  ]);
  if (words === undefined) return null;
  const data = failure.data ?? {};
  const shortCode = typeof data['shortCode'] === 'string' ? data['shortCode'] : null;
  const facts = refusalFacts(t, data).map(({ label, value }) => ({
    label,
    value: <bdi dir="auto">{value}</bdi>,
  }));
  const number =
    shortCode === null
      ? []
      : [
          {
            label: t('vouchers:voucher'),
            value: (
              <span className="vno">
                <Ltr>{shownShortCode(shortCode)}</Ltr>
              </span>
            ),
          },
        ];
  return (
    <>
      <section className={`verdict ${words.tone}`} role="alert" data-refusal={failure.code}>
        <Band words={words} />
        {facts.length + number.length === 0 ? null : (
          <div className="refused-facts">
            <Facts items={[...facts, ...number]} />
          </div>
        )}
        <div className="refusal-say">
          <b>{t(words.advice)}</b>
          <p>{t(words.text)}</p>
        </div>
        <div className="refacts" ref={close}>
          <FetchButton code={failure.code} />
          <span className="push" />
          <Button size="large" keys="Esc" onPress={onClose}>
            {t('vouchers:close')}
          </Button>
        </div>
      </section>
      <p className={nudges > 0 ? 'small t-danger strong' : 'small muted'} role="status">
        {nudges > 0 ? t('vouchers:esc-first') : t('vouchers:enter-does-nothing')}
      </p>
    </>
  );
}

function Band({ words }: { readonly words: RefusalWords }) {
  const { t } = useTranslation();
  return (
    <div className="band">
      <Icon name={words.tone === 'no' ? 'stop' : 'alert'} large />
      <div>
        <div className="word">{t(words.word)}</div>
        <span>{t(words.why)}</span>
      </div>
      {words.tone === 'no' ? <b className="push do-not">{t('vouchers:do-not-pay')}</b> : null}
    </div>
  );
}

/** A newer list may know the voucher, a newer key list its issuer. */
function FetchButton({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (code !== 'voucher/not-in-list' && code !== 'voucher/unknown-issuer' && code !== 'voucher/clock-behind')
    return null;
  return (
    <Button keys="F9" onPress={() => void navigate({ to: '/sync', search: { now: true } })}>
      {t('vouchers:fetch')}
    </Button>
  );
}

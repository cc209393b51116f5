import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAmount } from '../i18n/format.ts';

/** The ledger margin: has this record been sent? Mark and word, never colour alone. */
export function SentMark({ mark }: { readonly mark: 'sent' | 'waiting' | 'refused' }) {
  const { t } = useTranslation();
  const look = { sent: ['sent', '✓'], waiting: ['wait', '▲'], refused: ['ref', '!'] } as const;
  const [name, sign] = look[mark];
  return (
    <span className={`m ${name}`} title={t(`common:mark-${mark}`)}>
      <span aria-hidden="true">{sign}</span>
      <span className="sr">{t(`common:mark-${mark}`)}</span>
    </span>
  );
}

/** Money: currency small beside tabular figures, always left to right. */
export function Amount({
  minor,
  currency,
  large = false,
}: {
  readonly minor: number;
  readonly currency?: string;
  readonly large?: boolean;
}) {
  return (
    <bdi dir="ltr" className={large ? 'money' : 'nowrap'}>
      {currency === undefined ? null : <small className="muted">{`${currency} `}</small>}
      {formatAmount(minor, currency ?? 'ETB')}
    </bdi>
  );
}

export function Ltr({ children }: { readonly children: ReactNode }) {
  return <bdi dir="ltr">{children}</bdi>;
}

type Tone = 'plain' | 'ok' | 'warn' | 'danger' | 'info';
export function Chip({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={tone === 'plain' ? 'chip' : `chip ${tone}`}>{children}</span>;
}

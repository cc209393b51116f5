import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import type { OutputOf } from '#contract/contract';
import { amountInWords } from '../i18n/amount-words.ts';
import { formatAmount, formatDate, formatEthiopicDate, formatNumber } from '../i18n/format.ts';
import { qrPath } from './qr-path.ts';

type Sheet = OutputOf<'vouchers.sheet'>;
type Voucher = Sheet['vouchers'][number];
export type Language = { readonly code: string; readonly t: TFunction };
export type PaperFacts = Pick<
  Sheet,
  'currency' | 'kid' | 'officeName' | 'programName' | 'cycleName' | 'total'
> & {
  /** The screen's language first, then a second one where chosen. */
  readonly languages: readonly Language[];
};
type Props = { readonly voucher: Voucher; readonly no: number; readonly facts: PaperFacts };

/** One voucher with its counterfoil: readable for a scanner, for the bearer and for who honours it, in black alone. */
export function PaperVoucher({ voucher, no, facts }: Props) {
  const qr = useMemo(() => qrPath(voucher.code), [voucher.code]);
  const { languages, currency } = facts;
  return (
    <article className="paper">
      <header>
        <span className="title">
          {languages.map(({ code, t }) => (
            <b key={code} lang={code}>
              {t('print:voucher')}
            </b>
          ))}
        </span>
        {voucher.copyNo > 0 ? <Copy languages={languages} copyNo={voucher.copyNo} /> : null}
        <bdi
          dir="ltr"
          className="kid"
        >{`${facts.kid} · ${formatNumber(no)} / ${formatNumber(facts.total)}`}</bdi>
        <span
          className="of"
          dir="auto"
        >{`${facts.programName} · ${facts.cycleName} · ${facts.officeName}`}</span>
      </header>
      <div className="qr">
        <svg
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label={voucher.shortCode}
        >
          <path d={qr.path} fill="#000" />
        </svg>
      </div>
      <div className="words">
        <div>
          <b className="name">
            <bdi>{voucher.name}</bdi>
          </b>
          {voucher.localName === '' || voucher.localName === voucher.name ? null : (
            <bdi>{voucher.localName}</bdi>
          )}
        </div>
        <div>
          <bdi dir="ltr" className="sum">
            <small>{`${currency} `}</small>
            {formatAmount(voucher.amountMinor, currency)}
          </bdi>
          {languages.map(({ code }) => (
            <span key={code} lang={code} className="in-words">
              <bdi>{amountInWords(voucher.amountMinor, currency, code)}</bdi>
            </span>
          ))}
        </div>
        <div>
          <Bilingual languages={languages} text="print:valid-until" />
          <bdi className="until">
            <b>{formatDate(voucher.validUntil)}</b>
            {` · ${formatEthiopicDate(voucher.validUntil)}`}
          </bdi>
        </div>
        <bdi dir="ltr" className="code">
          {voucher.shortCode}
        </bdi>
      </div>
      <Counterfoil voucher={voucher} facts={facts} />
    </article>
  );
}

function Bilingual({ languages, text }: { readonly languages: readonly Language[]; readonly text: string }) {
  return (
    <span className="label">
      {languages.map(({ code, t }, index) => (
        <span key={code} lang={code}>
          {index === 0 ? '' : ' · '}
          {t(text)}
        </span>
      ))}
    </span>
  );
}

/** Stays at the office: number, amount and name again, and the place to sign. */
function Counterfoil({ voucher, facts }: Omit<Props, 'no'>) {
  const { languages, currency } = facts;
  return (
    <footer>
      <div>
        <bdi dir="ltr">
          <b>{voucher.shortCode}</b>
          {` · ${currency} ${formatAmount(voucher.amountMinor, currency)}`}
        </bdi>
        <span>
          <bdi>{voucher.name}</bdi>
        </span>
        <span>
          <bdi>{`${facts.officeName} · ${facts.cycleName}`}</bdi>
        </span>
      </div>
      <div className="signature">
        {languages.map(({ code, t }) => (
          <span key={code} lang={code}>
            {t('print:signature')}
          </span>
        ))}
      </div>
    </footer>
  );
}

function Copy({ languages, copyNo }: { readonly languages: readonly Language[]; readonly copyNo: number }) {
  const [first] = languages;
  return first === undefined ? null : (
    <strong className="copy">{first.t('print:copy', { no: copyNo })}</strong>
  );
}

import { useTranslation } from 'react-i18next';
import { ticketAddress } from '../../client/files.ts';
import { formatDate, formatEthiopicDate, formatNumber } from '../../i18n/format.ts';
import { Facts } from '../../ui/Card.tsx';
import { Ltr } from '../../ui/Marks.tsx';
import { PhotoPlace } from './ScanFrame.tsx';
import { shownShortCode } from './shown-short-code.ts';
import type { Voucher } from './use-redeem.ts';

type Props = { readonly voucher: Voucher; readonly providerName: string | null };

/** The bearer and the paper: photo place, name in both scripts, dates in both calendars, number as printed. */
export function VoucherFacts({ voucher, providerName }: Props) {
  const { t } = useTranslation();
  const sex =
    voucher.gender === 'female'
      ? t('vouchers:female')
      : voucher.gender === 'male'
        ? t('vouchers:male')
        : null;
  const person = [sex, voucher.age === null ? null : formatNumber(voucher.age), voucher.areaName]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
  return (
    <div className="vbody">
      <PhotoPlace
        ticketHref={voucher.photoTicket === null ? null : ticketAddress(voucher.photoTicket)}
        alt={t('vouchers:photo-of', { name: voucher.name })}
      />
      <div>
        <h2>
          <bdi>{voucher.name}</bdi>
        </h2>
        {voucher.localName === '' || voucher.localName === voucher.name ? null : (
          <div className="own">
            <bdi>{voucher.localName}</bdi>
          </div>
        )}
        <Facts
          items={[
            { label: t('vouchers:person'), value: <span dir="auto">{person}</span> },
            {
              label: t('vouchers:programme'),
              value: <span dir="auto">{`${voucher.programName} · ${voucher.cycleName}`}</span>,
            },
            {
              label: t('vouchers:valid-until'),
              value: (
                <>
                  <bdi>{formatDate(voucher.validUntil)}</bdi>
                  {' · '}
                  <bdi>{formatEthiopicDate(voucher.validUntil)}</bdi>
                </>
              ),
            },
            ...(providerName === null
              ? []
              : [{ label: t('vouchers:provider'), value: <span dir="auto">{providerName}</span> }]),
            {
              label: t('vouchers:voucher'),
              value: (
                <span className="vno">
                  <Ltr>{shownShortCode(voucher.shortCode)}</Ltr>
                </span>
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}

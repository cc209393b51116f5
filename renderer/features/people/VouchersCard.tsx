import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import { Card } from '../../ui/Card.tsx';
import { Amount, Ltr } from '../../ui/Marks.tsx';
import { EmptyState } from '../../ui/Notice.tsx';
import type { Person } from './person.ts';
import { voucherStateText } from './person-words.ts';

/** Vouchers ever made for this person, and what became of each. */
export function VouchersCard({ data }: { readonly data: Person }) {
  const { t } = useTranslation();
  if (data.vouchers.length === 0)
    return (
      <Card title={t('people:tab-vouchers')}>
        <EmptyState title={t('people:no-vouchers')}>{t('people:no-vouchers-text')}</EmptyState>
      </Card>
    );
  return (
    <Card title={t('people:tab-vouchers')}>
      <div className="scroll">
        <table className="grid plain">
          <thead>
            <tr>
              <th scope="col">{t('people:voucher')}</th>
              <th scope="col" className="n">
                {t('people:amount')}
              </th>
              <th scope="col">{t('people:valid-until')}</th>
              <th scope="col">{t('people:state')}</th>
              <th scope="col">{t('people:paid-at')}</th>
            </tr>
          </thead>
          <tbody>
            {data.vouchers.map((voucher) => (
              <tr key={voucher.voucherId}>
                <td>
                  <Ltr>{voucher.shortCode}</Ltr>
                </td>
                <td className="n">
                  <Amount minor={voucher.amountMinor} currency={voucher.currency} />
                </td>
                <td>{formatDate(voucher.validUntil)}</td>
                <td>{voucherStateText(t, voucher.state)}</td>
                <td>{voucher.redeemedAt === null ? '–' : formatInstant(voucher.redeemedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatInstant, formatNumber } from '../../i18n/format.ts';
import { formatChange } from '../../i18n/share-text.ts';
import { Card } from '../../ui/Card.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Ltr } from '../../ui/Marks.tsx';

type Cycle = OutputOf<'cycles.get'>;
type Line = {
  readonly id: string;
  readonly text: string;
  readonly people: string;
  readonly minor: number | null;
};

/** From the last cycle to this one like a ledger: who joined, who left, whose amount changed, the total under a double rule. */
export function ChangeTable({ cycle }: { readonly cycle: Cycle }) {
  const { t } = useTranslation();
  const { previous, currency } = cycle;
  const lines: readonly Line[] =
    previous === null
      ? []
      : [
          {
            id: 'last',
            text: t('cycles:last-cycle', { name: previous.name }),
            people: formatNumber(previous.entitlementCount),
            minor: previous.totalMinor,
          },
          {
            id: 'joined',
            text: t('cycles:joined'),
            people: `+ ${formatNumber(previous.joined)}`,
            minor: null,
          },
          { id: 'left', text: t('cycles:left'), people: `− ${formatNumber(previous.left)}`, minor: null },
          { id: 'changed', text: t('cycles:changed'), people: formatNumber(previous.changed), minor: null },
        ];
  return (
    <Card
      title={titleOf(t, cycle)}
      note={
        cycle.preparedAt === null ? undefined : (
          <span>
            {t('cycles:prepared-by', {
              name: cycle.preparedByName ?? '',
              at: formatInstant(cycle.preparedAt),
            })}
          </span>
        )
      }
    >
      <div className="scroll">
        <table className="grid plain bridge">
          <thead>
            <tr>
              <th scope="col">{t('cycles:line')}</th>
              <th scope="col" className="n">
                {t('cycles:people')}
              </th>
              <th scope="col" className="n">
                {t('cycles:amount-in', { currency })}
              </th>
              <th scope="col" className="n">
                {t('cycles:change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td>{line.text}</td>
                <td className="n">
                  <Ltr>{line.people}</Ltr>
                </td>
                <td className="n">
                  {line.minor === null ? '' : <Figures minor={line.minor} currency={currency} />}
                </td>
                <td />
              </tr>
            ))}
            <tr className="total">
              <td>{t('cycles:this-cycle', { name: cycle.name })}</td>
              <td className="n">
                <Ltr>{formatNumber(cycle.entitlementCount)}</Ltr>
              </td>
              <td className="n">
                <Figures minor={cycle.totalMinor} currency={currency} />
              </td>
              <td className="n">
                {previous === null || previous.totalMinor === 0 ? (
                  ''
                ) : (
                  <Ltr>{formatChange(cycle.totalMinor / previous.totalMinor - 1)}</Ltr>
                )}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function titleOf(t: ReturnType<typeof useTranslation>['t'], { previous, preparation }: Cycle): string {
  if (previous !== null) return t('cycles:changes-since', { name: previous.name });
  return preparation === 0 ? t('cycles:not-prepared') : t('cycles:first-cycle');
}

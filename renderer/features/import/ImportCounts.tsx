import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';

type Counts = OutputOf<'import.result'>['counts'];
const tiles = [
  { name: 'ready', text: 'import:count-ready', tone: 'ok', icon: 'check' },
  { name: 'warning', text: 'import:count-warning', tone: 'info', icon: 'info' },
  { name: 'duplicate', text: 'import:count-duplicate', tone: 'warn', icon: 'people' },
  { name: 'refused', text: 'import:count-refused', tone: 'danger', icon: 'alert' },
] as const;

/** Four figures that add up to the rows with somebody new in them; the rest in a line beneath. */
export function ImportCounts({ counts }: { readonly counts: Counts }) {
  const { t } = useTranslation();
  return (
    <section className="card counts" aria-label={t('import:counts')}>
      <dl>
        {tiles.map((tile) => (
          <div key={tile.name} className={counts[tile.name] === 0 ? 'tile none' : `tile ${tile.tone}`}>
            <dt>
              <Icon name={tile.icon} />
              {t(tile.text)}
            </dt>
            <dd>{formatNumber(counts[tile.name])}</dd>
          </div>
        ))}
      </dl>
      <p className="small muted">
        {t('import:rest', {
          rows: formatNumber(counts.rows),
          already: formatNumber(counts.already),
          blank: formatNumber(counts.blank),
        })}
      </p>
    </section>
  );
}

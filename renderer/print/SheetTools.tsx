import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#contract/contract';
import { formatNumber } from '../i18n/format.ts';
import { languages } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Facts } from '../ui/Card.tsx';
import { Field } from '../ui/Field.tsx';
import { Ltr } from '../ui/Marks.tsx';
import { Notice } from '../ui/Notice.tsx';
import { placesOnSheet } from './sheet-layout.ts';

type Props = {
  readonly data: OutputOf<'vouchers.sheet'>;
  readonly batch: { readonly from: number; readonly size: number };
  readonly onBatch: (from: number) => void;
  readonly startPlace: number;
  readonly onStartPlace: (place: number) => void;
  readonly second: string;
  readonly onSecond: (code: string) => void;
};

/** What can be set before printing: where on a begun sheet to start, a second language, which part of a long list. */
export function SheetTools(props: Props) {
  const { data, batch, onBatch, startPlace, onStartPlace, second, onSecond } = props;
  const { t, i18n } = useTranslation();
  const last = Math.min(batch.from + batch.size, data.total);
  return (
    <aside className="panel panel-below sheet-tools no-print" aria-label={t('print:settings')}>
      <div className="pad stack">
        <Field
          label={t('print:start-place')}
          hint={t('print:start-hint')}
          span={12}
          dir="ltr"
          inputMode="numeric"
          value={String(startPlace)}
          onChange={(event) => {
            const place = Number(event.target.value.slice(-1));
            if (place >= 1 && place <= placesOnSheet) onStartPlace(place);
          }}
        />
        <div className="f c12">
          <label htmlFor="second-language">{t('print:second-language')}</label>
          <select
            id="second-language"
            className="in"
            value={second}
            onChange={(event) => onSecond(event.target.value)}
          >
            <option value="">{t('print:one-language')}</option>
            {languages
              .filter((language) => language.code !== i18n.language)
              .map((language) => (
                <option key={language.code} value={language.code} lang={language.code}>
                  {language.name}
                </option>
              ))}
          </select>
        </div>
        {data.total <= batch.size ? null : (
          <div className="row wrap">
            <span className="small">
              {t('print:batch', {
                from: formatNumber(batch.from + 1),
                to: formatNumber(last),
                of: formatNumber(data.total),
              })}
            </span>
            <Button
              size="small"
              refusedBecause={batch.from === 0 ? t('print:batch-first') : null}
              onPress={() => onBatch(batch.from - batch.size)}
            >
              {t('print:batch-before')}
            </Button>
            <Button
              size="small"
              refusedBecause={last >= data.total ? t('print:batch-last') : null}
              onPress={() => onBatch(batch.from + batch.size)}
            >
              {t('print:batch-after')}
            </Button>
          </div>
        )}
        <Notice kind="info">{t('print:full-size')}</Notice>
        <Facts
          items={[
            {
              label: t('print:cycle'),
              value: <span dir="auto">{`${data.cycleName} · ${data.programName}`}</span>,
            },
            { label: t('print:office'), value: <span dir="auto">{data.officeName}</span> },
            { label: t('print:key'), value: <Ltr>{data.kid}</Ltr> },
            { label: t('print:reprints'), value: t('print:reprints-text') },
          ]}
        />
      </div>
    </aside>
  );
}

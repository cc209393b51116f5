import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../app/keys.tsx';
import { useCore } from '../client/use-core.ts';
import { RefusalNotice } from '../features/jobs/RefusalNotice.tsx';
import { formatNumber } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { CameOutDialog } from './CameOutDialog.tsx';
import type { PaperFacts } from './PaperVoucher.tsx';
import { SheetTools } from './SheetTools.tsx';
import { SheetView } from './SheetView.tsx';
import { layOut } from './sheet-layout.ts';
import { useSecondLanguage } from './use-second-language.ts';
import { useSheetPrint } from './use-sheet-print.ts';

const batchSize = 800;
/** Sheets drawn at a time: the page stays alive while a long list is laid out. */
const sheetsAtOnce = 6;

/** A cycle's vouchers as they will lie on paper: see, print, say what came out. */
export function VoucherSheetPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { cycleId = '' } = useParams({ strict: false });
  const [from, setFrom] = useState(0);
  const [startPlace, setStartPlace] = useState(1);
  const [second, setSecond] = useState(i18n.language === 'en' ? '' : 'en');
  const secondT = useSecondLanguage(second === '' ? null : second);
  const sheet = useCore('vouchers.sheet', { cycleId, from, count: batchSize }, { keepPrevious: true });
  const data = sheet.data;
  const sheets = useMemo(() => layOut(data?.vouchers ?? [], startPlace), [data, startPlace]);
  const drawn = useGrowing(sheets.length);
  const print = useSheetPrint(cycleId, sheets);
  const facts = useMemo(
    (): PaperFacts | null =>
      data === undefined
        ? null
        : {
            ...data,
            languages: [
              { code: i18n.language, t },
              ...(secondT === null ? [] : [{ code: second, t: secondT }]),
            ],
          },
    [data, i18n.language, t, second, secondT],
  );
  const isReady = sheets.length > 0 && drawn >= sheets.length;
  useKeys(1, [
    { keys: 'Ctrl+P', label: t('print:key-print'), run: () => isReady && print.print(), inFields: true },
    {
      keys: 'Escape',
      label: t('print:key-back'),
      run: () => void navigate({ to: '/cycles/$cycleId', params: { cycleId } }),
    },
  ]);
  const count = sheets.length - print.fromSheet + 1;
  return (
    <Page
      title={t('print:title')}
      sub={
        data === undefined
          ? undefined
          : t('print:sub', {
              cycle: data.cycleName,
              count: data.vouchers.length,
              number: formatNumber(data.vouchers.length),
            })
      }
      actions={
        <Button
          kind="primary"
          icon="print"
          keys="Ctrl+P"
          busy={data !== undefined && !isReady}
          refusedBecause={sheets.length === 0 ? t('print:nothing') : null}
          onPress={print.print}
        >
          {t('print:do-print', { count, number: formatNumber(count) })}
        </Button>
      }
      aside={
        data === undefined ? null : (
          <SheetTools
            data={data}
            batch={{ from, size: batchSize }}
            onBatch={setFrom}
            startPlace={startPlace}
            onStartPlace={setStartPlace}
            second={second}
            onSecond={setSecond}
          />
        )
      }
    >
      <div className="no-print stack">
        <RefusalNotice error={sheet.error} failure={print.asking ? null : print.failure} />
        {print.printed === null ? null : (
          <Notice kind="ok" live>
            {t('print:marked', { count: print.printed, number: formatNumber(print.printed) })}
          </Notice>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="sheets" data-ready={isReady} aria-label={t('print:sheets')} tabIndex={0}>
        {facts === null
          ? null
          : sheets
              .slice(0, drawn)
              .map((item) => (
                <SheetView
                  key={item.no}
                  sheet={item}
                  of={sheets.length}
                  facts={facts}
                  before={from}
                  startPlace={startPlace}
                  skipped={item.no < print.fromSheet}
                />
              ))}
      </section>
      {print.asking ? <CameOutDialog print={print} sheets={sheets.length} /> : null}
    </Page>
  );
}

/** Grows towards `total` step by step, between frames. */
function useGrowing(total: number): number {
  const [shown, setShown] = useState(sheetsAtOnce);
  useEffect(() => {
    if (shown >= total) return;
    const timer = setTimeout(() => setShown((count) => count + sheetsAtOnce), 0);
    return () => clearTimeout(timer);
  }, [shown, total]);
  return shown;
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { SheetPrint } from './use-sheet-print.ts';

type Props = { readonly print: SheetPrint; readonly sheets: number };

/** After every print: paper jams, so the printer is asked about, not trusted. Only what came out counts as printed. */
export function CameOutDialog({ print, sheets }: Props) {
  const { t } = useTranslation();
  const [spoiled, setSpoiled] = useState('');
  const from = Number(spoiled);
  const usable = Number.isInteger(from) && from >= print.fromSheet && from <= sheets;
  const count = sheets - print.fromSheet + 1;
  return (
    <Dialog
      title={t('print:came-out', { count })}
      onClose={print.notNow}
      footer={
        <>
          <Button keys="Esc" onPress={print.notNow}>
            {t('print:not-printed')}
          </Button>
          <Button kind="primary" busy={print.busy} onPress={() => void print.allCameOut()}>
            {t('print:all-came-out')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (usable) void print.reprintFrom(from);
        }}
      >
        <p className="small">{t('print:came-out-text')}</p>
        <div className="row from-sheet">
          <Field
            label={t('print:again-from')}
            span={12}
            dir="ltr"
            inputMode="numeric"
            value={spoiled}
            onChange={(event) => setSpoiled(event.target.value.replace(/\D/g, '').slice(0, 4))}
          />
          <Button
            submit
            refusedBecause={usable ? null : t('print:again-which', { first: print.fromSheet, last: sheets })}
            onPress={() => undefined}
          >
            {t('print:again')}
          </Button>
        </div>
      </form>
      {print.failure === null ? null : (
        <Notice kind="danger" live>
          {errorText(t, print.failure)}
        </Notice>
      )}
    </Dialog>
  );
}

import { memo } from 'react';
import type { OutputOf } from '#contract/contract';
import { type PaperFacts, PaperVoucher } from './PaperVoucher.tsx';
import { placesOnSheet, type Sheet } from './sheet-layout.ts';

type Voucher = OutputOf<'vouchers.sheet'>['vouchers'][number];
type Props = {
  readonly sheet: Sheet<Voucher>;
  readonly of: number;
  readonly facts: PaperFacts;
  /** Number of the first voucher of this batch within the cycle, less one. */
  readonly before: number;
  readonly startPlace: number;
  /** Left out of this print: came out well before. */
  readonly skipped: boolean;
};

/** One A4 sheet of eight with marks where to cut. */
export const SheetView = memo(function SheetView({ sheet, of, facts, before, startPlace, skipped }: Props) {
  const firstNo = before + (sheet.no - 1) * placesOnSheet - (startPlace - 1);
  const [first] = facts.languages;
  return (
    <section
      className={skipped ? 'sheet no-print skipped' : 'sheet'}
      aria-label={first?.t('print:sheet-of', { no: sheet.no, of }) ?? ''}
    >
      {sheet.places.map((voucher, place) =>
        voucher === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is its position
          <div key={place} className="paper-free" />
        ) : (
          <PaperVoucher key={voucher.voucherId} voucher={voucher} no={firstNo + place + 1} facts={facts} />
        ),
      )}
      <CutMarks />
      <div className="sheet-foot">
        <span dir="auto">{`${facts.programName} · ${facts.cycleName} · ${facts.officeName}`}</span>
        <span>{first?.t('print:sheet-of', { no: sheet.no, of }) ?? ''}</span>
      </div>
    </section>
  );
});

/** Short lines outside the vouchers, at every cut; none crosses print. */
function CutMarks() {
  const across = ['c1', 'c2', 'c3', 'c4'];
  const down = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8'];
  return (
    <div className="cuts" aria-hidden="true">
      {across.map((mark) => (
        <span key={mark} className={`cut across ${mark}`} />
      ))}
      {down.map((mark) => (
        <span key={mark} className={`cut down ${mark}`} />
      ))}
    </div>
  );
}

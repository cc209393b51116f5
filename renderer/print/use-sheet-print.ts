import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { OutputOf } from '#contract/contract';
import { useCommand } from '../client/use-core.ts';
import type { Sheet } from './sheet-layout.ts';

type Voucher = OutputOf<'vouchers.sheet'>['vouchers'][number];

/**
 * Printing and the question after it. Only what came out is marked as printed; the rest is printed again from the
 * sheet the printer spoiled.
 */
export function useSheetPrint(cycleId: string, sheets: readonly Sheet<Voucher>[]) {
  const mark = useCommand('vouchers.markPrinted');
  const [fromSheet, setFromSheet] = useState(1);
  const [asking, setAsking] = useState(false);
  const [printed, setPrinted] = useState<number | null>(null);
  const print = (from: number) => {
    flushSync(() => {
      setFromSheet(from);
      setPrinted(null);
    });
    window.print();
    setAsking(true);
  };
  const markSheets = async (until: number): Promise<boolean> => {
    const voucherIds = sheets
      .filter((sheet) => sheet.no >= fromSheet && sheet.no < until)
      .flatMap((sheet) => sheet.places.flatMap((voucher) => (voucher === null ? [] : [voucher.voucherId])));
    if (voucherIds.length === 0) return true;
    const reply = await mark.run({ cycleId, voucherIds });
    if (reply?.ok) setPrinted(reply.value.printed);
    return reply?.ok ?? false;
  };
  return {
    fromSheet,
    asking,
    printed,
    busy: mark.busy,
    failure: mark.failure,
    print: () => print(fromSheet),
    allCameOut: async () => {
      if (!(await markSheets(sheets.length + 1))) return;
      setAsking(false);
      setFromSheet(1);
    },
    /** Sheets before `from` came out: they are marked, and the print begins again there. */
    reprintFrom: async (from: number) => {
      if (!(await markSheets(from))) return;
      setAsking(false);
      print(from);
    },
    notNow: () => setAsking(false),
  };
}
export type SheetPrint = ReturnType<typeof useSheetPrint>;

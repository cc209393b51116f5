/** Two by four on A4. */
export const placesOnSheet = 8;

/** One sheet: its eight places in reading order, null where the paper stays free. */
export type Sheet<Voucher> = { readonly no: number; readonly places: readonly (Voucher | null)[] };

/**
 * Lays vouchers out on sheets. `startPlace` (1 to 8) is the first free place of a sheet already begun; it shifts only
 * the first sheet.
 */
export function layOut<Voucher>(vouchers: readonly Voucher[], startPlace: number): readonly Sheet<Voucher>[] {
  const free = Math.min(Math.max(Math.trunc(startPlace), 1), placesOnSheet) - 1;
  const places = [...Array.from({ length: free }, () => null), ...vouchers];
  return Array.from({ length: Math.ceil(places.length / placesOnSheet) }, (_, index) => ({
    no: index + 1,
    places: Array.from(
      { length: placesOnSheet },
      (_place, place) => places[index * placesOnSheet + place] ?? null,
    ),
  }));
}

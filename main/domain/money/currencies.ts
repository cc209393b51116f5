/** What the rules need to know of one currency: ISO 4217's number and how many decimals its minor unit has. */
export type Currency = { readonly code: string; readonly numeric: number; readonly exponent: 0 | 2 | 3 };

/** ISO 4217, 2024 edition. XXX-like codes and metals are left out on purpose: nobody is paid in them. */
const CURRENCY_ROWS = [
  ['AED', 784, 2],
  ['AFN', 971, 2],
  ['AOA', 973, 2],
  ['BDT', 50, 2],
  ['BHD', 48, 3],
  ['BIF', 108, 0],
  ['BRL', 986, 2],
  ['BWP', 72, 2],
  ['CDF', 976, 2],
  ['CHF', 756, 2],
  ['CNY', 156, 2],
  ['COP', 170, 2],
  ['DJF', 262, 0],
  ['DZD', 12, 2],
  ['EGP', 818, 2],
  ['ERN', 232, 2],
  ['ETB', 230, 2],
  ['EUR', 978, 2],
  ['GBP', 826, 2],
  ['GHS', 936, 2],
  ['GMD', 270, 2],
  ['GNF', 324, 0],
  ['HTG', 332, 2],
  ['IDR', 360, 2],
  ['INR', 356, 2],
  ['IQD', 368, 3],
  ['IRR', 364, 2],
  ['JOD', 400, 3],
  ['JPY', 392, 0],
  ['KES', 404, 2],
  ['KHR', 116, 2],
  ['KMF', 174, 0],
  ['KWD', 414, 3],
  ['LBP', 422, 2],
  ['LKR', 144, 2],
  ['LRD', 430, 2],
  ['LSL', 426, 2],
  ['LYD', 434, 3],
  ['MAD', 504, 2],
  ['MGA', 969, 2],
  ['MMK', 104, 2],
  ['MRU', 929, 2],
  ['MUR', 480, 2],
  ['MWK', 454, 2],
  ['MXN', 484, 2],
  ['MZN', 943, 2],
  ['NAD', 516, 2],
  ['NGN', 566, 2],
  ['NPR', 524, 2],
  ['OMR', 512, 3],
  ['PHP', 608, 2],
  ['PKR', 586, 2],
  ['RWF', 646, 0],
  ['SAR', 682, 2],
  ['SCR', 690, 2],
  ['SDG', 938, 2],
  ['SLE', 925, 2],
  ['SOS', 706, 2],
  ['SSP', 728, 2],
  ['SYP', 760, 2],
  ['SZL', 748, 2],
  ['TND', 788, 3],
  ['TZS', 834, 2],
  ['UGX', 800, 0],
  ['USD', 840, 2],
  ['VND', 704, 0],
  ['XAF', 950, 0],
  ['XOF', 952, 0],
  ['YER', 886, 2],
  ['ZAR', 710, 2],
  ['ZMW', 967, 2],
] as const satisfies readonly (readonly [string, number, 0 | 2 | 3])[];

const BY_CODE: ReadonlyMap<string, Currency> = new Map(
  CURRENCY_ROWS.map(([code, numeric, exponent]) => [code, { code, numeric, exponent }]),
);
const BY_NUMERIC: ReadonlyMap<number, Currency> = new Map(
  [...BY_CODE.values()].map((currency) => [currency.numeric, currency]),
);

/** All currencies the rules know, by code. */
export const CURRENCIES: readonly Currency[] = [...BY_CODE.values()];

/** The currency of an ISO 4217 letter code such as `ETB`; undefined when the rules do not know it. */
export function currencyByCode(code: string): Currency | undefined {
  return BY_CODE.get(code);
}

/** The currency of an ISO 4217 number such as 230 (what a voucher's unit field holds). */
export function currencyByNumeric(numeric: number): Currency | undefined {
  return BY_NUMERIC.get(numeric);
}

import { i18n } from './i18n.ts';

/** "+2.2%": a change against what was, with its sign. */
export const formatChange = (share: number): string =>
  new Intl.NumberFormat(`${i18n.language || 'en'}-u-nu-latn`, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 1,
  }).format(share);

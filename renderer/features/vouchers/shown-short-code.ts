import { formatShortCode } from '#domain/vouchers/short-code';

/** The number as printed, `XXXXX-XXXXX-X`, whether it came plain or grouped already. */
export const shownShortCode = (shortCode: string): string =>
  shortCode.includes('-') ? shortCode : formatShortCode(shortCode);

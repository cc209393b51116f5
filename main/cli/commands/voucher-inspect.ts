import { currencyByCode } from '#domain/money/currencies';
import { formatMinorPlain } from '#domain/money/minor';
import type { CliCommand } from '../cli-command.ts';
import { withPerson } from '../desk.ts';
import { done, refused } from '../outcome.ts';

/** `tawi voucher inspect <code>`: what the counter would say of a voucher, without paying it. */
export const inspectVoucher: CliCommand = {
  words: ['voucher', 'inspect'],
  takes: ['<code>'],
  options: ['user', 'pin-file'],
  about: 'Says what a printed code is worth here and today, or why not.',
  run: async (world, [code = '']) => {
    const read = await withPerson(world, 'voucher.redeem', ({ client }) =>
      client.call('vouchers.inspect', { code: code.trim() }),
    );
    if (!read.ok) return refused(read.error);
    const { photoTicket: _photoTicket, ...voucher } = read.value;
    const { shortCode, name, programName, cycleName, balanceMinor, currency, validUntil, areaName } = voucher;
    return done({ voucher }, [
      `Voucher ${shortCode}: ${name}, ${areaName}`,
      `${programName}, ${cycleName}: ${currency} ${amountText(balanceMinor, currency)} until ${validUntil}`,
    ]);
  },
};

function amountText(amountMinor: number, currency: string): string {
  return formatMinorPlain(amountMinor, currencyByCode(currency)?.exponent ?? 2);
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatShortCode, parseShortCode, shortCodeOf } from './short-code.ts';

type Vectors = {
  readonly vouchers: readonly {
    readonly name: string;
    readonly fields: { readonly voucherId: string };
    readonly short_code: string;
  }[];
};
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/voucher-v1.json', import.meta.url), 'utf8'),
);

describe('short code', () => {
  it.each(vectors.vouchers)('of the voucher: $name', ({ fields, short_code: shortCode }) => {
    expect(shortCodeOf(fields.voucherId)).toBe(shortCode);
    expect(parseShortCode(formatShortCode(shortCode).toLowerCase())).toEqual({ ok: true, value: shortCode });
  });

  it('is printed in groups of five, five and one', () => {
    expect(formatShortCode('B04B9ANMNEG')).toBe('B04B9-ANMNE-G');
  });

  it.each([
    ['B04B9-ANMNE', 'length'],
    ['B04B9-ANMN!-G', 'character'],
    ['B04B9-ANMEN-G', 'check'],
  ])('%s is refused', (typed, reason) => {
    expect(parseShortCode(typed)).toEqual({ ok: false, error: { code: 'voucher/bad-short-code', reason } });
  });
});

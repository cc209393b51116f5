import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskAccount, maskBirthDate, maskEmail, maskIdentifier, maskPhone } from './mask.ts';

test.each([
  [maskIdentifier, '4471 9023 4821', '••••4821'],
  [maskIdentifier, '123456', '••••'],
  [maskIdentifier, '', '••••'],
  [maskAccount, '1717875761', '••••5761'],
  [maskPhone, '+251911552012', '•••12'],
  [maskPhone, '', ''],
  [maskEmail, 'maria@myland.com', 'm•••@•••.com'],
  [maskEmail, 'broken', 'b•••@•••'],
  [maskEmail, '', ''],
])('%o masks %s as %s', (mask, value, masked) => {
  expect(mask(value)).toBe(masked);
});

test('a birth date becomes an age', () => {
  expect([maskBirthDate('1974-07-01', '2026-11-20'), maskBirthDate(null, '2026-11-20')]).toEqual([52, null]);
});

test('no mask shows more than four characters of an identifier nor a whole short one', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z]{1,20}$/), (value) => {
      const shown = maskIdentifier(value).replaceAll('•', '');
      expect(shown.length).toBeLessThanOrEqual(Math.min(4, Math.max(0, value.length - 3)));
    }),
  );
});

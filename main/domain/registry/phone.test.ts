import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePhone } from './phone.ts';

const ethiopia = { callingCode: '251', trunkPrefix: '0' };

test.each([
  ['0911 55 20 12', '+251911552012'],
  ['911552012', '+251911552012'],
  ['+251 (911) 55-20-12', '+251911552012'],
  ['00251911552012', '+251911552012'],
  ['٠٩١١٥٥٢٠١٢', '+251911552012'],
  ['\u202a+745 5218119193\u202c', '+7455218119193'],
])('%s is %s', (text, phone) => {
  expect(normalisePhone(text, ethiopia)).toEqual({ ok: true, value: phone });
});

test.each(['', '12', 'call me', '+0911552012', '0911552012 ext 3', '+1234567890123456', '+12345'])(
  '%s is not a phone number',
  (text) => {
    expect(normalisePhone(text, ethiopia)).toEqual({ ok: false, error: { code: 'registry/phone-invalid' } });
  },
);

test('a normalised number normalises to itself', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^0?[1-9][0-9]{6,10}$/), (text) => {
      const once = normalisePhone(text, ethiopia);
      expect(once.ok && normalisePhone(once.value, ethiopia)).toEqual(once);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { formatRegistrationNumber, parseRegistrationNumber, takeNumber } from './registration-number.ts';

const anyNumber = fc.record({
  officeCode: fc.stringMatching(/^[A-Z0-9]{2,6}$/),
  running: fc.integer({ min: 1, max: 99_999_999 }),
});

test('a number is read back as it was written, also typed carelessly', () => {
  fc.assert(
    fc.property(anyNumber, (number) => {
      const text = formatRegistrationNumber(number);
      expect(parseRegistrationNumber(text)).toEqual({ ok: true, value: number });
      expect(parseRegistrationNumber(` ${text.toLowerCase().replaceAll('-', ' – ')} `)).toEqual({
        ok: true,
        value: number,
      });
    }),
  );
});

test.each([
  ['DD04-000124-8', 'registry/number-check-wrong'],
  ['DD04-000123', 'registry/number-malformed'],
  ['DD04-123-8', 'registry/number-malformed'],
  ['DD04-000000-8', 'registry/number-malformed'],
  ['DD04-0000123-8', 'registry/number-malformed'],
  ['', 'registry/number-malformed'],
])('%s is refused as %s', (text, code) => {
  expect(parseRegistrationNumber(text)).toEqual({ ok: false, error: { code } });
});

test('an example is fixed for all time', () => {
  expect(formatRegistrationNumber({ officeCode: 'DD04', running: 123 })).toBe('DD04-000123-2');
});

test('a range gives each number once and then refuses', () => {
  const first = takeNumber({ officeCode: 'DD04', from: 7, to: 8, next: 7 });
  const second = first.ok ? takeNumber(first.value.range) : first;
  const third = second.ok ? takeNumber(second.value.range) : second;
  expect([first.ok && first.value.number, second.ok && second.value.number, third]).toEqual([
    formatRegistrationNumber({ officeCode: 'DD04', running: 7 }),
    formatRegistrationNumber({ officeCode: 'DD04', running: 8 }),
    { ok: false, error: { code: 'registry/range-used-up', officeCode: 'DD04' } },
  ]);
});

test('a lower-case office code or a running number of zero is a bug', () => {
  expect(() => formatRegistrationNumber({ officeCode: 'dd04', running: 1 })).toThrow(InvariantError);
  expect(() => formatRegistrationNumber({ officeCode: 'DD04', running: 0 })).toThrow(InvariantError);
});

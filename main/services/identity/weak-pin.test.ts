import { expect, test } from 'vitest';
import { isWeakPin } from './weak-pin.ts';

test.each([
  '0000',
  '111111',
  '1234',
  '123456',
  '987654',
  '1212',
  '123123',
  '1122',
  '1987',
  '2026',
  '1221',
  '90909',
])('%s is weak', (pin) => {
  expect(isWeakPin(pin)).toBe(true);
});

test.each(['4071', '9135', '240815', '80352196', '135799'])('%s is not', (pin) => {
  expect(isWeakPin(pin)).toBe(false);
});

import { expect, test } from 'vitest';
import { InvariantError } from '../invariant.ts';
import { accountOf, mayBeNegative, parseAccount } from './accounts.ts';

test.each([
  ['fund', { kind: 'fund', ownerId: null }],
  ['reserved:o1', { kind: 'reserved', ownerId: 'o1' }],
  ['in_transit:bank', { kind: 'in_transit', ownerId: 'bank' }],
  ['reserved', null],
  ['reserved:', null],
  ['reserved:a:b', null],
  ['fund:o1', null],
  ['', null],
])('%s is read as %o', (text, account) => {
  expect(parseAccount(text)).toEqual(account);
});

test('only the outside world and losses may be negative', () => {
  expect([
    mayBeNegative('source'),
    mayBeNegative('loss'),
    mayBeNegative('fund'),
    mayBeNegative(accountOf('reserved', 'o')),
  ]).toEqual([true, true, false, false]);
});

test('an owner that would break the name is a bug', () => {
  expect(() => accountOf('reserved', 'a:b')).toThrow(InvariantError);
  expect(() => accountOf('reserved', '')).toThrow(InvariantError);
});

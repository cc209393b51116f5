import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contract, isMethodName as isInContract } from './contract.ts';
import { isMethodName } from './method-names.ts';

it('the list without schemas knows every method of the contract', () => {
  expect(Object.keys(contract).filter((name) => !isMethodName(name))).toEqual([]);
});

it.each(['', 'session', 'toString', '__proto__', 'constructor', 'session.state '])(
  'knows no method "%s"',
  (name) => {
    expect([isMethodName(name), isInContract(name)]).toEqual([false, false]);
  },
);

it('answers as the contract does for any word', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom(...Object.keys(contract)));
  fc.assert(fc.property(word, (name) => isMethodName(name) === isInContract(name)));
});

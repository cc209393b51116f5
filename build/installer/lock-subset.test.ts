import { expect, it } from 'vitest';
import { lockSubset } from './lock-subset.ts';

const lock = {
  '': { version: '1.0.0', dependencies: { a: '1', z: '1' } },
  'node_modules/a': {
    version: '1.0.0',
    dependencies: { b: '^2' },
    optionalDependencies: { 'a-linux': '1', 'a-mars': '1' },
  },
  'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1' } },
  'node_modules/a-linux': { version: '1.0.0' },
  'node_modules/b': { version: '1.0.0', dependencies: { d: '1' } },
  'node_modules/c': { version: '1.0.0', dependencies: { a: '1' } },
  'node_modules/d': { version: '1.0.0' },
  'node_modules/z': { version: '1.0.0' },
};

it('takes what is needed, the inner copy before the outer, and goes round a circle once', () => {
  expect(Object.keys(lockSubset(lock, ['a']))).toEqual([
    'node_modules/a',
    'node_modules/a-linux',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ]);
  expect(lockSubset(lock, ['b'])).toEqual({
    'node_modules/b': lock['node_modules/b'],
    'node_modules/d': lock['node_modules/d'],
  });
});

it('throws when something that is needed was never locked', () => {
  expect(() => lockSubset(lock, ['nobody'])).toThrow('no nobody for the app');
  expect(() => lockSubset({ 'node_modules/a': { dependencies: { gone: '1' } } }, ['a'])).toThrow(
    'no gone for node_modules/a',
  );
});
